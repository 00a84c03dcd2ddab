"""Wordings: what words say of urgency, action, strength, drugs and patients, against the data and against each other.

`recommended` is the entrance. Only contradictions are refused; what the words leave open the data may say.
"""
