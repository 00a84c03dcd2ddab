"""WebKit, the engine of Safari, by W3C WebDriver: as much of it as the tests need, over plain HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver names an element."""

MIDDLE = "{ block: 'center', behavior: 'instant' }"

PATIENCE = 60.0
"""Seconds after which a page that does not become as expected is given up."""


class WebKit:
    """One window of WebKit."""

    def __init__(self, driver: str, wanted: Mapping[str, object]) -> None:
        self._opener = build_opener(ProxyHandler({}))
        asked = {"capabilities": {"alwaysMatch": dict(wanted)}}
        self._session = f"{driver}/session/{self._send(f'{driver}/session', asked)['sessionId']}"

    def _send(self, address: str, data: object = None, method: str = "POST") -> Any:
        body = None if method != "POST" else json.dumps(data or {}).encode()
        request = Request(address, body, {"Content-Type": "application/json"}, method=method)  # noqa: S310 - this machine
        try:
            with self._opener.open(request, timeout=PATIENCE) as response:
                return json.load(response)["value"]
        except HTTPError as error:
            raise RuntimeError(error.read().decode()) from None

    def open(self, address: str) -> None:
        """Open a page."""
        self._send(f"{self._session}/url", {"url": address})

    def back(self) -> None:
        """Go back, as by the browser's own button."""
        self._send(f"{self._session}/back")

    def reload(self) -> None:
        """Load the page anew."""
        self._send(f"{self._session}/refresh")

    def click(self, selector: str) -> None:
        """Click what a CSS selector finds, in the middle of the window, once the page holds still."""
        end = time.monotonic() + PATIENCE
        while True:
            self.run(
                "document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })",
                selector,
            )
            found = self._send(f"{self._session}/element", {"using": "css selector", "value": selector})
            try:
                self._send(f"{self._session}/element/{found[ELEMENT]}/click")
            except RuntimeError as error:
                if time.monotonic() > end or not any(word in str(error) for word in ("intercepted", "interactable")):
                    raise
                time.sleep(0.05)
            else:
                return

    def type(self, selector: str, text: str) -> None:
        """Click into the field that a CSS selector finds, and type."""
        self.click(selector)
        found = self._send(f"{self._session}/element", {"using": "css selector", "value": selector})
        self._send(f"{self._session}/element/{found[ELEMENT]}/value", {"text": text})

    def run(self, script: str, *given: object) -> Any:
        """Run the body of a function in the page, and return what it returns."""
        return self._send(f"{self._session}/execute/sync", {"script": script, "args": list(given)})

    def wait(self, expression: str) -> Any:
        """Wait until a JavaScript expression is true of the page, and return it."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(f"return {expression}")):
            assert time.monotonic() < end, f"never true in WebKit: {expression}"
            time.sleep(0.05)
        return value

    def close(self) -> None:
        """End the browser."""
        self._send(self._session, method="DELETE")


@contextmanager
def webkit(driver: Path, screen: Path, home: Path, *, impatient: bool = False, **more: str) -> Iterator[WebKit]:
    """Start WebKit on a screen of its own.

    Args:
        driver: WebKitWebDriver, which finds its browser itself.
        screen: Xvfb.
        home: An empty folder for what the browser keeps.
        impatient: Whether to go on while a page still loads.
        more: Variables of the environment, by which WebKit lets itself be locked down.
    """
    with _started([screen, "-displayfd", "1", "-screen", "0", "1200x900x24", "-nolisten", "tcp"]) as shown:
        assert shown.stdout is not None
        settings = {
            "DISPLAY": f":{shown.stdout.readline().strip()}",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            # No sandbox for root, no graphics card, no bus of a desktop.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "NO_AT_BRIDGE": "1",
            **more,
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with _started([driver, f"--port={port}"], settings):
            _listens(port)
            browser = WebKit(f"http://127.0.0.1:{port}", {"pageLoadStrategy": "none"} if impatient else {})
            try:
                yield browser
            finally:
                browser.close()


@contextmanager
def _started(command: list[str | Path], settings: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, **(settings or {})}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        try:
            yield program
        finally:
            program.terminate()


def _listens(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < end, "WebKitWebDriver does not answer"
            time.sleep(0.05)
        else:
            return
