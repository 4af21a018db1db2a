"""What stands in for a family's own case while an adviser works on one: a case of the desk, or one that a family lent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import Forbidden

from assistant.core.given import Giver, with_givers
from assistant.store.desk import DeskRow
from assistant.store.lent import Loan
from assistant.store.sealed import Conflict, Gone, Kept
from assistant.store.sessions import SignedIn
from assistant.web.desk_brief import brief_of
from assistant.web.desk_session import key_of
from assistant.web.service import Holder, service


class ReadOnly(Forbidden):
    """The family lent its case to be read, not to be changed."""


class DeskHolder:
    """A case of the desk."""

    def __init__(self, signed: SignedIn) -> None:
        self.signed, self.row = signed, None
        self.key = key_of(signed)

    row: DeskRow | None

    def load(self) -> Kept | None:
        """The case as the pages of questions know it."""
        self.row = service().office.cases.load(self.key, self.signed.row)
        return Kept(self.row.content["answers"], self.row.version, self.row.ends or 0) if self.row else None

    def save(self, read: Kept, answers: Mapping[str, Any]) -> None:
        """Seals changed answers, each marked with who gave it: by the file, the one who is telling now."""
        if self.row is None:
            raise Gone
        if self.row.version != read.version:
            raise Conflict
        file, account = self.row.content["file"], self.signed.account
        giver = Giver(file["telling"], account.name, service().today(), read.version + 1)
        content = {**self.row.content, "answers": with_givers(read.answers, answers, giver)}
        brief = brief_of(content, account.address, service().store.now)
        service().office.cases.save(self.key, self.row, content, brief, account, "case-answered", self.row.ends)


class LoanHolder:
    """A case that a family lent."""

    def __init__(self, signed: SignedIn, loan: Loan, ticket: str) -> None:
        self.signed, self.loan, self.ticket = signed, loan, ticket

    def load(self) -> Kept | None:
        """The family's case as it stands now."""
        return service().store.load(self.ticket)

    def save(self, read: Kept, answers: Mapping[str, Any]) -> None:
        """Seals what the adviser changed, marked as the adviser's. Raises ReadOnly if the family didn't allow it."""
        if not self.loan.changes:
            raise ReadOnly
        giver = Giver("adviser", self.signed.account.name, service().today(), read.version + 1)
        service().store.save(self.ticket, read, with_givers(read.answers, answers, giver))
        service().office.trail.note("loan-changed", self.signed.account.who, self.loan.id)


class NothingHeld:
    """What was open is gone or over."""

    def load(self) -> None:
        """Nothing."""

    def save(self, read: Kept, answers: Mapping[str, Any]) -> None:
        """Raises store Gone."""
        raise Gone


def holder_of(signed: SignedIn) -> Holder:
    """What is open in this session. Somebody who lost the service key meanwhile holds nothing."""
    if signed.kind == "case" and signed.key is not None:
        return DeskHolder(signed)
    found = service().office.loans.ticket(signed.unlocked, signed.row) if signed.kind == "loan" else None
    return LoanHolder(signed, *found) if found else NothingHeld()
