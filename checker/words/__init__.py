"""The reader's language.

In: an English message, a number, a unit. Out: each as the reader's language has it.
"""
