"""Doses in texts that a patient or carer reads: such a text may hold none, since nobody is to treat oneself by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_scripts.content.markup.parse import words_of
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.language.keys import YamlPath

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


def open_texts(protocol: Protocol) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of a protocol that a patient or carer is shown, with its path."""
    yield ("title",), protocol.title
    yield ("summary",), protocol.summary
    yield ("not-applicable",), protocol.not_applicable
    for short, long in protocol.terms.items():
        yield ("terms", short), f"{short}: {long}"
    for index, group in enumerate(protocol.groups):
        yield ("groups", index, "label"), group.label
    for index, finding in enumerate(protocol.findings):
        # Where there are plain words, they stand in the place of the label.
        name = "label" if finding.plain is None else "plain"
        yield ("findings", index, name), finding.plain or finding.label
        for number, choice in enumerate(getattr(finding, "choices", ())):
            yield ("findings", index, "choices", number, "label"), choice.label
    for index, constraint in enumerate(protocol.constraints):
        yield ("constraints", index, "message"), constraint.message
    for index, recommendation in enumerate(protocol.recommendations):
        yield ("recommendations", index, "plain"), recommendation.plain
    for index, statement in enumerate(protocol.statements):
        yield ("statements", index, "plain"), statement.plain
    for index, page in enumerate(protocol.pages):
        yield ("pages", index, "title"), page.title
        yield ("pages", index, "description"), page.description
        for number, section in enumerate(page.sections):
            place: YamlPath = ("pages", index, "sections", number)
            yield (*place, "title"), section.title
            if section.text is not None and section.readers == "everybody":
                yield (*place, "text"), words_of(section.text)


def plain_dose_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each text for patients and carers that holds a dose."""
    for path, text in open_texts(protocol):
        for dose in doses_in(text):
            yield path, objection_to_plain_dose(dose)


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
