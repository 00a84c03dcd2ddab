"""What the cross-checks share: the same examples in every run, and the browser of the browser tests."""

from hypothesis import settings

from tests.support.site.visits import address, protocol, visit, visit_as

__all__ = ["address", "protocol", "visit", "visit_as"]

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=300)
settings.load_profile("steady")
