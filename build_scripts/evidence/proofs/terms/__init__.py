"""Terms: the numbers, the computed values, the scores and the grades of a patient, as a solver reads them."""
