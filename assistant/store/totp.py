"""One-time codes of six digits that change every 30 seconds (RFC 6238, with SHA-1 as every app has it)."""

from __future__ import annotations

import base64
import hmac
import secrets

STEP, DIGITS, DRIFT = 30, 6, 1  # seconds, digits, steps that a clock may be off


def new_secret() -> bytes:
    """A secret to share with an app: 160 bits."""
    return secrets.token_bytes(20)


def shown(secret: bytes) -> str:
    """The secret as one types it into an app."""
    return base64.b32encode(secret).decode()


def code_at(secret: bytes, step: int) -> str:
    """The code of one step of 30 seconds since 1970."""
    made = hmac.digest(secret, step.to_bytes(8), "sha1")
    start = made[-1] & 15
    number = int.from_bytes(made[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: bytes, typed: str, now: int, after: int) -> int | None:
    """The step whose code was typed, if it lies near ``now`` and after the one used last; else None."""
    digits = "".join(sign for sign in typed if sign in "0123456789")
    here = now // STEP
    for step in range(here - DRIFT, here + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step), digits) and step > after:
            return step
    return None
