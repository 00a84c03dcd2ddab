"""What tests of the readers share: the doses of all protocols as pages write them, and a desktop of a patient."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from build_scripts.content.loaded import Content
from build_scripts.words.doses import dose_text
from checker.protocol.labels import Labels
from checker.words.numbers import plain_number
from checker.words.units import sign
from tests.support.readers.devices import DESKTOP, FOLDER
from tests.support.site.visits import Visit, visiting


@pytest.fixture(scope="session")
def doses(content: Content) -> set[str]:
    """Every dose of every protocol as its pages write it: whole, and the amount alone."""
    found = set()
    for loaded in content.protocols:
        for dose in (dose for each in loaded.protocol.recommendations for dose in each.doses):
            found |= {dose_text(dose, Labels(loaded.protocol)), f"{plain_number(dose.amount)} {sign(dose.unit)}"}
            if dose.to is not None:
                found.add(f"{plain_number(dose.to)} {sign(dose.unit)}")
    assert len(found) > 5
    return found


@pytest.fixture(scope="module")
def patient(browser: Browser, address: str) -> Iterator[Visit]:
    """A desktop on which a patient reads, by a link that says so."""
    with visiting(browser, address, **DESKTOP) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        yield visit
