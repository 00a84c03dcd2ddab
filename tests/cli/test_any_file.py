"""Whatever is damaged in a file that authors write: commands answer, or say in words and at a line what is wrong."""

from __future__ import annotations

import random
import re
import shutil
import time

import pytest
from typer.testing import CliRunner

from build_scripts.command.listed import app
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.problems import UserError
from build_scripts.site.config import staged_config
from build_scripts.words.settings import works_doses_out
from build_scripts.words.site_language import ENGLISH

VOCABULARY = {
    "findings": "findings:\n  - {id: weight, type: quantity, label: Weight, unit: kg, plausible: [0.5, 350]}\n",
    "references": (
        "references:\n  - {id: doe-2000, type: report, authors: [{family: Doe}], title: On weight, container-title: Us,"
        " year: 2000, read: No.}\n"
    ),
    "values": (
        "values:\n  - {id: double, label: Double weight, unit: kg, formula: {plus: [{finding: weight, in: kg}, "
        "{finding: weight, in: kg}]},\n     plausible: [1, 700], rounded: {to: 1, half: up}, references: [doe-2000]}\n"
    ),
    "lexicon": (
        "sources:\n  - {id: general, title: General, note: Ours.}\nsections:\n  - title: Words\n    source: general\n"
        "    entries:\n      - {names: [dose, dosage], german: [Dosis], found-by: [mg]}\nidle: [the, a]\n"
    ),
    "drugs": "drugs:\n  - {name: examplin, names: [ex], routes: [{route: oral, basis: Ours.}]}\n",
}
"""One small file of each kind that all protocols share."""

PUT = [
    *(
        "yes",
        "null",
        "~",
        "0",
        "-1",
        "1e30",
        ".INF",
        "0144",
        "x",
        "''",
        "'\u200b'",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "{a: 1}",
    ),
    *("!!int abc", "&a b", "*a", "%", "@", "`", "|", ">", "- ", ": ", "? ", "{", "[", '"', "'", "\t", "\x00", "\u2028"),
    *("2026-02-30", "{value: 1, unit: mo}", "{since: a, until: b}", "{finding: weight, below: {value: x, unit: kg}}"),
]
"""What stands, badly or well, where something else stood."""

SECONDS = 12
"""How long damage is tried in `make test`; a slow machine tries less of it, and `make soak` much more."""

VALUE = re.compile(r"(?<=[:,\[{-] )[^\s{}\[\],#|>][^{}\[\],#\n]*|(?<=\[)[^\[\],\n]+")


def _damaged(dice: random.Random, text: str) -> str:
    """Return a text with one thing in it that is not what it was."""
    kind = dice.choice(("value", "value", "line", "cut", "twice", "sign", "indent"))
    lines = text.splitlines(keepends=True)
    line, place = dice.randrange(len(lines)), dice.randrange(len(text))
    match kind:
        case "value":
            start, end = dice.choice(list(VALUE.finditer(text))).span()
            return text[:start] + dice.choice(PUT) + text[end:]
        case "line":
            del lines[line]
        case "twice":
            lines.insert(dice.randrange(len(lines)), lines[line])
        case "indent":
            lines[line] = dice.choice((" ", "\t", "      ")) + lines[line]
        case "cut":
            return text[:place]
        case "sign":
            return text[:place] + dice.choice(PUT) + text[place + 1 :]
    return "".join(lines)


@pytest.fixture
def project(workshop, monkeypatch):
    """A project with one file of every kind, all of them sound."""
    folder = write_skeleton(workshop, "example")
    (workshop.docs / "vocabulary").mkdir()
    for name, text in VOCABULARY.items():
        (workshop.docs / "vocabulary" / f"{name}.yml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(workshop.root)
    return workshop, [folder / "protocol.yml", folder / "cases.yml", *sorted((workshop.docs / "vocabulary").iterdir())]


def _run(*arguments, given=""):
    result = CliRunner().invoke(app, arguments, input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def _try(project, seed, seconds):
    _, files = project
    dice = random.Random(seed)  # noqa: S311 - no secret
    ends, tried = time.monotonic() + seconds, 0
    while tried < len(files) or time.monotonic() < ends:
        file = files[tried % len(files)]
        whole = file.read_text(encoding="utf-8")
        damaged = _damaged(dice, whole)
        tried += 1
        try:
            file.write_text(damaged, encoding="utf-8")
            status, said = _run("check")
            assert status in (0, 1), said
            if status:
                place = r"^(docs/\S+?\.yml:\d+:\d+: .+\n)+\d+ problems? found; nothing was built\.$"
                assert re.search(place, said, re.MULTILINE), said
            if file.name in ("protocol.yml", "findings.yml", "values.yml"):
                status, said = _run("assess", "-", given='{"protocol": "example", "findings": {"example-sign": true}}')
                assert status in (0, 1, 2), said
        except AssertionError as error:
            raise AssertionError(f"{file.name}:\n{damaged}") from error
        finally:
            file.write_text(whole, encoding="utf-8")
    return tried


def test_the_files_are_sound_as_they_are(project):
    status, said = _run("check")
    assert status == 0, said


def test_no_damage_ends_in_a_traceback(project):
    assert _try(project, 1, SECONDS) >= 7


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_much_damage_ends_in_no_traceback(project, seed):
    assert _try(project, seed, 120) >= 7


def test_a_damaged_mkdocs_yml_is_read_or_refused_in_words(project):
    workshop, _ = project
    file = workshop.root / "mkdocs.yml"
    whole = file.read_text(encoding="utf-8")
    dice = random.Random(1)  # noqa: S311 - no secret
    names = {f"assets/javascripts/{name}.js": f"{name}.js" for name in ("search", "guard")}
    workshop.staged.mkdir(parents=True, exist_ok=True)
    (workshop.staged / "guard.js").write_text("start();\n", encoding="utf-8")
    said = []
    for _number in range(150):
        damaged = _damaged(dice, whole)
        file.write_text(damaged, encoding="utf-8")
        try:
            works_doses_out(workshop.root)
            staged_config(workshop, [], names, ENGLISH)
        except UserError as error:
            said.append(str(error))
        except Exception as error:
            raise AssertionError(damaged) from error
    shutil.copyfile(file, workshop.root / "last.yml")
    assert len(said) > 10
    assert not [text for text in said if "Traceback" in text or "Error" in text]
