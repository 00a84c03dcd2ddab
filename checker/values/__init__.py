"""Computed values: quantities that a formula works out from findings and from other values.

In: formulas, and the values of a case. Out: exact numbers, or ranges while something is missing.
"""
