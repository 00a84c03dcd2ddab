"""The commands as the help lists them, in the order in which one comes to need them."""

from __future__ import annotations

from build_scripts.command import approvals, author, case, host
from build_scripts.command.app import app

__all__ = ["app"]

ORDER = (
    "check",
    "prove",
    "review",
    "sign",
    "diff",
    "coverage",
    "mutants",
    "build",
    "serve",
    "assess",
    "new",
    "bundle",
    "verify",
)
"""Names of the commands."""

app.registered_commands = [
    next(command for command in app.registered_commands if command.callback is getattr(module, name, None))
    for name in ORDER
    for module in (author, approvals, host, case)
    if hasattr(module, name)
]
