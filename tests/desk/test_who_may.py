"""Who may do what at the desk. Every address is listed here with who may use it; a new one that isn't listed fails."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from assistant.web.app import create_app
from tests.web.conftest import TODAY

from .office import PASSWORD, Adviser, office_of, staffed

ANY, KEYED, MANAGER, ADMIN = (
    {"adviser", "manager", "administrator"},
    {"adviser", "manager"},
    {"manager"},
    {"administrator"},
)
OPEN = ANY | {"nobody"}
READ, SEND, BOTH = {"GET"}, {"POST"}, {"GET", "POST"}
CASE = "/desk/case/<id_>"
LISTED: dict[str, tuple[set[str], set[str]]] = {
    "/desk/sign-in": (BOTH, OPEN),
    "/desk/join": (BOTH, OPEN),
    "/desk/sign-out": (SEND, ANY),
    "/desk/wait": (READ, ANY),
    "/desk/account": (READ, ANY),
    "/desk/account/password": (SEND, ANY),
    "/desk/account/one-time": (SEND, ANY),
    "/desk/": (BOTH, ANY),
    "/desk/new": (SEND, KEYED),
    "/desk/back": (READ, KEYED),
    f"{CASE}/": (READ, KEYED),
    f"{CASE}/open": (SEND, KEYED),
    f"{CASE}/work": (SEND, KEYED),
    f"{CASE}/time": (SEND, KEYED),
    f"{CASE}/note": (SEND, KEYED),
    f"{CASE}/consent": (SEND, KEYED),
    f"{CASE}/hand-over": (SEND, KEYED),
    f"{CASE}/reassign": (SEND, MANAGER),
    f"{CASE}/delete": (BOTH, MANAGER),
    "/desk/loan": (SEND, KEYED),
    "/desk/loan/<id_>/open": (SEND, KEYED),
    "/desk/loan/<id_>/copy": (SEND, KEYED),
    "/desk/people": (READ, ANY),
    "/desk/people/invite": (SEND, ADMIN),
    "/desk/people/<id_>/let-in": (SEND, KEYED),
    "/desk/people/<id_>/remove": (BOTH, ADMIN),
    "/desk/trail": (BOTH, MANAGER),
    "/desk/figures": (READ, MANAGER),
    "/desk/figures/sums.csv": (READ, MANAGER),
    "/desk/figures/cases.csv": (READ, MANAGER),
    "/desk/pattern": (READ, MANAGER),
    "/desk/pattern.txt": (READ, MANAGER),
    "/desk/pattern.pdf": (READ, MANAGER),
    "/desk/pattern.csv": (READ, MANAGER),
}
NAMES = {"adviser": "Ada", "manager": "Mina", "administrator": "Olu"}
WAYS = sorted((address, method) for address, (methods, _) in LISTED.items() for method in methods)
# What a signed-in adviser's own pages work on: a stranger must not get there through an open case.
WIZARD = ("/answers", "/check/", "/result", "/letters", "/keep/answers.json")


@pytest.fixture(scope="module")
def app(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One service for all these tests, with a case and somebody who waits."""
    made = create_app(definitions, content, tmp_path_factory.mktemp("store") / "cases.db", today=lambda: TODAY)
    staffed(made)
    office_of(made).accounts.add("Wren", "adviser", PASSWORD)
    return made


@pytest.fixture(scope="module")
def case(app: Flask) -> str:
    return Adviser(app, "Ada").new_case().rpartition("/")[2]


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, Adviser]:
    """A browser of each role, of somebody who waits, and of nobody."""
    made = {role: Adviser(app, name) for role, name in NAMES.items()}
    return {**made, "waiting": Adviser(app, "Wren"), "nobody": Adviser(app)}


