"""A server whose files can be held back, and spoiled in the ways in which networks spoil them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOGIN = b"<!doctype html><title>Sign in</title><form><input name=user><input name=password type=password></form>"
TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8", ".css": "text/css"}


VISIT = re.compile(r"^/visit-\d+")
"""A folder that the server makes nothing of: each visit has addresses of its own, so that no cache answers them."""


class Trouble:
    """What happens to the files of a server; may change while it serves."""

    def __init__(self) -> None:
        self.kind = "none"
        self.applies: Callable[[str], object] = lambda path: False
        self.released = threading.Event()
        self.asked: list[str] = []

    def begin(self, kind: str, applies: Callable[[str], object]) -> None:
        """Let some files be in trouble: `stalled`, `missing`, `altered`, `wrong type`, `login page` or `gone`
        (the connection ends without an answer, as without a network)."""
        self.asked.clear()
        self.released.clear()
        self.kind, self.applies = kind, applies

    def end(self) -> None:
        """Let all files come, those too that were asked for before."""
        self.kind = "none"
        self.released.set()


class _TroubledHandler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 - declared so by its base

    def __init__(self, *args: object, trouble: Trouble, **more: str) -> None:
        self._trouble = trouble
        super().__init__(*args, **more)  # type: ignore[arg-type]  # passed on as they came

    def do_GET(self) -> None:
        """Answer, in the way that the trouble wants."""
        self.path = path = VISIT.sub("", self.path.partition("?")[0])
        self._trouble.asked.append(path)
        kind = self._trouble.kind if self._trouble.applies(path) else "none"
        if kind == "stalled":
            self._trouble.released.wait()
        if kind in ("none", "stalled"):
            super().do_GET()
        elif kind == "gone":
            self.close_connection = True
        elif kind == "missing":
            self.send_error(404)
        elif kind == "login page":
            self._send("text/html; charset=utf-8", LOGIN)
        else:
            body = Path(self.translate_path(self.path)).read_bytes()
            if kind == "wrong type":
                self._send("application/octet-stream", body)
            else:
                self._send(self.guess_type(path), b"\n" + body)

    def _send(self, media_type: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its base
        """Stay silent."""


class _TroubledServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser hangs up on what it no longer wants."""


@contextmanager
def troubled(folder: Path) -> Iterator[tuple[str, Trouble]]:
    """Serve a folder on a free port of this machine; gives the address and what happens to its files."""
    trouble = Trouble()
    handler = partial(_TroubledHandler, directory=str(folder), trouble=trouble)
    with _TroubledServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", trouble
        finally:
            trouble.end()
            server.shutdown()
