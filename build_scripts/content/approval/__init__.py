"""Approvals: what a person signed of a protocol, whether it still stands as it was signed, and what was released.

In: a protocol's folder. Out: its state of review as the records support it, and problems with the records.
"""
