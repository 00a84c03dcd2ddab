"""What stands behind a protocol.

In: loaded protocols. Out: what is proved, covered, noticed and reviewed of them; or problems.
"""
