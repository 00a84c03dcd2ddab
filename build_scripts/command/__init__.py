"""The `wardbook` command.

In: arguments. Out: text, and an exit status.
"""
