"""The few things the desk does with keys: seal, open, derive, and hand a key to one account and nobody else.

AES-256-GCM with a fresh nonce; HMAC-SHA-256 as one step of HKDF-Expand; X25519 with a key of its own for each wrapping.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.store.codes import words

NONCE, PUBLIC = 12, 32  # bytes
SPOKEN = 4  # words that two people compare


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """What opens the cases of one advice service: 32 bytes, and how often it has been changed."""

    secret: bytes
    generation: int

    def row(self, id_: bytes) -> bytes:
        """The key of one row."""
        return derive(self.secret, b"desk row|" + id_)

    @property
    def briefs(self) -> bytes:
        """The key of all briefs: the list opens thousands of them at once."""
        return derive(self.secret, b"desk list")

    def voucher(self, id_: bytes, role: str, public: bytes) -> bytes:
        """What only somebody who holds the key can write beside an account: it was let in, with this role and this key."""
        return derive(self.secret, b"desk account|" + id_ + b"|" + role.encode() + b"|" + public)


def new_service_key(generation: int) -> ServiceKey:
    """A key nobody has."""
    return ServiceKey(secrets.token_bytes(32), generation)


def derive(secret: bytes, label: bytes) -> bytes:
    """A key for one purpose, from a key of 32 random bytes."""
    return hmac.digest(secret, label + b"\x01", "sha256")


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Nonce and box. What it is ``bound`` to must be the same when it is opened."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, box: bytes | None, bound: bytes) -> bytes | None:
    """What was sealed; None if it was changed or moved, or the key isn't its own."""
    return opener(key)(box, bound)


def opener(key: bytes) -> Callable[[bytes | None, bytes], bytes | None]:
    """``unseal`` for one key and many boxes."""
    lock = AESGCM(key)

    def unsealed(box: bytes | None, bound: bytes) -> bytes | None:
        if not isinstance(box, bytes) or len(box) < NONCE + 16:
            return None
        try:
            return lock.decrypt(box[:NONCE], box[NONCE:], bound)
        except InvalidTag:
            return None

    return unsealed


def new_pair() -> tuple[bytes, bytes]:
    """A private key and its public one."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def wrap(public: bytes, plain: bytes, bound: bytes) -> bytes:
    """Seals for whoever holds the private key of ``public``."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return mine + seal(derive(shared, b"desk wrap|" + mine + public), plain, bound)


def unwrap(private: bytes, wrapped: bytes | None, bound: bytes) -> bytes | None:
    """What was wrapped for this private key; None if it wasn't, or was changed."""
    if not isinstance(wrapped, bytes) or len(wrapped) < PUBLIC:
        return None
    own, theirs = X25519PrivateKey.from_private_bytes(private), wrapped[:PUBLIC]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError:  # no point of the curve that keeps a secret
        return None
    return unseal(derive(shared, b"desk wrap|" + theirs + own.public_key().public_bytes_raw()), wrapped[PUBLIC:], bound)


def spoken(public: bytes) -> str:
    """A public key as four words, so that two people can compare it over a desk or by telephone."""
    seen, said = int.from_bytes(derive(public, b"desk words")), []
    for _ in range(SPOKEN):
        seen, place = divmod(seen, len(words()))
        said.append(words()[place])
    return " ".join(said)
