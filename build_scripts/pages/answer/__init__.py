"""The words of an answer.

In: a protocol. Out: what the page of the checker brings along for its script to choose from.
"""
