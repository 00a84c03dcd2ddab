"""The `wardbook` command.

Exit statuses: 0 all is well; 1 the content has problems, the site could not be built, or a folder differs from its
sums; 2 a case was refused, or the command was used wrongly.
"""

from __future__ import annotations

import sys

from build_scripts.command import approvals, author, case, host
from build_scripts.command.app import app

__all__ = ["app", "main"]

ORDER = ("check", "prove", "review", "sign", "diff", "coverage", "build", "serve", "assess", "new", "bundle", "verify")
"""The commands as the help lists them, in the order in which one comes to need them."""

app.registered_commands = [
    next(command for command in app.registered_commands if command.callback is getattr(module, name, None))
    for name in ORDER
    for module in (author, approvals, host, case)
    if hasattr(module, name)
]


def main() -> None:
    """Run the command; the entry point of the package."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
