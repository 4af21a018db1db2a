"""What was worked out from a case, remembered for a while in the memory of this process and never written down.

A page that is only looked at again need not be worked out again. Whoever reads the memory learns nothing by it: each thing
is sealed with a key that only the ticket of its case gives, as the answers are, and the ticket is in the family's browser.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections import OrderedDict
from hashlib import blake2b
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.store.sealed import secret_of

MOST = 1_000  # things remembered; then the one not asked for longest is forgotten


class Remembered:
    """Things under the tickets of cases. ``of`` says what is meant, and which state of the case it was worked out from."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._boxes, self._lock = most, OrderedDict[bytes, bytes](), threading.Lock()

    def recall(self, ticket: str, of: str) -> Any:
        """What was kept (a JSON value); None if nothing was, or it is forgotten."""
        secret = secret_of(ticket)
        if secret is None:
            return None
        key, name = _key_and_name(secret, of)
        with self._lock:
            box = self._boxes.get(name)
            if box is None:
                return None
            self._boxes.move_to_end(name)
        return json.loads(AESGCM(key).decrypt(box[:12], box[12:], name))

    def keep(self, ticket: str, of: str, value: Any) -> None:
        """Seals a JSON value and keeps it. Nothing happens for what is no ticket."""
        secret = secret_of(ticket)
        if secret is None:
            return
        (key, name), nonce = _key_and_name(secret, of), secrets.token_bytes(12)
        box = nonce + AESGCM(key).encrypt(nonce, json.dumps(value).encode(), name)
        with self._lock:
            self._boxes[name] = box
            self._boxes.move_to_end(name)
            if len(self._boxes) > self._most:
                self._boxes.popitem(last=False)


def _key_and_name(secret: bytes, of: str) -> tuple[bytes, bytes]:
    """Two halves of one keyed digest: neither tells anything of the other."""
    made = blake2b(of.encode(), key=secret, person=b"remembered").digest()
    return made[:32], made[32:]
