"""The page takes and refuses the very cases that the command takes and refuses, and reads them digit for digit."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from build_scripts.command.answer import answer_one
from checker import Checker
from tests.support.site.limits import finding, limit
from tests.support.site.taken import case_of
from tests.support.site.visits import CHECKER, PROTOCOL

pytestmark = pytest.mark.browser

BOM = b"\xef\xbb\xbf"

QUANTITIES = {
    "{n}": "as it is",
    "{n}000": "zeros at the end",
    "{n}250": "more digits",
    "{n}000000000000001": "beyond what JavaScript can hold",
    "{n}0000000000000000000000000001": "29 digits and more",
    "{n}00000000000000000000000000000000001": "more digits than are taken",
    "{whole}.{d}45": "three decimals",
    "{whole}{d}e-1": "a power of ten",
    "{n}E+0": "a power of zero",
    "0.{whole}{d}E+1": "another power of ten",
    "1e-7": "very small",
    "0.00000000000000000000000000000000000001": "too small to be taken",
    "-0": "minus zero",
    "-0.0": "minus zero with a decimal",
    "1e999999999": "too far out",
    "1E+2": "out of range",
    "NaN": "not a number",
    "-Infinity": "infinite",
    "+{n}": "a plus sign",
    "0{n}": "a zero before",
    ".5": "nothing before the point",
    '"{n}"': "a string",
    '"{whole},{d}"': "a string with a comma",
    "null": "null",
    "true": "true",
    "[{n}]": "a list",
    '{{"value":{n}}}': "nested",
}
"""What may stand for the number of a quantity: n is the limit of potassium, `whole` and `d` its digits."""

FINDINGS = {
    "nothing": "{}",
    "choices": '{"atra":"given","ato":null,"dyspnea":true}',
    "blanks and lines": ' {\n\t"atra" : "given" ,\r\n "dyspnea":true } ',
    "an escaped key": '{"\\u0061tra":"given"}',
    "a comparator": '{"wbc":{"value":10,"unit":"10*9/L","comparator":"<"},"atra":"given"}',
    "no unit": '{"wbc":{"value":10}}',
    "a unit of another quantity": '{"wbc":{"value":10,"unit":"h"}}',
    "a unit in capitals": '{"wbc":{"value":10,"unit":"10*9/l"}}',
    "units as clinicians write them": '{"wbc":{"value":10,"unit":"x10⁹/L"},"potassium":{"value":4.0,"unit":"mEq/l"}}',
    "a unit that is close to one": '{"wbc":{"value":10,"unit":"10*9/L"},"potassium":{"value":4.0,"unit":"MEQ/L"}}',
    "a bare number": '{"wbc":10}',
    "a list for a quantity": '{"wbc":[10]}',
    "a string for a yes": '{"dyspnea":"true"}',
    "a number for a yes": '{"dyspnea":1}',
    "an unknown choice": '{"atra":"Given"}',
    "an empty choice": '{"atra":""}',
    "unknown findings": '{"atra":"given","<b>new</b>":true,"dyspnoea":true}',
    "a prototype": '{"__proto__":{"atra":"given"},"constructor":true}',
    "a repeated finding": '{"atra":"given","atra":"held"}',
    "a repeated value": '{"wbc":{"value":10,"value":20,"unit":"10*9/L"}}',
    "a contradiction": '{"dyspnea":true,"symptoms-resolved":true}',
    "several mistakes": '{"atra":"x","dyspnea":"y","wbc":{"value":-1,"unit":"10*9/L"}}',
    "a list": "[]",
    "null": "null",
}

TEXTS = {
    "empty": b"",
    "only a byte order mark": BOM,
    "a byte order mark": BOM + b'{"protocol":"%s","findings":{"atra":"given"}}',
    "a key besides": b'{"protocol":"%s","findings":{"atra":"given"},"note":"x"}',
    "findings twice": b'{"protocol":"%s","findings":{"atra":"given"},"findings":{}}',
    "no findings": b'{"protocol":"%s"}',
    "no protocol": b'{"findings":{"atra":"given"}}',
    "another protocol": b'{"protocol":"differentiation-syndromes","findings":{"atra":"given"}}',
    "no JSON": b"atra=given",
    "cut off": b'{"protocol":"%s","findings":{"atra":"giv',
    "two texts": b'{"protocol":"%s","findings":{}}{}',
    "a comma at the end": b'{"protocol":"%s","findings":{"atra":"given",}}',
    "single quotes": b"{'protocol':'%s'}",
    "a byte that is no UTF-8": b'{"protocol":"%s","findings":{"atra":"\xff"}}',
    "UTF-16": '{"protocol":1}'.encode("utf-16"),
    "half a surrogate": b'{"protocol":"%s","findings":{"atra":"\\ud800"}}',
    "nested without end": b"[" * 100_000,
    "as long as a case may be": b'{"protocol":"%s","findings":{}}'.ljust((1 << 20) - len(PROTOCOL) + 2),
    "longer than a case may be": b'{"protocol":"%s","findings":{}}'.ljust(3 << 20),
}


@pytest.fixture
def command(protocol):
    """What the command answers to a case: whether it is taken, and the bytes."""
    checkers = {protocol.id: Checker(protocol)}

    def answer(data: bytes) -> tuple[bool, bytes]:
        out = io.BytesIO()
        return answer_one(checkers, data, out, explain=False, console=None), out.getvalue()

    return answer


def opened(visit, data: bytes) -> None:
    visit.page.locator("[data-part=open]").set_input_files(
        {"name": "case.json", "mimeType": "application/json", "buffer": data}
    )


def as_the_command(visit, command, protocol, data: bytes) -> None:
    """Open a case over one that was entered by hand, and hold what comes of it against the command."""
    page = visit.page
    visit.choose("atra", "held")
    taken, answer = command(data)

    opened(visit, data)

    said = page.locator("dialog[open]")
    expect(said).to_be_visible()
    if taken:
        page.get_by_role("button", name="Replace").click()
        expect(visit.field("atra").locator("input[value=held]")).not_to_be_checked()
        text = page.evaluate(SAVED)
        assert command(text.encode()) == (True, answer)
        return
    expect(page.locator("[data-part=taken-title]")).to_have_text("This cannot be opened. The form stays as it is.")
    labels = {known.id: known.label for known in protocol.findings} | {None: "The case as a whole"}
    assert page.locator("[data-part=taken-list] li").all_text_contents() == [
        f"{labels.get(error['finding'], error['finding'])}: {error['message'][:1].upper()}{error['message'][1:]}"
        for error in json.loads(answer)["errors"]
    ]
    page.locator("[data-part=taken-close]").click()
    assert case_of(visit) == {"atra": "held"}


SAVED = """async () => {
  const made = [];
  const native = URL.createObjectURL;
  URL.createObjectURL = (blob) => { made.push(blob); return native(blob); };
  HTMLAnchorElement.prototype.click = () => {};
  document.querySelector("[data-take=save]").click();
  delete HTMLAnchorElement.prototype.click;
  URL.createObjectURL = native;
  return made[0].text();
}"""
"""The text that the page saves, without a file."""


@pytest.mark.parametrize("written", QUANTITIES, ids=QUANTITIES.values())
def test_a_number_is_taken_or_refused_as_by_the_command(checker, command, protocol, written):
    at, unit = limit(protocol, "potassium"), finding(protocol, "potassium").unit
    whole, _, decimals = str(at).partition(".")
    number = written.format(n=f"{whole}.{decimals or 0}", whole=whole, d=(decimals or "0")[0])
    text = f'{{"protocol":"{PROTOCOL}","findings":{{"ato":"given","potassium":{{"value":{number},"unit":"{unit}"}}}}}}'

    as_the_command(checker, command, protocol, text.encode())


@pytest.mark.parametrize("findings", FINDINGS.values(), ids=FINDINGS)
def test_findings_are_taken_or_refused_as_by_the_command(checker, command, protocol, findings):
    as_the_command(checker, command, protocol, f'{{"protocol":"{PROTOCOL}","findings":{findings}}}'.encode())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_file_is_taken_or_refused_as_by_the_command(checker, command, protocol, text):
    as_the_command(checker, command, protocol, text.replace(b"%s", PROTOCOL.encode()))


@pytest.mark.parametrize("decimals", ["2500", "125", "00000000000000001"])
def test_what_was_opened_is_shown_without_doubt_and_saved_as_it_was(checker, protocol, decimals):
    at, unit = limit(protocol, "potassium"), finding(protocol, "potassium").unit
    literal = f"{int(at)}.{decimals}"
    text = f'{{"protocol":"{PROTOCOL}","findings":{{"potassium":{{"value":{literal},"unit":"{unit}"}}}}}}'

    opened(checker, text.encode())

    # Three decimals could be thousands to another reader; the fourth is for the eye only.
    shown = literal + ("0" if len(decimals) == 3 else "")
    expect(checker.field("potassium").locator("input")).to_have_value(shown)
    expect(checker.field("potassium").locator("[data-part=converted]")).to_be_hidden()
    assert checker.page.evaluate(SAVED).strip() == text

    checker.choose("ato", "given")
    checker.page.get_by_role("button", name="Undo").click()
    assert checker.page.evaluate(SAVED).strip() == text


def test_another_unit_and_back_leaves_the_number_that_was_opened(checker, protocol):
    magnesium = finding(protocol, "magnesium")
    literal = f"{limit(protocol, 'magnesium')}000000000000000001"
    text = f'{{"protocol":"{PROTOCOL}","findings":{{"magnesium":{{"value":{literal},"unit":"{magnesium.unit}"}}}}}}'
    opened(checker, text.encode())
    expect(checker.page.locator("#input-magnesium")).to_have_value(literal)

    for unit in (*magnesium.units[1:], magnesium.unit):
        checker.choose_unit("magnesium", unit)
        assert checker.page.evaluate(SAVED).strip() == text.replace(f'"{magnesium.unit}"', f'"{unit}"')
        expect(checker.page.locator("#input-magnesium")).to_have_value(literal)


def test_what_was_entered_is_replaced_only_after_a_question_and_what_was_opened_without(checker, cases):
    page = checker.page
    held = f'{{"protocol":"{PROTOCOL}","findings":{{"atra":"held"}}}}'.encode()
    checker.choose("dyspnea", "true")
    for answer in ("Keep what is entered", None):
        opened(checker, held)
        expect(page.locator("[data-part=replace]")).to_be_visible()
        if answer:
            page.get_by_role("button", name=answer).click()
        else:
            page.keyboard.press("Escape")
        assert case_of(checker) == {"dyspnea": True}

    example = next(case for case in cases if case.example)
    page.locator("[data-part=examples]").select_option(label=example.example)
    page.get_by_role("button", name="Replace").click()
    expect(checker.page.locator("form.wb-form input[type=radio]:not([value='']):checked").nth(1)).to_be_attached()
    assert case_of(checker) == dict(example.findings)
    opened(checker, held)
    expect(checker.field("atra").locator("input[value=held]")).to_be_checked()
    assert case_of(checker) == {"atra": "held"}
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    assert case_of(checker) == {"dyspnea": True}


def test_a_linked_case_waits_for_the_checker_and_asks_before_it_replaces_anything(visit):
    held = []
    visit.page.route("**/pyodide.asm.*.wasm", lambda route: held.append(route))
    case = f'{{"protocol":"{PROTOCOL}","findings":{{"atra":"given"}}}}'
    page = visit.open(f"{CHECKER}#case={quote(case)}")
    expect(visit.answer()).to_contain_text("The assessment that you opened is filled in as soon as the checker runs.")
    assert "#" not in page.url
    visit.choose("dyspnea", "true")
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()

    page.get_by_role("button", name="Replace").click(timeout=60_000)

    expect(visit.field("dyspnea").locator("input[value='']")).to_be_checked()
    assert case_of(visit) == {"atra": "given"}


def test_of_very_many_reasons_the_first_are_told_and_the_others_counted(checker):
    names = ",".join(f'"x{number}":true' for number in range(50_000))
    opened(checker, f'{{"protocol":"{PROTOCOL}","findings":{{{names}}}}}'.encode())
    told = checker.page.locator("[data-part=taken-list] li")
    expect(told).to_have_count(21)
    assert told.first.inner_text().startswith("x0: Unknown finding 'x0'")
    assert told.last.inner_text() == "49980 more"
    checker.page.locator("[data-part=taken-close]").click()


def test_a_number_of_very_many_decimals_changes_its_unit_and_is_refused_in_words(checker):
    number = "0." + "0" * 340 + "1"
    checker.enter("magnesium", number, "mmol/L")
    expect(checker.field("magnesium").locator("[data-part=error]")).to_contain_text("at most 30 digits")
    checker.choose_unit("magnesium", "mg/dL")
    expect(checker.page.locator("#input-magnesium")).to_have_value(number)
    assert checker.complaints == []


def test_digits_that_are_typed_are_all_assessed(checker, protocol):
    above = limit(protocol, "potassium") + Decimal("1e-20")
    checker.choose("ato", "given")
    checker.enter("potassium", format(above, "f"))
    expect(checker.recommendation("correct-potassium")).to_have_attribute("data-status", "not-indicated")
    assert case_of(checker)["potassium"]["value"] == above
