"""The site in two browsers on a machine without a network."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.loaded import Content
from build_scripts.content.worked_cases import WorkedCase
from tests.support.node_walks import walked
from tests.support.site.intranet import IP
from tests.support.site.limits import limit

WALK = Path(__file__).parent / "walk.mjs"


def _namespace() -> list[str]:
    """Return the command that runs another in a network namespace: no interface but its own loopback.

    Nothing in it can reach any other machine, whatever a browser might try.
    """
    for options in (["--net"], ["--map-root-user", "--net"]):
        command = ["unshare", *options]
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            up = f'ip link set lo up && ip address add {IP}/32 dev lo && exec "$@"'
            return [*command, "sh", "-c", up, "sh"]
    pytest.fail("these tests cut the network by a namespace of their own, and `unshare --net` is not allowed here")


@pytest.fixture(scope="session")
def worked_case(content) -> WorkedCase:
    """A worked case of choices alone, in which something is indicated."""
    loaded = next(loaded for loaded in content.protocols if loaded.protocol.id == "differentiation-syndrome")
    return next(
        case
        for case in loaded.cases
        if case.expect is not None
        and case.expect.recommendations.get("give-dexamethasone") == "indicated"
        and all(isinstance(value, str | bool) for value in case.findings.values())
        and not any(isinstance(value, str) and value[:2].isdigit() for value in case.findings.values())
    )


@pytest.fixture
def walk(request, tmp_path: Path, content: Content, worked_case: WorkedCase) -> Callable[..., dict[str, Any]]:
    """Walk through a site in a browser with the network cut by a namespace; returns what was seen."""

    protocol = next(each.protocol for each in content.protocols if each.protocol.id == "differentiation-syndrome")
    due = protocol.review.due
    typed = f"{limit(protocol, 'qtc') + 12},5"

    def walking(browser: str, site: Path, address: str | None = None) -> dict[str, Any]:
        executable = request.getfixturevalue(browser)
        (tmp_path / "profile").mkdir()
        told = {
            "browser": browser,
            "executable": str(executable),
            "profile": str(tmp_path / "profile"),
            "site": str(site),
            "url": site.as_uri(),
            "address": address,
            "answers": {name: _plain(value) for name, value in worked_case.findings.items()},
            "typed": {"qtc": typed},
            "expected": "give-dexamethasone",
            "question": "when to restart arsenic",
            "search": "dexamethasone",
            "later": (due - datetime.date.today() + datetime.timedelta(days=2)) / datetime.timedelta(milliseconds=1),
        }
        seen = walked(WALK, told, tmp_path, _namespace())
        return {**seen, "typed": typed}

    return walking


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
