"""In place of asyncio: Pyodide imports it, and the checker never waits for anything."""
