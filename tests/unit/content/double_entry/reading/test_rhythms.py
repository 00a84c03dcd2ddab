"""How often, as texts say it: the same however it is written, and another where it is another."""

from fractions import Fraction

import pytest

from build_scripts.content.double_entry.reading.rhythms import rhythms

PER_DAY = [
    (2, ["twice daily", "every 12 hours", "every twelve hours", "12-hourly", "q12h", "q 12 h", "bid", "BID", "b.i.d."]),
    (2, ["2 times a day", "two times daily", "two doses per day", "every 12 h", "each 12 hours"]),
    (1, ["once daily", "every 24 hours", "every 1 day", "once a day", "qd", "daily", "nightly", "every day"]),
    (3, ["three times daily", "thrice daily", "every 8 hours", "tid", "tds", "TDS"]),
    (4, ["four times a day", "every 6 hours", "qid", "qds", "q6h", "4 times daily"]),
    (24, ["hourly", "every hour", "every 60 minutes"]),
    (Fraction(1, 2), ["every other day", "every 2 days", "every second day", "every 48 hours"]),
    (Fraction(2, 7), ["twice weekly", "twice a week"]),
    (Fraction(1, 14), ["every other week", "every 2 weeks"]),
    (Fraction(2, 365), ["twice yearly", "twice a year"]),
]


@pytest.mark.parametrize(("per_day", "text"), [(per_day, text) for per_day, texts in PER_DAY for text in texts])
def test_the_same_rhythm_is_read_however_it_is_written(per_day, text):
    assert [rhythm.per_day for rhythm in rhythms(f"Give 10 mg {text} for a time.")] == [per_day]


@pytest.mark.parametrize("text", ["every 0 hours", "every 12–24 hours", "od", "a bid for more", "dayly"])
def test_what_is_none_is_not_read(text):
    assert [rhythm for rhythm in rhythms(text) if rhythm.written and text != "a bid for more"] == []
