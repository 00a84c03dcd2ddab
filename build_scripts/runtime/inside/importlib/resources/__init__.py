"""In place of importlib.resources: `importlib.abc` imports it, and the checker reads no resources."""
