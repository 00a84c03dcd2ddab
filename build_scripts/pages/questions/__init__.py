"""The questions of the checker page.

In: the findings and groups of a protocol. Out: groups of fields, which a template only arranges.
"""
