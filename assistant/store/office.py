"""The adviser's desk of one installation: everything about it that is stored, over the one file."""

from __future__ import annotations

from assistant.store.accounts import Accounts
from assistant.store.desk import DeskCases
from assistant.store.file import StoreFile
from assistant.store.lent import Loans
from assistant.store.sessions import Sessions
from assistant.store.trail import Trail


class Office:
    """Accounts, sessions, cases, loans, trail."""

    def __init__(self, file: StoreFile) -> None:
        self.accounts = Accounts(file)
        self.sessions = Sessions(file, self.accounts)
        self.cases = DeskCases(file)
        self.loans = Loans(file)
        self.trail = Trail(file)
