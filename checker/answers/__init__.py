"""Answers to a case.

In: a case as JSON. Out: an assessment, its reasons and what would change it, or every reason for a refusal.
"""
