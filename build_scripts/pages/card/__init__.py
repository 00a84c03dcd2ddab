"""The card of a protocol: what of it stands on the printed sides, and what only on its pages."""
