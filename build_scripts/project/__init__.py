"""The ground that every stage stands on: it knows no protocol.

In: a checkout. Out: places, kept results, problems, programs.
"""
