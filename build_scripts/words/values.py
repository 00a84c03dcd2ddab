"""Words of computed values: how their results are rounded."""

from __future__ import annotations

from checker.values.value import Value
from checker.words.messages import _
from checker.words.numbers import plain_number


def rounding_text(value: Value) -> str | None:
    """Return how a value is rounded, for example 'rounded to 0.1, half up'; None where it is not."""
    if value.rounded is None:
        return None
    step = plain_number(value.rounded.to)
    if value.rounded.half == "even":
        return _("rounded to {step}, half to the even one", step=step)
    return _("rounded to {step}, half up", step=step)
