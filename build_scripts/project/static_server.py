"""A server on this machine for one folder, which a browser that was started here visits."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CHUNK = 64 * 1024

"""Bytes that are sent at once."""


class _Handler(SimpleHTTPRequestHandler):
    """A handler that sends the types that browsers insist on, whatever this machine has configured."""

    extensions_map = {  # noqa: RUF012 - declared so by its base
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
    }

    def __init__(self, *args: Any, headers: Mapping[str, str], pause: float, **more: Any) -> None:
        self._more = headers
        self._pause = pause
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        """Send the headers that go with every answer."""
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, with a pause after each chunk."""
        while chunk := source.read(CHUNK):
            outputfile.write(chunk)
            time.sleep(self._pause)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its base
        """Stay silent: nobody but the browser started here asks."""


class _Server(ThreadingHTTPServer):
    """A server that a browser may hang up on: pages are closed while their files are on the way."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless the browser merely hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on as they came


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] | None = None, *, pause: float = 0) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and give the address.

    Args:
        folder: The folder to serve.
        headers: Headers that are sent with every answer.
        pause: Seconds that the server waits after every `CHUNK` bytes of a file.
    """
    with _Server(
        ("127.0.0.1", 0), partial(_Handler, directory=str(folder), headers=headers or {}, pause=pause)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
