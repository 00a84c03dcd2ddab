"""The model of a protocol, and the walks over it.

In: nodes of the language. Out: a protocol, every rule of it with its place, plain data and back.
"""
