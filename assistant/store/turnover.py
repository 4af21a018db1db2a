"""A new service key: after an adviser has left who may have kept a copy of the store, or whenever the service likes."""

from __future__ import annotations

import sqlite3

from assistant.store import keys
from assistant.store.accounts import Accounts, Refused, Unlocked, wrap_key
from assistant.store.desk import reseal
from assistant.store.file import StoreFile
from assistant.store.keys import ServiceKey
from assistant.store.trail import note


def rotate(file: StoreFile, unlocked: Unlocked) -> tuple[int, int]:
    """Seals every case anew under a new key and wraps it for every account that was let in, so that nobody has to be
    there. Returns how many cases and accounts. One transaction: a service that runs meanwhile goes on with the one key or
    the other. An account whose role or public key was changed by somebody without the key loses its way in.

    What was copied from the store before stays under the old key. Raises Refused if this account holds no key.
    """
    old = unlocked.service_key()
    if old is None:
        raise Refused("key")
    new = keys.new_service_key(old.generation + 1)
    with file.writing() as db:
        cases = reseal(db, old, new)
        accounts = _wrap_for_all(db, Accounts(file), old, new)
        note(db, file.now, "key-changed", unlocked.account.who)
    file.forget()
    return cases, accounts


def _wrap_for_all(db: sqlite3.Connection, accounts: Accounts, old: ServiceKey, new: ServiceKey) -> int:
    kept = 0
    for account in accounts.all():
        vouched = account.public and account.voucher == old.voucher(account.id, account.role, account.public)
        if account.wrap and vouched:
            wrap_key(db, account, new)
            kept += 1
        else:
            db.execute("UPDATE desk_account SET wrap = NULL, voucher = NULL WHERE id = ?", (account.id,))
    return kept
