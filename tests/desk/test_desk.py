"""The desk as an adviser uses it: signing in, a case from its first question to its letter, the file, the list."""

from __future__ import annotations

from .office import Adviser


def test_an_adviser_signs_in_and_begins_a_case(ada: Adviser):
    page = ada.get("/desk/")
    assert "0 cases" in page
    case = ada.new_case()
    page = ada.get(case + "/")
    assert "Case 1" in page
    print(page)
