"""Words that protocols share: findings and literature that are written down once and used by their ids.

In: docs/vocabulary/, and what protocols take from it. Out: protocols that borrow nothing any more, and problems.
"""
