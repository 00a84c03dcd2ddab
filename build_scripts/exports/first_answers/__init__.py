"""The first answers: what the engine says to a few findings, worked out when the site is built.

A page shows them before its Python runs, and where it cannot run at all. Nothing is decided here but which cases are
asked: every answer is the engine's own text.
"""
