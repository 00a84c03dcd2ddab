"""What is measured, and against what: always as the ratio of two things that run in turn in the same run."""
