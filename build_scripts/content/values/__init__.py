"""Computed values, as far as the checks of content and the evidence for it need to know more than the engine."""
