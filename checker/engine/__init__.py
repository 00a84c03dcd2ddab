"""The evaluation of a protocol's rules.

In: a protocol, and the values of a case by position. Out: a state, every truth in it with the findings behind it.
"""
