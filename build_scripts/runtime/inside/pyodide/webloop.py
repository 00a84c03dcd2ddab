"""In place of Pyodide's event loop: the checker answers at once, so there is nothing to schedule.

The import stays, because a memory snapshot expects the objects that Pyodide hands to Python in its own order.
"""

from pyodide_js._api import scheduleCallback  # noqa: F401


def _initialize_event_loop() -> None:
    pass
