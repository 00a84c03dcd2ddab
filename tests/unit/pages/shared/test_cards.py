"""The cards of several protocols, on the home page and in the list of all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from build_scripts.pages.templates import environment
from build_scripts.pages.view import ProtocolView
from build_scripts.words.site_language import ENGLISH
from tests.support.protocols.toys import toy


@pytest.mark.parametrize("brief", [True, False])
def test_no_two_links_have_the_same_name(repository, brief):
    views = [ProtocolView(replace(toy(), id=name, title=f"Care of {name}")) for name in ("crs", "icans")]
    cards = environment(repository / "site_templates", ENGLISH).get_template("cards.html.j2")
    page = BeautifulSoup(cards.render(views=views, brief=brief), "html.parser")
    links = page.select("a")
    names = [str(link.get("aria-label") or link.get_text()) for link in links]
    assert len(names) == len(set(names))
    # What is seen is part of the name: whoever speaks to a device says what is seen.
    assert all(name.startswith(link.get_text()) for name, link in zip(names, links, strict=True))
    assert len(page.select(".wb-card__review > [data-standing=overdue]")) == len(views)
