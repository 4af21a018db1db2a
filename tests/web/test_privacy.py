"""Promises about a family's answers, and what strangers can't do."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from assistant.store.sealed import form_token

from .conftest import Family, hidden, picked

SECRET = "Samira Quennell"


def tell(family: Family) -> str:
    page = family.answer(family.start(), picked("review"))
    page = family.answer(page, picked("parent"))
    page = family.answer(page, {"answer": "E06000001"})
    return family.answer(page, {"name": SECRET})


def files(tmp_path) -> bytes:
    return b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))


def counted(tmp_path) -> int:
    with closing(sqlite3.connect(tmp_path / "cases.db")) as file:
        return file.execute("SELECT count(*) FROM sealed").fetchone()[0]


def ticket(family: Family) -> str:
    cookie = family.client.get_cookie("__Host-case")
    assert cookie
    return cookie.value


def test_only_one_cookie_and_no_script_can_read_it(app):
    answer = app.test_client().post("/start", data={"token": ""})
    cookie = answer.headers.getlist("Set-Cookie")
    assert len(cookie) == 1
    for part in ("__Host-case=", "Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie[0]
    assert "Domain" not in cookie[0]
    assert "Expires" not in cookie[0]


def test_what_lies_in_the_file_tells_nothing(family, tmp_path):
    tell(family)
    kept = files(tmp_path)
    for word in (SECRET, "review", "E06000001", ticket(family)):
        assert word.encode() not in kept


def test_delete_removes_the_row_and_the_cookie(family, tmp_path):
    page = tell(family)
    assert SECRET in family.get("/answers")
    before = ticket(family)
    assert "Everything is deleted" in family.post("/delete", {"token": hidden(page, "token")})
    assert family.client.get_cookie("__Host-case") is None
    assert counted(tmp_path) == 0
    family.client.set_cookie("__Host-case", before, secure=True)
    assert "There are no answers here" in family.get("/answers", 410)


def test_two_tabs_never_overwrite_each_other(family):
    tell(family)
    one, other = family.get("/check/child"), family.get("/check/child")
    family.answer(one, {"name": "Sam"})
    told = family.answer(other, {"name": "Samuel"}, 409)
    assert "changed in another tab" in told
    assert "<strong>Sam</strong>" in told
    assert 'value="Samuel"' in told
    family.answer(told, {"name": "Samuel"})
    assert "Samuel" in family.get("/answers")


def test_two_tabs_on_two_questions_both_count(family):
    tell(family)
    one, other = family.get("/check/child"), family.get("/check/filled_in_by")
    family.answer(one, {"name": "Sam"})
    family.answer(other, picked("adviser"))
    page = family.get("/answers")
    assert "Sam" in page
    assert "An adviser or supporter" in page


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({}, {}),
        ({"token": "wrong"}, {}),
        ({"token": "é"}, {}),
        ({"token": "right"}, {"Origin": "https://elsewhere.example"}),
        ({"token": "right"}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_no_other_site_can_send_a_form(family, form, headers):
    tell(family)
    token = form_token(ticket(family))
    form = {"name": "Mallory"} | {key: token if value == "right" else value for key, value in form.items()}
    answer = family.client.post("/check/child", data=form, headers=headers)
    assert answer.status_code == 400
    assert "Mallory" not in family.get("/answers")


@pytest.mark.parametrize("host", ["plancheck.example", "192.168.0.7:8000", "localhost.example", "127.0.0.1.example"])
def test_plain_http_elsewhere_starts_no_case(app, host):
    client = app.test_client()
    for method, address in (("get", "/"), ("post", "/start"), ("get", "/answers")):
        answer = getattr(client, method)(address, base_url=f"http://{host}")
        assert answer.status_code == 403
        assert "This connection isn't safe" in answer.text
        assert not answer.headers.getlist("Set-Cookie")
    answer = client.get("/", base_url=f"https://{host}")
    assert (answer.status_code, "This address isn" in answer.text) == (400, True)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"])
def test_on_this_machine_it_starts(app, host):
    assert app.test_client().get("/", base_url=f"http://{host}").status_code == 200


HOSTILE = [
    ("/check/problems", {"answer": ["review"] * 500}),
    ("/check/problems", {"answer": "\x00"}),
    ("/check/" + "x" * 5000, {}),
    ("/check/%00", {}),
    ("/check/%ff", {}),
    ("/nowhere", {}),
    ("/delete", {"token": "😀"}),
    ("/start", {"token": "x"}),
]


@pytest.mark.parametrize(("address", "form"), HOSTILE)
def test_nothing_a_stranger_posts_breaks_the_service(app, address, form):
    for cookie in ("", "x", "A" * 43, "é", "A" * 5000):
        client = app.test_client()
        answer = client.post(address, data=form, headers={"Cookie": f"__Host-case={cookie}"})
        assert answer.status_code < 500


def test_what_is_too_long_is_refused_kindly(family):
    page = tell(family)
    form = {"token": hidden(page, "token"), "answer": "x" * 700_000}
    assert "That is too long" in family.post("/check/plan", form, 413)


@pytest.mark.parametrize(("method", "address", "status"), [("get", "/nope", 404), ("get", "/start", 405)])
def test_errors_have_a_page(family, method, address, status):
    family.get(address, status)


@pytest.mark.parametrize("name", ["", "help", "privacy", "accessibility", "how-we-check", "delete"])
def test_pages_of_prose(family, name):
    family.get(f"/{name}")
