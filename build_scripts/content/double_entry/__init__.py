"""Double entry: every dose and every limit stands in words and as data, and here the one is held against the other.

`objections` is the entrance. Texts are read in `reading/`; what a number may belong to is told by `holdings`.
"""
