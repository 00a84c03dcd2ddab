"""Reviews: the effects of the rules, for a person to read, since proofs cover only declared properties."""
