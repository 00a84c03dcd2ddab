"""Doses as authors write them: what cannot be, the register of drugs, and the limits that it sets.

In: protocols and `vocabulary/drugs.yml`. Out: objections with their places, and the register.
"""
