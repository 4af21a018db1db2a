"""Malformed case files, forms, dates, cookies and addresses, thrown at the service: no 500, no long wait, no growth.

``make fuzz`` throws a hundred thousand; ``test_fuzz.py`` a few thousand, always the same ones.
"""

from __future__ import annotations

import copy
import json
import logging
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from assistant.core.flow import unroll
from assistant.load import load_content, load_definitions
from assistant.store.sealed import form_token
from assistant.web.app import create_app
from tests.safety.servers import CASE_COOKIE
from tests.web.ways import way_to

INPUTS, MOST_SECONDS, MOST_GROWN = 100_000, 1.0, 30_000_000
WHOLE = {
    "format": "ehcp-case/1",
    "as_of": "2026-11-21",
    "about": {"child": {"name": "Sam", "born": "2014-05"}, "plan": "final", "filled_in_by": "parent"},
    "problems": ["review"],
    "impact": "We are worn out.",
    "wanted": ["The plan."],
    "events": [
        {"event": "annual_review_meeting", "date": "2023-12"},
        {"event": "review_decision", "date": "2024-02-01", "outcome": "amend"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
    ],
    "out_of_school": [{"from": "2024-01-08", "to": "2024-03"}],
    "provision_missing": [{"what": "Speech therapy", "from": "2024-01", "to": "not-yet"}],
}
ODD: list[Any] = [
    *(
        None,
        True,
        -1,
        0,
        1e308,
        2**70,
        "",
        " ",
        "\x00",
        "\ud800",
        "x" * 3_000,
        [],
        {},
        [[]],
        {"": 1},
        "../../etc/passwd",
    ),
    *(
        "not-yet",
        "unknown",
        "2024-02-30",
        "9999-12-31",
        "0000-01",
        "2024-13",
        "2024/2023",
        "-1",
        "١٢",
        "2024-01-01/",
        "∞",
    ),
    *("{{7*7}}", "<script>", "'; DROP TABLE sealed;--", "%s%n", "=cmd()", "\u202e", "é" * 500, "😢", "#import", "${x}"),
]
PAGES = ("/", "/answers", "/result", "/check/", "/check/problems", "/letters", "/keep", "/return", "/help", "/search")
DATE_WORDS = (
    "early late mid of the 31st 0 -5 99 February Feb autumn term 2023 two weeks ago last next between and £ ٣ x".split()
)


@dataclass
class Tally:
    """What came of it."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")  # seconds of processor time of one answer
    grown: int = 0  # bytes that the process held more at the end than after a tenth


class Thrower:
    """Throws one input after the other."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.app, self.dice, self.tally = app, random.Random(seed), Tally()
        self.client = app.test_client(use_cookies=False)
        self.questions = app.extensions["assistant"].questions
        store = app.extensions["assistant"].store
        kinds = {question.kind: question for question in reversed(self.questions)}.values()
        self.places = [
            (question.id, question.kind, store.create(way_to(self.questions, question))) for question in kinds
        ]
        self.whens = [place for place in self.places if place[1] == "when"]

    def throw(self, count: int) -> Tally:
        """So many inputs; what one leads to is looked at as well."""
        ways: list[Callable[[], None]] = [
            self.file,
            self.file,
            self.form,
            self.form,
            self.date,
            self.cookie,
            self.address,
        ]
        held = 0
        for number in range(count):
            if number == count // 10:
                held = memory()
            self.dice.choice(ways)()
        self.tally.grown = memory() - held
        return self.tally

    def ask(self, kind: str, method: str, address: str, ticket: str = "", **more: Any) -> Any:
        """One request; remembers how it ended and how long it took."""
        headers = {"Cookie": f"{CASE_COOKIE}={ticket}", **more.pop("headers", {})}
        visitor = {"REMOTE_ADDR": f"10.0.{self.dice.randrange(16)}.{self.dice.randrange(256)}"}
        visitor |= {"PATH_INFO": more.pop("path")} if "path" in more else {}
        before = time.thread_time()
        try:
            answer = self.client.open(
                address, method=method, base_url="http://localhost", headers=headers, environ_overrides=visitor, **more
            )
        except Exception as error:  # the service let it through: as bad as a 500
            self.tally.broken.append(f"{kind} {method} {address[:200]!r}: {error!r}")
            return None
        self.tally.slowest = max(self.tally.slowest, (time.thread_time() - before, f"{kind} {address[:80]!r}"))
        self.tally.statuses[kind, answer.status_code] += 1
        if answer.status_code >= 500:
            self.tally.broken.append(f"{kind} {method} {address[:200]!r}: {answer.status_code}")
        return answer

    # ---- case files -------------------------------------------------------------------------------------------------

    def file(self) -> None:
        """A case file with something wrong in it; if it is taken, the pages it leads to."""
        body = self.spoilt()
        head = b'--e\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'
        token = b'--e\r\nContent-Disposition: form-data; name="token"\r\n\r\n\r\n'
        sent = token + head + body + b"\r\n--e--\r\n"
        answer = self.client_upload(sent)
        found = (
            re.search(rf"{CASE_COOKIE}=([\w-]+)", answer.headers.get("Set-Cookie", "")) if answer is not None else None
        )
        if found:
            for address in self.dice.sample(("/answers", "/result", "/letters", "/keep/answers.json", "/dates.ics"), 2):
                self.ask("after a file", "GET", address, found[1])
            if self.dice.random() < 0.1:
                self.ask("after a file", "GET", "/letter/stage1-complaint.pdf", found[1])

    def client_upload(self, sent: bytes) -> Any:
        """Sends a file without any case."""
        return self.ask("file", "POST", "/return/file", data=sent, content_type="multipart/form-data; boundary=e")

    def spoilt(self) -> bytes:
        """A whole case file, changed in a few places: in what it says, or in its bytes."""
        case = copy.deepcopy(WHOLE)
        for _ in range(self.dice.randint(1, 3)):
            self.spoil(case)
        body = bytearray(json.dumps(case, ensure_ascii=self.dice.random() < 0.5).encode(errors="surrogatepass"))
        if self.dice.random() < 0.3:
            for _ in range(self.dice.randint(1, 8)):
                body[self.dice.randrange(len(body))] = self.dice.randrange(256)
        if self.dice.random() < 0.1:
            del body[self.dice.randrange(len(body)) :]
        if self.dice.random() < 0.02:
            body = bytearray(self.dice.choice([b"[", b'{"a":', b'"', b"9"]) * 20_000)
        return bytes(body)

    def spoil(self, node: Any) -> None:
        """Changes one place, somewhere in a document."""
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = self.dice.choice(keys)
        if isinstance(node[key], dict | list) and self.dice.random() < 0.7:
            self.spoil(node[key])
        elif self.dice.random() < 0.2:
            del node[key]
        elif isinstance(node, dict) and self.dice.random() < 0.2:
            node[str(self.dice.choice(ODD))] = node[key]
        else:
            node[key] = self.dice.choice(ODD)

    # ---- forms, dates, cookies, addresses ---------------------------------------------------------------------------

    def form(self) -> None:
        """Fields nobody asked for, and odd words in those that were."""
        id_, _, ticket = self.dice.choice(self.places)
        names = [
            "answer",
            "how",
            "name",
            "words",
            "seen",
            "understood",
            "skip",
            "on_day",
            "on_month",
            "on_year",
            "to_year",
            "x",
        ]
        form: dict[str, Any] = {name: [self.word() for _ in range(2)] for name in self.dice.sample(names, 4)}
        form["token"] = form_token(ticket) if self.dice.random() < 0.9 else self.word()
        places = [f"/check/{id_}"] * 6 + [
            "/keep/time",
            "/language",
            "/search",
            "/decisions",
            "/answers/remove",
            "/return/code",
        ]
        self.ask("form", "POST", self.dice.choice(places), ticket, data=form)
        if self.dice.random() < 0.2:
            self.ask("after a form", "GET", self.dice.choice(PAGES), ticket)

    def word(self) -> str:
        """An odd word, as a browser could send it."""
        return str(self.dice.choice(ODD)).encode(errors="replace").decode()

    def date(self) -> None:
        """Words and numbers that are no date."""
        id_, _, ticket = self.dice.choice(self.whens)
        words = " ".join(self.dice.choices(DATE_WORDS, k=self.dice.randint(0, 7)))
        boxes = {
            f"{span}_{part}": self.word()[:9] for span in ("on", "from", "to") for part in ("day", "month", "year")
        }
        form = {"how": self.dice.choice(["words", "date", "between", "?"]), "words": words, **boxes}
        self.ask("date", "POST", f"/check/{id_}", ticket, data={"token": form_token(ticket), **form})

    def cookie(self) -> None:
        """A ticket that is none, or nearly one."""
        ticket = self.dice.choice(self.places)[2]
        near = ticket[:-1] + self.dice.choice("AQgw_=\x7f")
        odd = "".join(chr(self.dice.randrange(32, 256)) for _ in range(self.dice.randint(0, 90)))
        headers = {"Accept-Language": odd, "Origin": odd, "X-Forwarded-For": odd}
        self.ask("cookie", "GET", self.dice.choice(PAGES), self.dice.choice([near, odd, ticket * 30]), headers=headers)

    def address(self) -> None:
        """Places that are not there, in ways that are not meant."""
        part = "".join(self.dice.choice("abc/.%;\\?&=0:@é \x01") for _ in range(self.dice.randint(0, 40)))
        start = self.dice.choice(
            ["/", "/check/", "/letter/", "/letters/sent/", "/guides/", "/static/", "/decisions/", "/keep/"]
        )
        method = self.dice.choice(["GET", "GET", "POST", "HEAD", "PUT", "BREW"])
        raw = (start + part).encode().decode("latin-1")  # as a server hands it on: no client has read it before
        self.ask("address", method, "/", self.dice.choice(self.places)[2], path=raw)


def memory() -> int:
    """Bytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4_096


def throw(folder: Path, count: int, seed: int = 7) -> Tally:
    """So many inputs at a service of its own."""
    logging.disable()
    try:
        app = create_app(load_definitions(), load_content(), folder / "cases.sqlite")
        assert unroll(load_definitions().questions)
        return Thrower(app, seed).throw(count)
    finally:
        logging.disable(logging.NOTSET)


def main() -> None:
    """Prints what came of it; ends with status 1 if anything is not as it should be."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    with TemporaryDirectory() as folder:
        before = time.monotonic()
        tally = throw(Path(folder), count)
        taken = time.monotonic() - before
    for (kind, status), times in sorted(tally.statuses.items()):
        print(f"{kind:14}{status}  {times:7,}")
    print(f"{count:,} inputs in {taken:.0f} s; {len(tally.broken)} broke the service")
    print(f"the slowest took {tally.slowest[0]:.2f} s of the processor ({tally.slowest[1]})")
    print(f"memory grew by {tally.grown / 1e6:.1f} MB after the first tenth")
    print("\n".join(sorted(set(tally.broken))[:20]))
    sys.exit(bool(tally.broken) or tally.slowest[0] > MOST_SECONDS or tally.grown > MOST_GROWN)


if __name__ == "__main__":
    main()
