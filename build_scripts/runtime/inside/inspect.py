"""In place of the standard library's module, which brings a disassembler along: what is called of it at the start.

`dataclasses` asks for the annotations of a class, and for a signature as documentation, without which it does as well.
Pyodide's bindings ask for the signature of one function, `(*args, **kwargs)`, and `typing` for nothing that is used.
"""

from types import MethodType, SimpleNamespace


class Parameter:
    empty = None
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)


class Signature:
    pass


ANY = SimpleNamespace(
    parameters={
        "args": SimpleNamespace(name="args", kind=Parameter.VAR_POSITIONAL),
        "kwargs": SimpleNamespace(name="kwargs", kind=Parameter.VAR_KEYWORD),
    }
)


def signature(called):
    if isinstance(called, type):
        raise ValueError("no signatures of classes here")
    return ANY


def get_annotations(cls):
    return dict(cls.__dict__.get("__annotations__") or {})


def isclass(value):
    return isinstance(value, type)


def ismethod(value):
    return isinstance(value, MethodType)


def iscoroutinefunction(value):
    return False


def getattr_static(value, name, *default):
    return getattr(value, name, *default)