def asked(who: Adviser, address: str, method: str, **form: str) -> tuple[int, str]:
    """Status and where it leads. A signed-in browser sends its token."""
    page = who.client.get("/desk/wait" if who.name == "Wren" else "/desk/account", base_url="http://localhost").text
    found = re.search(r'name="token" value="([^"]+)"', page)
    token = found[1] if found and who.name else ""
    answer = who.client.open(
        address, method=method, base_url="http://localhost", data={"token": token, **form} if method == "POST" else None
    )
    return answer.status_code, answer.location or ""


def test_every_address_of_the_desk_is_listed(app: Flask):
    served: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            served.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    assert served == {address: methods for address, (methods, _) in LISTED.items()}


@pytest.mark.parametrize(("address", "method"), WAYS)
def test_each_role_may_do_what_is_listed_and_nothing_else(people, app, case, address, method):
    at = address.replace("<id_>", case if "/case/" in address else "0" * 32)
    for role in ("nobody", "waiting", *NAMES):
        who = people[role]
        if role != "nobody" and address in ("/desk/sign-out", "/desk/sign-in"):
            who = Adviser(app, who.name)  # a session of its own, to end
        if role in LISTED[address][1] and address.endswith("/delete") and method == "POST":
            continue  # deletes the case: its own test
        status, leads = asked(who, at, method)
        allowed = LISTED[address][1]
        if role == "nobody" and role not in allowed:
            assert (status, leads) == (302, "/desk/sign-in"), address
        elif role == "waiting" and not allowed >= OPEN and address not in ("/desk/wait", "/desk/sign-out"):
            assert (status, leads) in ((302, "/desk/wait"), (403, "")), (role, address)
        elif role not in ("nobody", "waiting") and role not in allowed:
            assert status == 403, (role, address)
        else:
            assert status in (200, 302, 404, 422), (role, address)


@pytest.mark.parametrize("address", sorted(address for address, (methods, _) in LISTED.items() if "POST" in methods))
@pytest.mark.parametrize("token", ["", "wrong"])
def test_what_changes_anything_needs_the_sessions_token(people, case, address, token):
    at = address.replace("<id_>", case)
    answer = people["manager"].client.post(at, data={"token": token}, base_url="http://localhost")
    assert answer.status_code == 400


@pytest.mark.parametrize("address", sorted(address for address in LISTED if "<id_>" in address))
@pytest.mark.parametrize("id_", ["0" * 32, "zz", "é", "0" * 31, "0" * 4_000])
def test_a_case_that_is_not_there_is_not_found(people, address, id_):
    method = "GET" if "GET" in LISTED[address][0] else "POST"
    role = min(LISTED[address][1])
    status, _ = asked(people[role], address.replace("<id_>", id_), method)
    assert status in (302, 404, 422) if "/people/" in address else status == 404


def test_another_service_has_nothing_in_common(definitions, content, tmp_path, app, case):
    other = create_app(definitions, content, tmp_path / "other.db", today=lambda: TODAY)
    staffed(other)
    guest = Adviser(other, "Ada")
    assert asked(guest, f"/desk/case/{case}/", "GET")[0] == 404
    cookie = guest.client.get_cookie("__Host-desk").value
    stranger = Adviser(app)
    stranger.client.set_cookie("__Host-desk", cookie, secure=True)
    assert asked(stranger, "/desk/", "GET") == (302, "/desk/sign-in")


@pytest.mark.parametrize("address", WIZARD)
@pytest.mark.parametrize("role", ["nobody", "waiting", "administrator"])
def test_nobody_else_gets_into_the_pages_of_an_open_case(people, address, role):
    answer = people[role].client.get(address, base_url="http://localhost")
    assert answer.status_code == 410


@pytest.mark.parametrize("cookie", ["", "x", "0" * 64, "é", "zz" * 32, "0" * 3_000])
def test_a_cookie_that_is_no_session_opens_nothing(app, cookie):
    stranger = Adviser(app)
    stranger.client.set_cookie("__Host-desk", cookie, secure=True)
    assert asked(stranger, "/desk/", "GET") == (302, "/desk/sign-in")
