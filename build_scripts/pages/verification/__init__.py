"""The page "To be verified before use": what is open in a protocol, and which rules rest on it.

In: a protocol as pages show it. Out: numbered lines, in groups, what a dose rests on first.
"""
