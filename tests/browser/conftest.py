"""What tests in a browser ask for."""

from tests.support.site.visits import _opened, address, cases, checker, protocol, visit, visit_as

__all__ = ["_opened", "address", "cases", "checker", "protocol", "visit", "visit_as"]
