"""The pathway as a picture.

In: the steps of a protocol's pathway. Out: boxes, lines and arrows.
"""
