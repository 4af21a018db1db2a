"""What protects the desk: a stolen file, wrong tries, time, leaving, a new key, and what ends by itself."""

from __future__ import annotations

import base64
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from assistant.store import accounts, sessions, totp
from assistant.store.accounts import Refused
from assistant.store.turnover import rotate
from tests.store.clock import Clock
from tests.web.conftest import hidden, open_at, picked

from .office import PASSWORD, Adviser, code_on, office_of
from .test_desk import LATE, told

MARKS = ("Quennell", "Samira", "E06000001", "too tired to ring", "meeting", "review", PASSWORD)


@pytest.fixture
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the store, to be moved by hand."""
    made, store = Clock(), app.extensions["assistant"].store
    monkeypatch.setattr(store, "_clock", made)
    return made


def stolen(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("cases.db*"))


def test_a_stolen_file_shows_nothing_of_a_case(app, ada, tmp_path):
    """Marked words in a case, its file, a loan and a copy; with the codes and the cookie that open them."""
    case = told(ada)
    ada.send(f"{case}/work", called="Quennell", telling="family", outcome_note="too tired to ring")
    ada.send(f"{case}/note", of="family", text="too tired to ring")
    handed = code_on(ada.send(f"{case}/hand-over"))
    home = open_at(app, {"child": {"name": "Samira"}})
    lent = code_on(home.post("/keep/lend", {"token": hidden(home.get("/keep"), "token"), "copies": "yes"}))
    ada.send("/desk/loan", code=lent)
    loan = re.search(r"/desk/loan/([0-9a-f]{32})/copy", ada.get("/desk/"))
    ada.send(f"/desk/loan/{loan[1]}/copy")
    taken = stolen(tmp_path)
    cookie = ada.client.get_cookie("__Host-desk").value
    for mark in (*MARKS, handed, lent, cookie):
        assert mark.encode() not in taken, mark
    assert bytes.fromhex(cookie) not in taken
    key = office_of(app).accounts.unlock("Ada", PASSWORD).service_key()
    assert key.secret not in taken


def test_the_trail_holds_no_word_of_a_case_and_shows_a_change(app, ada, mina, tmp_path):
    case = told(ada)
    ada.send(f"{case}/work", called="Quennell", telling="family")
    page = mina.get("/desk/trail")
    assert not any(mark in page for mark in MARKS)
    for part in ("signed in", "case begun", "answers changed", "case opened", "file changed", case[-32:][:8]):
        assert part in page
    with closing(sqlite3.connect(tmp_path / "cases.db")) as file:
        file.execute("UPDATE desk_trail SET who = 'Ben' WHERE kind = 'case-new'")
        file.commit()
    assert "somebody has changed the trail" not in mina.get("/desk/trail")
    assert "somebody has changed the trail" in mina.send("/desk/trail", check="1")


def test_each_file_that_leaves_the_desk_is_in_the_trail(app, ada):
    case = told(ada)
    ada.send(f"{case}/open", to="letters")
    for address in (
        "/keep/answers.json",
        "/letter/stage1-complaint.txt",
        "/dates.ics",
        "/summary.txt",
        "/summary/note.txt",
    ):
        assert ada.client.get(address, base_url="http://localhost").status_code == 200
    kinds = [line.kind for line in office_of(app).trail.lines()]
    assert kinds[:5] == ["case-exported"] * 5


def test_nothing_personal_stands_in_logs(app, ada, caplog):
    caplog.set_level("INFO")
    case = told(ada)
    ada.send(f"{case}/work", called="Quennell", telling="family")
    ada.send("/desk/", words="Quennell")
    said = "".join(f"{record.getMessage()}{getattr(record, 'facts', '')}" for record in caplog.records)
    assert "/desk/case/<id_>/work" in said
    for mark in (*MARKS, "Ada", case[-32:]):
        assert mark not in said.replace("'review'", ""), mark


# ---- signing in ------------------------------------------------------------------------------------------------------


def test_five_wrong_tries_lock_an_account_for_a_while_and_no_other(app, clock):
    visitor = Adviser(app)
    for _ in range(accounts.WRONG):
        assert "right" in visitor.sign_in("Ada", "wrong", 422)
    visitor.sign_in("Ada", PASSWORD, 422)
    Adviser(app, "Ben")
    clock.now += accounts.LOCKED
    Adviser(app, "Ada")


def test_a_right_password_in_between_sets_the_count_back(app):
    for _ in range(3):
        for _ in range(accounts.WRONG - 1):
            Adviser(app).sign_in("Ada", "wrong", 422)
        Adviser(app, "Ada")


def test_a_wrong_name_a_wrong_password_and_a_lock_look_the_same_and_cost_the_same(app, monkeypatch):
    asked = []
    real = accounts.codes.stretch_password
    monkeypatch.setattr(accounts.codes, "stretch_password", lambda *given: asked.append(1) or real(*given))
    pages = {Adviser(app).sign_in(name, "wrong password", 422).replace(name, "") for name in ("Ada", "Nobody")}
    for _ in range(accounts.WRONG):
        Adviser(app).sign_in("Ben", "wrong password", 422)
    pages.add(Adviser(app).sign_in("Ben", PASSWORD, 422).replace("Ben", ""))
    assert len(pages) == 1
    assert len(asked) == 3 + accounts.WRONG


def test_a_shared_address_can_sign_in_often_and_a_guesser_not_for_ever(app):
    visitor = Adviser(app)
    for _ in range(60):
        visitor.sign_in("Nobody", "wrong password", 422)
    assert "Too many tries" in visitor.sign_in("Nobody", "wrong password", 429)


def test_a_session_ends_when_idle_and_after_a_day_at_work(app, clock):
    ada = Adviser(app, "Ada")
    clock.now += sessions.IDLE - 1
    ada.get("/desk/")
    clock.now += sessions.IDLE - 1
    ada.get("/desk/")
    assert ada.at == "/desk/"
    clock.now += sessions.IDLE + 1
    ada.get("/desk/")
    assert ada.at == "/desk/sign-in"
    busy = Adviser(app, "Ada")
    for _ in range(sessions.LONGEST // 1_500):
        clock.now += 1_500
        busy.get("/desk/")
    clock.now += 1_500
    busy.get("/desk/")
    assert busy.at == "/desk/sign-in"


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(app, ada):
    cookie = ada.client.get_cookie("__Host-desk").value
    ada.send("/desk/sign-out")
    assert ada.client.get_cookie("__Host-desk") is None
    thief = Adviser(app)
    thief.client.set_cookie("__Host-desk", cookie, secure=True)
    thief.get("/desk/")
    assert thief.at == "/desk/sign-in"


def test_the_cookie_is_for_this_site_alone(app):
    answer = app.test_client().post(
        "/desk/sign-in", data={"token": "", "name": "Ada", "password": PASSWORD}, base_url="http://localhost"
    )
    (cookie,) = answer.headers.getlist("Set-Cookie")
    for part in ("__Host-desk=", "Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
        assert part in cookie
    assert "Expires" not in cookie


@pytest.mark.parametrize(
    ("secret", "at", "code"),
    [  # RFC 6238, appendix B, in six digits
        (b"12345678901234567890", 59, "287082"),
        (b"12345678901234567890", 1111111109, "081804"),
        (b"12345678901234567890", 20000000000, "353130"),
    ],
)
def test_one_time_codes_are_those_of_the_standard(secret, at, code):
    assert totp.code_at(secret, at // totp.STEP) == code
    assert totp.step_of(secret, code, at + 30, 0) == at // totp.STEP
    assert totp.step_of(secret, code, at + 90, 0) is None
    assert totp.step_of(secret, code, at, at // totp.STEP) is None


def test_one_time_codes_are_asked_for_once_set_up(app, clock):
    ada = Adviser(app, "Ada")
    page = ada.send("/desk/account/one-time")
    secret = re.search(r'name="secret" value="([A-Z2-7]+)"', page)[1]
    raw = base64.b32decode(secret)
    ada.send("/desk/account/one-time", 422, secret=secret, first="000000")
    ada.send("/desk/account/one-time", secret=secret, first=totp.code_at(raw, int(clock.now) // 30))
    Adviser(app).sign_in("Ada", PASSWORD, 422)
    clock.now += 60
    code = totp.code_at(raw, int(clock.now) // 30)
    Adviser(app).sign_in("Ada", PASSWORD, code=code)
    Adviser(app).sign_in("Ada", PASSWORD, 422, code=code)  # each counts once


def test_a_changed_password_signs_out_everywhere(app, ada):
    other, new = Adviser(app, "Ada"), "another five quiet words"
    ada.send("/desk/account/password", 422, password="wrong", new=new, again=new)
    ada.send("/desk/account/password", 422, password=PASSWORD, new="short", again="short")
    ada.send("/desk/account/password", password=PASSWORD, new=new, again=new)
    for who in (ada, other):
        who.get("/desk/")
        assert who.at == "/desk/sign-in"
    Adviser(app).sign_in("Ada", PASSWORD, 422)
    assert "0 cases" in Adviser(app, "Ada", new).get("/desk/")


def test_a_note_that_was_sent_too_late_is_shown_to_copy(app, clock):
    ada = Adviser(app, "Ada")
    case = told(ada)
    token = hidden(ada.get(f"{case}/"), "token")
    clock.now += sessions.IDLE
    page = ada.post(f"{case}/note", {"token": token, "of": "family", "text": "Mum rang at length."}, 400)
    assert "You were signed out" in page
    assert "Mum rang at length." in page


def test_a_password_is_never_written_into_a_page(app):
    visitor = Adviser(app)
    for _ in range(60):
        visitor.sign_in("Nobody", "my own password", 422)
    assert "my own password" not in visitor.sign_in("Nobody", "my own password", 429)


@pytest.mark.parametrize(
    "typed", ["", "\0", "\x1b[31m", "x" * 5_000, "😢" * 100, "‮evil", "<script>", "' OR 1=1 --", "\ufdd0"]
)
def test_whatever_a_stranger_types_breaks_nothing(app, olu, typed):
    stranger = Adviser(app)
    stranger.post("/desk/sign-in", {"token": "", "name": typed, "password": typed, "code": typed}, 422)
    stranger.post("/desk/join", {"token": "", "code": typed, "password": typed, "again": typed}, 422)
    stranger.post("/desk/join", {"token": "", "code": typed, "password": typed, "again": "other"}, 422)
    olu.send("/desk/account/password", 422, password=typed, new=typed, again=typed)
    if typed not in ("‮evil", "<script>", "' OR 1=1 --"):  # those can be names
        olu.send("/desk/people/invite", 200 if "x1b" in repr(typed) else 422, name=typed, role="adviser")


# ---- coming and going ------------------------------------------------------------------------------------------------


def test_a_newcomer_is_invited_by_one_and_let_in_by_another(app, olu, mina, ada):
    case = told(ada)
    code = code_on(olu.send("/desk/people/invite", name="Noor Ali", role="adviser"))
    noor = Adviser(app)
    noor.post(
        "/desk/join", {"token": "", "code": "one two three four five six", "password": PASSWORD, "again": PASSWORD}, 422
    )
    noor.post("/desk/join", {"token": "", "code": code, "password": "short", "again": "short"}, 422)
    noor.post("/desk/join", {"token": "", "code": code, "password": PASSWORD, "again": PASSWORD})
    noor.post("/desk/join", {"token": "", "code": code, "password": PASSWORD, "again": PASSWORD}, 422)
    page = noor.sign_in("Noor Ali")
    assert noor.at == "/desk/wait"
    words = re.search(r"<strong>([a-z ]+)</strong>", page)[1]
    people = mina.get("/desk/people")
    assert words in people
    mina.send(re.search(r'action="(/desk/people/[0-9a-f]+/let-in)"', people)[1])
    assert "Samira" in noor.send(f"{case}/open", to="answers")


@pytest.mark.parametrize(
    ("name", "role"), [("", "adviser"), ("x" * 61, "adviser"), ("ada", "adviser"), ("New", "owner")]
)
def test_an_invitation_that_cannot_be_made_says_why(olu, name, role):
    assert "There is a problem" in olu.send("/desk/people/invite", 422, name=name, role=role)


def test_who_leaves_is_out_at_once(app, olu, ada):
    case = told(ada)
    ben = Adviser(app, "Ben")
    ben.send(f"{case}/open", to="answers")
    olu.send(f"/desk/people/{office_of(app).accounts.by_name('Ben').address}/remove")
    ben.get("/answers", 410)
    ben.get("/desk/")
    assert ben.at == "/desk/sign-in"
    Adviser(app).sign_in("Ben", PASSWORD, 422)


def test_the_last_who_can_open_cases_cannot_be_removed_while_there_are_any(app, olu, ada):
    told(ada)
    office = office_of(app)
    for name in ("Ada", "Ben"):
        office.accounts.remove(office.accounts.by_name(name).id, (b"", ""))
    page = olu.send(f"/desk/people/{office.accounts.by_name('Mina').address}/remove", 422)
    assert "last account that can open cases" in page


def test_an_administrator_never_holds_the_key(app, olu):
    office = office_of(app)
    unlocked = office.accounts.unlock("Olu", PASSWORD)
    assert unlocked.service_key() is None
    key = office.accounts.unlock("Mina", PASSWORD).service_key()
    with pytest.raises(Refused):
        office.accounts.let_in(unlocked.account.id, unlocked.account, key)
    with pytest.raises(Refused):
        rotate(app.extensions["assistant"].store, unlocked)


def test_a_new_key_shuts_out_the_old_one_and_nobody_who_stayed(app, ada, mina):
    case, store, office = told(ada), app.extensions["assistant"].store, office_of(app)
    office.accounts.remove(office.accounts.by_name("Ben").id, (b"", ""))
    unlocked = office.accounts.unlock("Mina", PASSWORD)
    old = unlocked.service_key()
    assert rotate(store, unlocked) == (1, 2)
    assert office.cases.listed(old) == []
    assert office.cases.load(old, bytes.fromhex(case[-32:])) is None
    assert "Samira" in ada.send(f"{case}/open", to="answers")
    ada.answer(ada.get("/check/child"), {"name": "Ines"})
    assert "1 case" in mina.get("/desk/")
    assert "since you looked" not in ada.get("/desk/")


@pytest.mark.parametrize("column", ["role", "public"])
def test_an_account_that_somebody_changed_in_the_file_gets_no_new_key(app, column, tmp_path):
    store, office = app.extensions["assistant"].store, office_of(app)
    ben = office.accounts.by_name("Ben").id
    value = "manager" if column == "role" else office.accounts.by_name("Olu").public
    store.db.execute(f"UPDATE desk_account SET {column} = ? WHERE id = ?", (value, ben))
    assert rotate(store, office.accounts.unlock("Mina", PASSWORD)) == (0, 2)
    assert office.accounts.by_name("Ben").wrap is None


def test_rows_cannot_be_swapped_prolonged_or_cut(app, ada):
    first, second = told(ada), told(ada, LATE | {"child": {"name": "Noor"}})
    store = app.extensions["assistant"].store
    one, two = (bytes.fromhex(case[-32:]) for case in (first, second))
    box = store.db.execute("SELECT box FROM desk_case WHERE id = ?", (one,)).fetchone()[0]
    store.db.execute("UPDATE desk_case SET box = ? WHERE id = ?", (box, two))
    ada.get(f"{second}/", 404)
    store.db.execute("UPDATE desk_case SET ends = 9999999999 WHERE id = ?", (one,))
    ada.get(f"{first}/", 404)
    store.db.execute("UPDATE desk_case SET ends = NULL, box = ? WHERE id = ?", (box[:9], one))
    ada.get(f"{first}/", 404)
    assert "2 cases" in ada.get("/desk/") or "1 case" in ada.get("/desk/")


def test_a_closed_case_is_deleted_when_its_time_is_over_and_an_open_one_is_not(app, clock):
    ada = Adviser(app, "Ada")
    closed, kept = told(ada), told(ada)
    ada.send(f"{closed}/work", state="closed", telling="family")
    assert "It is deleted on" in ada.get(f"{closed}/")
    store = app.extensions["assistant"].store
    clock.now += 365 * 86_400 - 1
    assert store.purge() == 0
    clock.now += 1
    assert store.purge() == 1
    again = Adviser(app, "Ada")
    again.get(f"{closed}/", 404)
    assert "Samira" in again.send(f"{kept}/open", to="answers")
    assert "case-deleted-by-rule" in [line.kind for line in office_of(app).trail.lines()]


def test_a_case_that_is_opened_again_stays(app, clock):
    ada = Adviser(app, "Ada")
    case = told(ada)
    for state in ("closed", "open"):
        ada.send(f"{case}/work", state=state, telling="family")
    clock.now += 400 * 86_400
    assert app.extensions["assistant"].store.purge() == 0


def test_an_invitation_nobody_takes_up_goes(app, olu, clock):
    olu.sign_in("Olu")
    code = code_on(olu.send("/desk/people/invite", name="Late", role="manager"))
    clock.now += accounts.INVITED
    with pytest.raises(Refused):
        office_of(app).accounts.join(code, PASSWORD)
    app.extensions["assistant"].store.purge()
    assert office_of(app).accounts.by_name("Late") is None


def test_an_adviser_without_consent_gets_no_letter_that_speaks_for_the_family(ada):
    case = told(ada, LATE | {"consent": picked("no")})
    ada.send(f"{case}/open", to="letters")
    assert "consent" in ada.get("/letter/stage1-complaint")
