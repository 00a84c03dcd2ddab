"""The Python that runs in the reader's page, ready to start in two ways, which are both made here for all protocols.

The *compiled start* is a standard library trimmed to what the checker uses, byte-compiled, the checker among it. The
*snapshot start* is the memory of a Pyodide in which the checker has already answered. Nothing is fetched: Pyodide comes
from the npm package that `package-lock.json` pins, and the checker's wheel is built from `checker/`.

In: `checker/` and Pyodide. Out: the files of both starts, and the facts on them that a page must know.
"""
