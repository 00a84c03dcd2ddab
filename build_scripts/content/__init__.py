"""What authors write.

In: `docs/protocols/ID/*.yml`. Out: loaded protocols, or problems with file, line and column.
"""
