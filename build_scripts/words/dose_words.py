"""Doses in a text, as a reader sees them: a number, in digits or words, with an amount of a drug."""

from __future__ import annotations

import re
import unicodedata

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_MANY = "hundred|thousand|million"
_PART = r"(?:half|(?:a )?quarter|(?:a )?third)(?: of)?(?: an?)?"
_EINS = "zwei|drei|vier|fünf|sechs|sieben|acht|neun"
_ZEHN = "zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"

_WORD = (
    rf"(?:{_ONES}|an?) and (?:a |an )?(?:half|quarter)(?: an?)?|{_PART}|(?:{_TENS})(?:[\s\u2010-]?(?:{_ONES}))?|"
    rf"(?:(?:{_ONES}|ten|an?) )?(?:{_MANY})|{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    rf"halbe[n]?|ein(?:e|er|en)?einhalb|eineinhalb|anderthalb|(?:\w+und)?(?:{_ZEHN})|(?:ein|{_EINS})?(?:hundert|tausend)|"
    rf"{_EINS}|zehn|elf|zwölf|fünfzehn"
)
_DIGITS = rf"(?:\d{{1,3}}(?:[\s'\u2019]\d{{3}})+(?!\d)|\d)[\d.,]*(?:[\u2044/]\d+)?(?:\s(?:{_MANY}|mio\.?)\b)?"
_ONE_NUMBER = rf"(?:{_DIGITS}|(?:{_WORD})\b)"
_NUMBER = rf"{_ONE_NUMBER}(?:(?:\s?[-\u2010-\u2014]\s?|\s(?:to|or|bis|oder)\s){_ONE_NUMBER})?"

_AMOUNTS = (
    "mg|g|[μu]g|mcg|ng|ml|cl|dl|l|cc|[mμu]?mol|meq|mval|i\\.?u\\.?|ie|u|units?|international units?|"
    "(?:milli|micro|nano)?gram(?:me)?s?|(?:milli|centi|deci)?lit(?:re|er)s?|(?:milli|micro)?moles?|milliequivalents?|"
    "(?:milli|mikro|nano)?gramm|(?:milli|mikro)mol|(?:internationale )?einheit(?:en)?"
)
_PIECES = (
    "tablets?|pills?|capsules?|caps|tabs|lozenges?|ampoules?|ampules?|vials?|syringes?|drops?|puffs?|sprays?|sachets?|"
    "suppositor(?:y|ies)|patch(?:es)?|(?:tea|table)spoon(?:ful)?s?|spoonfuls?|"
    "tabletten?|kapseln?|ampullen?|spritzen?|tropfen|h(?:u|ü)be?|zäpfchen|beutel|pflaster|(?:tee|ess)löffel"
)
_MEASURED = r"\s*(?:/|per\b|pro\b)\s*(?:100\s*ml|d?l\b|[μu]l\b|d?lit(?:re|er)\b|decilit(?:re|er)\b|g\b|mmol\b|min/1)"
"""What makes an amount one that is measured in a patient, as in 10 mg/dL."""

_OFTEN = (
    r"\s(?:each|every|daily|once|twice|(?:a|per) (?:day|week|hour)|at (?:night|bedtime)|in the (?:morning|evening)|"
    r"jede[nrs]?|täglich|am (?:tag|morgen|abend)|pro (?:tag|woche)|morgens|abends)"
)
"""What makes an amount of 'a tablet'."""

DOSE = re.compile(
    rf"(?:(?<![\w.,/])(?<!\d[*^])|(?<=\dx)){_NUMBER}"
    rf"[)\]]?[\s\u2010-\u2014-]*[(\[]?(?:(?:{_AMOUNTS})(?!{_MEASURED})|{_PIECES})(?![\w])"
    rf"|(?<!\w)(?:an?|eine?n?) (?:{_PIECES})(?={_OFTEN}\b)",
    re.IGNORECASE,
)
"""A number, in digits or words, and an amount of a drug after it."""


def doses_in(text: str) -> list[str]:
    """Return each dose that a text holds, as it is written: a number with an amount of a drug.

    What is measured in a patient, such as 10 mg/dL, is none.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return [" ".join(found[0].split()) for found in DOSE.finditer(seen)]


def objection_to_plain_dose(dose: str, *, page: bool = False) -> str:
    """Return what is said of a dose that stands in a text for patients and carers, or on a written page."""
    if page:
        return (
            f"'{dose}' is a dose, and patients and carers read this: expected words without one, or "
            "'readers: professionals' in the head of the page, and a title without one"
        )
    return (
        f"'{dose}' is a dose, and patients and carers read this text: expected words without one; "
        "doses stand in statements and under 'doses'"
    )
