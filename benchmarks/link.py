"""A web server at the other end of a link of given speed: it sends what it is given, and counts every byte."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHUNK = 16 * 1024
TYPES = {
    "css": "text/css",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "json": "application/json",
    "mjs": "text/javascript",
    "svg": "image/svg+xml",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}


@dataclass
class Link:
    """What all connections share.

    A request waits for `round_trip` seconds, and a new connection for as long once more; then its bytes take turns with
    those of the others, as they would on one line.
    """

    name: str
    bits: float | None = None
    """Bits a second; nothing for as fast as this machine is."""
    round_trip: float = 0.0
    """Seconds."""
    sent: int = 0
    """Bytes of bodies sent since the last `reset`."""
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self.sent = 0

    def wait_for(self, size: int) -> None:
        """Wait until so many bytes have had their turn on the line."""
        with self._lock:
            self.sent += size
            if self.bits is None:
                return
            now = time.monotonic()
            self._free = max(self._free, now) + size * 8 / self.bits
            end = self._free
        time.sleep(max(0.0, end - time.monotonic()))


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    body: bytes
    encoding: str | None
    immutable: bool
    tag: str


@contextmanager
def linked(files: Mapping[str, File], link: Link) -> Iterator[str]:
    """Serve files over a link; gives the address.

    Args:
        files: Path → file. May change between requests.
        link: Its speed is that of the server as a whole.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            time.sleep(link.round_trip)  # the connection's own

        def do_GET(self) -> None:
            time.sleep(link.round_trip)
            file = files.get(self.path.partition("?")[0].lstrip("/"))
            if file is None:
                self.send_error(404)
                return
            unchanged = self.headers.get("If-None-Match") == file.tag
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", file.tag)
            self.send_header("Cache-Control", "public, max-age=31536000, immutable" if file.immutable else "no-cache")
            self.send_header("Content-Type", TYPES.get(self.path.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Length", "0" if unchanged else str(len(file.body)))
            if file.encoding:
                self.send_header("Content-Encoding", file.encoding)
            self.end_headers()
            if not unchanged:
                for start in range(0, len(file.body), CHUNK):
                    part = file.body[start : start + CHUNK]
                    link.wait_for(len(part))
                    self.wfile.write(part)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its base
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a browser that is closed hangs up

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
