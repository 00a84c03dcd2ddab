"""Doses that are for one patient and not for another, or worked out: as formulas, and what is proved of them.

In: a protocol whose doses have their units resolved. Out: formulas, proved properties and faults.
"""
