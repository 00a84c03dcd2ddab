"""Engines of a page that answer many cases at once: what a test runs in the page, and how it writes a case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

ANSWERS = """async ([texts, way]) => {
  if (window.engineOf?.way !== way) {
    const engine = new wardbook.Engine({ way });
    const started = await engine.start(document.querySelector("[data-part=compiled]").textContent);
    window.engineOf?.engine.stop();
    window.engineOf = { way: started, engine };
  }
  return Promise.all(texts.map((text) => window.engineOf.engine.answer(text)));
}"""


def case_text(protocol: str, findings: Mapping[str, Any]) -> str:
    """A worked case as JSON, numbers with the digits that its author wrote."""

    def spelled(value: Any) -> str:
        if isinstance(value, Mapping):
            return "{" + ",".join(f"{json.dumps(key)}:{spelled(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ",".join(map(spelled, value)) + "]"
        return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)

    return f'{{"protocol":{json.dumps(protocol)},"findings":{spelled(findings)}}}'
