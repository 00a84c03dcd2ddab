"""The card of a protocol: what of it stands on the two or three sides of a printed sheet, and what only on its pages."""
