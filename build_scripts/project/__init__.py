"""The basis of every stage, without any knowledge of protocols.

In: a checkout. Out: places, kept results, problems, programs.
"""
