"""Compiled templates, kept between builds like every other result: whole, or made again."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from build_scripts.project.store import BYTES, Store


class KeptTemplates(BytecodeCache):
    """The templates' cache in a store. Jinja's own ends in an error at a file that was cut."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._store.find("template", bucket.key, BYTES)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.keep("template", bucket.key, bucket.bytecode_to_string(), BYTES, several=True)
