"""The search over several protocols: the scripts alone, on protocols that say little."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

LEXICON = {
    "entries": [
        {"names": ["dose", "how much"], "role": "dose", "general": True},
        {"names": ["storm syndrome", "STS", "Sturmsyndrom"]},
        {"names": ["lysis syndrome", "LYS"]},
        {"names": ["hypotension", "low blood pressure"]},
        {"names": ["septic shock", "shock"]},
        {"names": ["steroid", "dexamethasone", "dexa"]},
    ],
    "idle": "the of in what is a",
}

STORM = {
    "S01": "A storm syndrome begins with fever.",
    "S02": "Dexamethasone is given in a storm syndrome; dexamethasone calms it.",
    "S03": "Tocilizumab is given for hypotension.",
    "S04": "The steroid is tapered.",
}
LYSIS = {
    "S01": "A lysis syndrome begins with uric acid.",
    "S02": "Dexamethasone, as dexamethasone alone or dexamethasone with others, the steroid of choice, starts lysis.",
    "S03": "Rasburicase lowers uric acid.",
    "S04": "Septic shock is treated as elsewhere.",
}

RUN = """
import { readFileSync } from "node:fs";
import { SiteSearch } from "./scripts/search/site-search.js";
const { docs, lexicon, questions, typed } = JSON.parse(readFileSync("told.json", "utf8"));
const search = new SiteSearch(docs, lexicon, questions);
const found = (query) => search.find(query).flat().map(({ location }) => location);
process.stdout.write(JSON.stringify(Object.fromEntries(typed.map((query) => [query, found(query)]))));
"""

TYPED = [
    "dexamethasone dose",
    "dexamethasone dose in storm syndrome",
    "dexa in LYS",
    "Sturmsyndrom dexamethasone",
    "rasburicase",
    "S03",
    "shock",
    "low blood pressure",
    "blutdruckabfall",
]


def about(name, statements, names=()):
    made = [
        {"id": key, "page": "treat", "text": text, "plain": "", "around": "", "mind": ""}
        for key, text in statements.items()
    ]
    empty: dict[str, list[str]] = {"findings": [], "numbers": [], "pairs": []}
    return {"statements": made, "subject": name, "names": [list(group) for group in names], **empty}


@pytest.fixture(scope="module")
def found(repository, tmp_path_factory):
    """What is found of each thing that is typed, as places of statements."""
    folder = tmp_path_factory.mktemp("several")
    shutil.copytree(repository / "site_templates" / "scripts", folder / "scripts")
    (folder / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(RUN, encoding="utf-8")
    told = {
        "docs": [
            {"location": "about.html", "title": "About", "text": ""},
            {"location": "about.html#shock", "title": "Shock", "text": "What septic shock is."},
            *(
                {"location": f"protocols/{name}/treat.html{place}", "title": place or name, "text": text}
                for name, statements in (("lysis-syndrome", LYSIS), ("storm-syndrome", STORM))
                for place, text in {"": "", **{f"#{key}": text for key, text in statements.items()}}.items()
            ),
        ],
        "lexicon": LEXICON,
        "questions": {
            "lysis-syndrome": about("Lysis syndrome", LYSIS),
            # To this protocol low blood pressure and shock are one thing.
            "storm-syndrome": about(
                "Storm syndrome", STORM, [("hypotension", "low blood pressure", "shock", "Blutdruckabfall")]
            ),
        },
        "typed": TYPED,
    }
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    done = subprocess.run(["node", "run.js"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    return {
        typed: [link.removeprefix("protocols/").replace("/treat.html#", ":") for link in links if "#" in link]
        for typed, links in result.items()
    }


def protocols(places):
    return [place.partition(":")[0] for place in places if ":" in place]


def test_without_a_name_the_protocol_that_says_most_of_it_leads(found):
    assert found["dexamethasone dose"][0] == "lysis-syndrome:S02"
    assert "storm-syndrome:S02" in found["dexamethasone dose"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dexamethasone dose in storm syndrome", "storm-syndrome:S02"),
        ("Sturmsyndrom dexamethasone", "storm-syndrome:S02"),
        ("dexa in LYS", "lysis-syndrome:S02"),
    ],
)
def test_a_protocol_that_is_named_leads(found, typed, first):
    assert found[typed][0] == first


@pytest.mark.parametrize("typed", ["dexamethasone dose", "dexamethasone dose in storm syndrome", "S03"])
def test_what_one_protocol_says_stands_together(found, typed):
    order = protocols(found[typed])
    assert len(set(order)) == 2
    assert order == sorted(order, key=order.index)


def test_what_one_protocol_alone_speaks_of_is_found_in_it_alone(found):
    assert found["rasburicase"] == ["lysis-syndrome:S03"]


def test_a_number_that_several_protocols_have_finds_each_of_its_statements(found):
    assert set(found["S03"]) == {"lysis-syndrome:S03", "storm-syndrome:S03"}


def test_what_is_one_thing_to_one_protocol_stays_two_to_the_others(found):
    assert "lysis-syndrome:S04" not in found["low blood pressure"]
    assert "about.html#shock" not in found["low blood pressure"]
    assert {"lysis-syndrome:S04", "storm-syndrome:S03"} <= set(found["shock"])
    assert found["blutdruckabfall"][0] == "storm-syndrome:S03"
