"""Reading: the numbers, units, rhythms and routes that a text states, as data."""
