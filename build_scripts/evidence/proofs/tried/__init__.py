"""Patients made at random, and tried where a solver knows too little: near the limits that values are compared with."""
