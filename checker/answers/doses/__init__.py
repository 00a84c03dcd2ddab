"""Doses for a patient: the calculation in exact fractions, its words, and what an answer says of each dose.

In: a protocol whose doses have their units resolved, and the state of a case. Out: answers on doses.
"""
