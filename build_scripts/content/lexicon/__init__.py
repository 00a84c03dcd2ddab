"""The lexicon: names for the same thing, which all protocols share.

In: `vocabulary/lexicon.yml`. Out: its entries, or objections with their places.
"""
