"""Content: the files that authors write, read and checked.

In: `docs/protocols/ID/*.yml`. Out: loaded protocols, or problems with file, line and column.
"""
