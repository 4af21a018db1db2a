"""The pages of the routes: each of them is listed, says what it rests on, and says what follows it."""

from __future__ import annotations

import re

import pytest

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.vocabulary import ROUTES

from .conftest import Family


def test_every_route_is_listed_once_among_its_kind(family: Family):
    page = family.get("/routes")
    listed = re.findall(r'<li><a href="/routes/([a-z0-9_]+)"', page)
    assert sorted(listed) == sorted(ROUTES)


@pytest.mark.parametrize("code", ROUTES)
def test_the_page_of_a_route_names_the_sources_of_its_parts(family: Family, definitions: Definitions, code: str):
    page, route = family.get(f"/routes/{code}"), definitions.routes[code]
    assert page.count("<h2>") >= 12  # eleven parts, and what the page rests on
    assert page.count("From: <span") == len(route.parts)
    for part in route.parts:
        assert all(definitions.provisions[id_].url in page.replace("&amp;", "&") for id_ in part.law)
    assert ("Does its result bind?" in page) is (code not in ("sar", "foi", "ico", "sendiass", "mp_councillor"))
    for before in route.first:
        assert f'href="/routes/{before}"' in page


@pytest.mark.parametrize("code", ["sar", "foi"])
def test_a_request_for_papers_that_is_not_answered_leads_to_the_commissioner(
    family: Family, content: Content, code: str
):
    after = family.get(f"/routes/{code}").partition("What comes next")[2]
    assert "Information Commissioner" in after.partition("<h2>")[0]
    assert "Information Commissioner" in content.words.sentences[f"route.{code}.also"]
