"""Expected acts: what a worked case expects of a recommendation beside its status."""
