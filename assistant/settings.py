"""What whoever runs the service may set, by environment; and when it refuses to start.

Without any setting it serves this machine only. Named hosts mean that strangers may come: then it must be known who runs
it, how to reach them, and that a proxy in front speaks https.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATA = Path("data/cases.sqlite")
MOST_PROXIES, MOST_THREADS, MOST_DAYS = 5, 64, 9_999
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?")
_LONGEST_SAID = 200
HERE = ("localhost", "127.0.0.1", "[::1]")


class Unsafe(Exception):
    """The service doesn't start like this. Says which setting, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One service's settings."""

    data: Path = DEFAULT_DATA
    hosts: tuple[str, ...] = ()  # the names it answers to; none: this machine only
    proxies: int = 0  # how many stand in front, each adding itself to X-Forwarded-For and -Proto
    operator: str = ""  # who runs it: the controller of the data
    contact: str = ""  # an e-mail address or a page, for questions and complaints about data and reports of faults
    threads: int = 8
    advice_service: str = ""  # the advice service whose papers these are; empty: papers name none
    advice_address: str = ""  # on one line, its parts parted by semicolons
    desk_days: int = 365  # how long a closed case of the adviser's desk is kept

    @property
    def public(self) -> bool:
        """May strangers come?"""
        return bool(self.hosts)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in ``environ``; raises Unsafe for one that can't be read, or for some that aren't safe together."""
    made = Settings(
        data=Path(environ.get("ASSISTANT_DATA") or DEFAULT_DATA),
        hosts=_hosts(environ.get("ASSISTANT_HOSTS", "")),
        proxies=_number("ASSISTANT_PROXIES", environ.get("ASSISTANT_PROXIES") or "0", 0, MOST_PROXIES),
        operator=_said("ASSISTANT_OPERATOR", environ.get("ASSISTANT_OPERATOR", "")),
        contact=_contact(environ.get("ASSISTANT_CONTACT", "")),
        advice_service=_said("ASSISTANT_ADVICE_SERVICE", environ.get("ASSISTANT_ADVICE_SERVICE", "")),
        advice_address=_said("ASSISTANT_ADVICE_ADDRESS", environ.get("ASSISTANT_ADVICE_ADDRESS", "")),
        threads=_number("ASSISTANT_THREADS", environ.get("ASSISTANT_THREADS") or "8", 1, MOST_THREADS),
        desk_days=_number("ASSISTANT_DESK_DAYS", environ.get("ASSISTANT_DESK_DAYS") or "365", 1, MOST_DAYS),
    )
    _check(made)
    return made


def check_address(settings: Settings, host: str) -> None:
    """Raises Unsafe if the service would listen where others can reach it without having been told its names."""
    if not settings.public and host not in (*HERE, "::1"):
        raise Unsafe(
            f"--host {host}: others could reach this address. Set ASSISTANT_HOSTS to the names the service answers to, "
            "or listen on 127.0.0.1"
        )


def _check(made: Settings) -> None:
    if not made.public:
        return
    if not made.proxies:
        raise Unsafe(
            "ASSISTANT_PROXIES: the service speaks http only. Put a proxy with https in front and set this to 1"
        )
    for name, value in (("ASSISTANT_OPERATOR", made.operator), ("ASSISTANT_CONTACT", made.contact)):
        if not value:
            raise Unsafe(f"{name}: the privacy page must say who runs the service and how to reach them")


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(text.lower().replace(",", " ").split())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise Unsafe(f"ASSISTANT_HOSTS: {host!r} is not the name of a host, such as plans.example.org")
    return hosts


def _number(name: str, text: str, least: int, most: int) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else -1
    if not least <= number <= most:
        raise Unsafe(f"{name}: a number from {least} to {most} is expected, not {text!r}")
    return number


def _said(name: str, text: str) -> str:
    if len(text) > _LONGEST_SAID or not text.isprintable():
        raise Unsafe(f"{name}: at most {_LONGEST_SAID} letters on one line are allowed")
    return text.strip()


def _contact(text: str) -> str:
    said = _said("ASSISTANT_CONTACT", text)
    if said and not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+|https://[^\s<>\"]+", said):
        raise Unsafe("ASSISTANT_CONTACT: an e-mail address is expected, or a page that starts with https://")
    return said
