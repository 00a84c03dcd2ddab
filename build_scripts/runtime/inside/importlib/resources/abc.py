"""In place of importlib.resources.abc: the names that `importlib.abc` passes on."""

__all__ = ["ResourceReader", "Traversable", "TraversableResources"]


class ResourceReader:
    pass


class Traversable:
    pass


class TraversableResources:
    pass
