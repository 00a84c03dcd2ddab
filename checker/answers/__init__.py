"""Answers to a case.

In: a case as JSON. Out: an assessment, why it is so and what would change it, or every reason for refusing the case.
"""
