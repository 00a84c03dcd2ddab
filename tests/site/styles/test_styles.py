"""Styles: every colour has a name, every sheet a subject, and what overrides by force says why."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from build_scripts.pages.pathway.layout import SIZES
from build_scripts.site.config import colours

TEMPLATES = Path(__file__).parents[3] / "site_templates"
STYLES = TEMPLATES / "styles"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STYLES.glob("*.css"))}
TOKENS = SHEETS["tokens.css"]

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE)
NAMED = re.compile(r":[^;]*\b(?:white|black|red|green|blue|grey|gray|silver|yellow|orange|navy|teal)\b", re.IGNORECASE)


def declarations(text):
    """The lines of a sheet that set something, without comments."""
    return [line for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines() if ":" in line]


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "tokens.css"])
def test_only_the_tokens_know_colours(name):
    found = [line.strip() for line in declarations(SHEETS[name]) if COLOUR.search(line) or NAMED.search(line)]
    assert found == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_one_subject(name):
    assert SHEETS[name].startswith("/*"), "say in the first line what it is about"
    assert len(SHEETS[name].splitlines()) <= 300


def test_what_overrides_by_force_says_why():
    forced = [line.strip() for text in SHEETS.values() for line in text.splitlines() if "!important" in line]
    assert [line for line in forced if not re.search(r"!important; /\* .{5,} \*/$", line)] == []
    assert len(forced) <= 21, "another way than by force is nearly always there"


def test_every_token_is_defined_and_used():
    everything = "".join(SHEETS.values())
    defined = set(re.findall(r"^\s*(--wb-[\w-]+):", everything, re.MULTILINE))
    used = set(re.findall(r"var\((--wb-[\w-]+)", everything))
    assert used <= defined
    in_tokens = set(re.findall(r"^\s*(--wb-[\w-]+):", TOKENS, re.MULTILINE))
    filled = {"--wb-button"}
    assert in_tokens - used - filled == set()


def test_both_schemes_set_the_same_colours():
    light, dark = TOKENS.split('[data-md-color-scheme="slate"]')
    of = re.compile(r"^\s*(--[\w-]+): (?:#|rgb)", re.MULTILINE)
    only_on_paper_or_alike = {"--wb-shadow", "--wb-veil", *re.findall(r"--wb-p(?:aper|rint)[\w-]*", light)}
    assert set(of.findall(light)) - only_on_paper_or_alike == set(of.findall(dark)) | {"--wb-petrol"} - {"--wb-petrol"}


def test_the_picture_has_the_sizes_that_it_was_laid_out_for():
    pathway = SHEETS["pathway.css"]
    for role, size in SIZES.items():
        rules = re.findall(rf"\.wb-pathway__{role}\b[^{{}}]*{{([^}}]*)}}", pathway)
        assert any(f"font-size: {size}px" in rule for rule in rules), role


def test_manifest_icon_and_frame_are_filled_from_the_tokens(site):
    wanted = colours(TOKENS)
    manifest = json.loads((site.site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["theme_color"], manifest["background_color"]) == (wanted["brand"], wanted["ground"])
    icon = (site.site / "assets" / "images" / "favicon.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'"(#[0-9a-f]+)"', icon)) == {wanted["brand"], wanted["mark"], wanted["on_brand"]}
    page = (site.site / "index.html").read_text(encoding="utf-8")
    assert f'<meta name="theme-color" content="{wanted["brand"]}">' in page
    for source in (TEMPLATES / "theme").rglob("*.*"):
        if source.suffix in (".html", ".webmanifest") or source.name == "favicon.svg":
            assert not COLOUR.search(source.read_text(encoding="utf-8")), source


@pytest.mark.parametrize("name", ["icon-192.png", "icon-512.png", "icon-maskable-512.png"])
def test_painted_icons_stand_on_the_colour_of_the_tokens(name):
    with Image.open(TEMPLATES / "theme" / "assets" / "images" / name) as icon:
        pixels = icon.convert("RGB").tobytes()
    counted = Counter(pixels[place : place + 3] for place in range(0, len(pixels), 3))
    ((most, _),) = counted.most_common(1)
    assert f"#{most.hex()}" == colours(TOKENS)["brand"]


def test_a_page_loads_the_sheets_that_it_needs(site):
    """Two at most, joined in the order in which they build on each other: the first is that of every page."""

    def sheets(page):
        text = (site.site / page).read_text(encoding="utf-8")
        return re.findall(r'href="(?:\.\./)*(assets/stylesheets/[^"]+)" integrity', text)

    def said(page):
        return [(site.site / name).read_text(encoding="utf-8") for name in sheets(page)]

    protocol = "protocols/differentiation-syndrome"
    common, checker = sheets("index.html"), sheets(f"{protocol}/checker.html")
    assert len(common) == len(checker) == 2
    assert common[0] == checker[0]
    assert sheets(f"{protocol}/ask.html") == checker
    everywhere, of_reading = said("index.html")
    of_form = said(f"{protocol}/checker.html")[1]
    marks = ["--wb-space-1:", ".wb-audience", ".wb-missing"]  # tokens, audience, missing
    assert sorted(map(everywhere.index, marks)) == [everywhere.index(mark) for mark in marks]
    assert ".wb-version" in of_reading
    assert ".wb-form__head" not in everywhere + of_reading
    assert of_form.index(".wb-form__head") < of_form.index(".wb-version")
    for name, text in SHEETS.items():
        classes = set(re.findall(r"\.(wb-[\w-]+)", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))
        assert not classes or any(f".{mark}" in everywhere + of_form for mark in classes), name
