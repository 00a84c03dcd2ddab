"""What machines read.

In: protocols, or the model. Out: data by name.
"""
