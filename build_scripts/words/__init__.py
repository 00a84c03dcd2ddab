"""Phrases in the language of the site.

In: values of the model. Out: words.
"""
