"""The rule language: its nodes, each with the keys that spell it, what it means and what it says.

In: the fields that an author writes. Out: nodes that bind and describe themselves, and know no protocol.
"""
