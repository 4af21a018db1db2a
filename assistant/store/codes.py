"""Return codes: six common words that a family writes down. The server keeps neither the code nor the key it gives.

A code has about 65 bits. Argon2id makes each guess cost 64 MB and about a tenth of a second; web/ limits how often one
may guess. Six words can be told over the telephone, and typed on a phone in any case and with any blanks between.
"""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache

from argon2.low_level import Type, hash_secret_raw
from mnemonic import Mnemonic

WORDS = 6
LONGEST = 200  # characters of a code as typed
# Nobody should have to write these on a paper about a child.
UNKIND = frozenset(
    (
        "abuse accident army arrest attack blame blood bomb bullet burden cancel crime cruel crush damage danger decline "
        "defy destroy divorce enemy evil fatal fault fever ghost guilt gun hurt injury jealous knife lawsuit liar lonely "
        "mad miss naive nasty obey panic poverty prison punch reject riot risk sad scare shock shoot sick smoke suffer "
        "swear tragic trap trash trouble ugly unfair virus weapon weird whip worry wrong"
    ).split()
)
_ONE_AT_A_TIME = threading.Semaphore(2)  # each takes 64 MB while it runs


@dataclass(frozen=True, slots=True)
class Stretched:
    """What a code becomes: where its row is found, and what opens it."""

    id: bytes
    key: bytes


@cache
def words() -> tuple[str, ...]:
    """The words codes are made of: common, short, and no two alike in their first four letters."""
    return tuple(word for word in Mnemonic("english").wordlist if word not in UNKIND)


def new_code() -> str:
    """A code nobody has: six words, picked by the machine."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS))


def stretch(code: str, salt: bytes) -> Stretched:
    """Id and key of a code as somebody typed it. Anything gives some id; takes as long for a wrong code as for a right."""
    plain = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", code[:LONGEST]).lower()).strip()
    return _stretched(plain, salt)


def stretch_password(password: str, salt: bytes) -> bytes:
    """The key a password gives: 32 bytes. Every sign of it counts; the same letter typed in another way is the same."""
    return _stretched(unicodedata.normalize("NFKC", password[:LONGEST]), salt).key


def _stretched(plain: str, salt: bytes) -> Stretched:
    with _ONE_AT_A_TIME:
        made = hash_secret_raw(
            plain.encode(errors="replace"), salt, 3, 65_536, 1, 48, Type.ID
        )  # rounds, kB, lanes, bytes
    return Stretched(made[:16], made[16:])
