"""The reference pages of a protocol: one block a decision, and what the overview gathers.

In: a protocol and the layout of its pages. Out: what stands together on a page, in its order.
"""
