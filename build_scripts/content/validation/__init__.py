"""Validation: checks that content of the right shape also holds together.

In: a protocol and its document. Out: every objection, with its place.
"""
