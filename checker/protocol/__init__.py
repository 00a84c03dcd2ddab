"""The model of a protocol, and the walks over it.

In: nodes of the language. Out: a protocol, as an object and as plain data, and every rule of it with its place.
"""
