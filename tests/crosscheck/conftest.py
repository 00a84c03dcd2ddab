"""What the cross-checks share with the browser tests."""

from tests.support.site.visits import address, protocol, visit, visit_as

__all__ = ["address", "protocol", "visit", "visit_as"]
