"""The evidence for a protocol: coverage, proofs, reviews and quality.

In: loaded protocols. Out: what is proved, covered, noticed and reviewed of them; or problems.
"""
