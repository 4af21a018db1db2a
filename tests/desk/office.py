"""An advice service for tests: accounts that are quickly made, and advisers at their browsers."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from assistant.store.office import Office
from tests.web.conftest import Family, hidden

PASSWORD = "four quiet words here"


class Adviser(Family):
    """Somebody at the desk: a browser like a family's, whose forms of the desk carry the session's token."""

    def __init__(self, app: Flask, name: str = "", password: str = PASSWORD) -> None:
        super().__init__(app)
        self.name = name
        if name:
            self.sign_in(name, password)

    def sign_in(self, name: str, password: str = PASSWORD, status: int = 200, **more: str) -> str:
        """Fills in the form of the sign-in page."""
        self.get("/desk/sign-in")
        return self.post("/desk/sign-in", {"token": "", "name": name, "password": password, **more}, status)

    def send(self, address: str, status: int = 200, **form: Any) -> str:
        """Posts a form of the desk, with the token that its pages carry."""
        page = self.get("/desk/account")
        return self.post(address, {"token": hidden(page, "token"), **form}, status)

    def new_case(self, **answers: Any) -> str:
        """Begins a case; returns its address."""
        self.send("/desk/new")
        page = self.get("/desk/back")
        assert self.at.startswith("/desk/case/"), page
        return self.at.rstrip("/")


def office_of(app: Flask) -> Office:
    """The desk of a service."""
    office: Office = app.extensions["assistant"].office
    return office


def staffed(app: Flask) -> Office:
    """A service with a manager, two advisers and an administrator, all of them in."""
    office = office_of(app)
    office.accounts.add("Mina", "manager", PASSWORD)
    for name in ("Ada", "Ben"):
        office.accounts.add(name, "adviser", PASSWORD)
    office.accounts.add("Olu", "administrator", PASSWORD)
    mina = office.accounts.unlock("Mina", PASSWORD)
    key = mina.service_key()
    assert key
    for name in ("Ada", "Ben"):
        account = office.accounts.by_name(name)
        assert account
        office.accounts.let_in(account.id, mina.account, key)
    return office


def code_on(page: str) -> str:
    """The six words a page shows."""
    found = re.search(r"<strong>((?:[a-z]+ ){5}[a-z]+)</strong>", page)
    assert found, page
    return found[1]
