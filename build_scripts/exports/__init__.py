"""Exports: data for machines.

In: protocols, or the model. Out: data by name.
"""
