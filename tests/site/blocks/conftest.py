"""What tests of the blocks ask for: the browser's fixtures."""

from tests.support.site.visits import _opened, address, cases, checker, protocol, visit, visit_as

__all__ = ["_opened", "address", "cases", "checker", "protocol", "visit", "visit_as"]
