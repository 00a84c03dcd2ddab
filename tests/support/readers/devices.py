"""Devices on which tests read, and where the protocol that they read stands."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import ViewportSize

from tests.support.site.visits import PROTOCOL

FOLDER = f"protocols/{PROTOCOL}"

PHONE_SIZE: ViewportSize = {"width": 390, "height": 844}
DESKTOP_SIZE: ViewportSize = {"width": 1280, "height": 900}

PHONE: dict[str, Any] = {"viewport": PHONE_SIZE}
DESKTOP: dict[str, Any] = {"viewport": DESKTOP_SIZE}
