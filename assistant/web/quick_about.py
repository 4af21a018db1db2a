"""Who it is about, in the few fields above the rows of the quick timeline: only what a rule or a letter needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.core.case import Case, write_case
from assistant.core.dates import DateSpan, write_when
from assistant.core.spoken_dates import Unclear, hear
from assistant.core.vocabulary import CONSENT, FILLED_IN_BY, PLAN
from assistant.web.forms import LONGEST, Wrong, clean, too_long
from assistant.web.service import service
from assistant.web.tables import gettext

FIELDS = ("by", "consent", "name", "born", "council", "plan")


@dataclass(frozen=True, slots=True)
class About:
    """The fields as typed. ``kept``: the same as they stand in the case, so that what was not changed stays as it is."""

    by: str = ""
    consent: str = ""
    name: str = ""
    born: str = ""
    council: str = ""
    plan: str = ""
    kept: Mapping[str, str] | None = None
    wrong: Wrong | None = None

    def typed(self, form: Mapping[str, str]) -> About:
        """The fields as sent; one that was not sent stays."""
        sent = {name: clean(form[name])[:400] for name in FIELDS if name in form}
        kept = {name: getattr(self, name) for name in FIELDS}
        return About(**{**kept, **sent}, kept=kept)

    @property
    def changed(self) -> dict[str, str]:
        """What was sent and is not as it stood."""
        return {name: getattr(self, name) for name in FIELDS if (self.kept or {}).get(name, "") != getattr(self, name)}


def about_of(case: Case) -> About:
    """The fields of a case."""
    about = write_case(case).get("about", {})
    child, council = about.get("child", {}), service().definitions.councils.get(about.get("council", ""))
    return About(
        by=about.get("filled_in_by", ""),
        consent=about.get("consent", ""),
        name=child.get("name", ""),
        born=service().wording.when(child["born"]) if "born" in child else "",
        council=council.letter_name if council else "",
        plan=about.get("plan", ""),
    )


def with_about(case: dict[str, Any], about: About) -> tuple[About, dict[str, Any]]:
    """A case with the fields that were changed; the fields say what is wrong with them, if something is."""
    told = {**case.get("about", {})}
    child = {**told.get("child", {})}
    try:
        for name, text in about.changed.items():
            target, key = (child, name) if name in ("name", "born") else (told, _KEYS[name])
            target.pop(key, None)
            if text:
                target[key] = _READ[name](text)
    except Wrong as wrong:
        return replace(about, wrong=wrong), case
    told.pop("child", None)
    return about, {**case, "about": {**told, **({"child": child} if child else {})}}


_KEYS = {"by": "filled_in_by", "consent": "consent", "council": "council", "plan": "plan"}


def _name(text: str) -> str:
    if len(text) > LONGEST["child"]:
        raise Wrong("name", too_long(len(text), LONGEST["child"]))
    return text


def _born(text: str) -> str:
    try:
        when = hear(text, service().today()).when
    except Unclear as unclear:
        raise Wrong("born", service().content.words.say(unclear.phrase)) from None
    if not isinstance(when, DateSpan) or when.days > 31 or when.first > service().today():
        raise Wrong("born", gettext("Write the month and year of birth, like “June 2014”"))
    return write_when(when)


def _council(text: str) -> str:
    """The council of that name, or the only one whose name has it in it."""
    wanted = " ".join(text.casefold().split())
    every = service().definitions.councils
    exact = [code for code, one in every.items() if wanted in (one.name.casefold(), one.letter_name.casefold())]
    near = exact or [code for code, one in every.items() if wanted in one.letter_name.casefold()]
    if len(near) != 1:
        raise Wrong("council", gettext("Pick the council from the list: type a part of its name"))
    return near[0]


def _one_of(name: str, allowed: tuple[str, ...]) -> Any:
    def read(text: str) -> str:
        if text not in allowed:
            raise Wrong(name, gettext("Pick one of the list"))
        return text

    return read


_READ = {
    "by": _one_of("by", FILLED_IN_BY),
    "consent": _one_of("consent", CONSENT),
    "name": _name,
    "born": _born,
    "council": _council,
    "plan": _one_of("plan", PLAN),
}
