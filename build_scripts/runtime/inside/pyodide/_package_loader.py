"""In place of Pyodide's package loader: the checker lies in the standard library's archive, and nothing else is loaded.

The import stays, because a memory snapshot expects the objects that Pyodide hands to Python in its own order.
"""

from pyodide_js import loadedPackages  # noqa: F401


class _Folder:
    """A folder as JavaScript asks for it: an object with `__str__`, not a string."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = _Folder("/lib/python/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    pass
