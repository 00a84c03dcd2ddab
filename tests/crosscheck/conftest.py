"""Generated tests try the same examples in every run: a failure is reproduced by running them again."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=300)
settings.load_profile("steady")
