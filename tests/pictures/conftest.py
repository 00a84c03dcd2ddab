"""What tests of pictures ask for: the browser's fixtures."""

from tests.browser.conftest import address, protocol, visit_as

__all__ = ["address", "protocol", "visit_as"]
