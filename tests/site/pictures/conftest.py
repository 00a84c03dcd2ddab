"""What tests of pictures ask for: the browser's fixtures."""

from tests.support.site.visits import address, protocol, visit_as

__all__ = ["address", "protocol", "visit_as"]
