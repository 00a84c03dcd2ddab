"""What a server answers, as tests ask for it."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case; values of a name sent twice are joined by ' & ', so that a test sees both."""
    body: bytes


def ask(address: str, *, encoding: str = "identity", method: str = "GET") -> Answer:
    """Ask a server, following no redirection and decoding nothing."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=20)
    try:
        connection.request(method, parts.path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        headers: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            headers[key] = f"{headers[key]} & {value}" if key in headers else value
        return Answer(response.status, headers, response.read())
    finally:
        connection.close()
