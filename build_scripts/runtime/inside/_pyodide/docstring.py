"""In place of Pyodide's reader of signatures, which documents its built-in methods for programmers in the page."""


def get_cmeth_docstring(func):
    return f"{func.__name__}()\n--\n\n"
