"""The family's own time limits, in words: those to act on now, those that run in the background, those that are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import OwnDate
from assistant.core.words import Words
from assistant.web.tables import gettext, per_language

# Each of these opens a door of its own that soon shuts: they stand first on the page. The others are the usual times of
# a complaint, which has a road of its own.
ACT_NOW = (
    *("appeal", "mediation_contact", "discrimination_claim", "review_panel", "transport_appeal"),
    *("ombudsman_review", "social_care_stage2"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time limit."""

    title: str
    sum: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All of a family's own time limits."""

    now: tuple[Deadline, ...]
    other: tuple[Deadline, ...]
    passed: tuple[Deadline, ...]


def deadlines(words: Words, dates: Iterable[OwnDate]) -> Deadlines:
    """Sorts the limits. Of several of one kind that still run only the first is told: keeping it keeps them all."""
    running: dict[str, OwnDate] = {}
    passed: list[OwnDate] = []
    for own in dates:
        if own.passed:
            passed.append(own)
        else:
            running.setdefault(own.what, own)
    return Deadlines(
        now=tuple(_said(words, own) for own in running.values() if own.what in ACT_NOW),
        other=tuple(_said(words, own) for own in running.values() if own.what not in ACT_NOW),
        passed=tuple(_said(words, own) for own in passed),
    )


def title_of(words: Words, what: str, by: date | None, *, passed: bool = False) -> str:
    """A limit in a few words: "Appeal by Monday 4 May 2026"."""
    running, over, undated = _titles().get(what) or _any()
    if by is None:
        return undated
    return (over if passed else running) % {"day": words.date(by, "weekday")}


def _said(words: Words, own: OwnDate) -> Deadline:
    return Deadline(title_of(words, own.what, own.by, passed=own.passed), words.say(own.sum))


Titles = dict[str, tuple[str, str, str]]  # while it runs, when it is over, where its day is not known


@per_language
def _titles() -> Titles:
    return {**_rights(), **_usual_times()}


def _rights() -> Titles:
    return {
        "appeal": (
            gettext("Appeal by %(day)s"),
            gettext("The time to appeal ended on %(day)s"),
            gettext("Appeal: your time is running"),
        ),
        "mediation_contact": (
            gettext("Contact the mediation adviser by %(day)s"),
            gettext("The time to contact the mediation adviser ended on %(day)s"),
            gettext("Contact the mediation adviser: your time is running"),
        ),
        "discrimination_claim": (
            gettext("Claim about discrimination by %(day)s"),
            gettext("The time for a claim about discrimination ended on %(day)s"),
            gettext("A claim about discrimination: your time is running"),
        ),
        "review_panel": (
            gettext("Ask for the independent review panel by %(day)s"),
            gettext("The time to ask for a review panel ended on %(day)s"),
            gettext("Ask for the independent review panel: your time is running"),
        ),
        "transport_appeal": (
            gettext("Ask for the transport decision to be looked at again by %(day)s"),
            gettext("The usual time to question the transport decision ended on %(day)s"),
            gettext("Ask for the transport decision to be looked at again: your time is running"),
        ),
        "ombudsman_review": (
            gettext("Ask the Ombudsman for a review by %(day)s"),
            gettext("The time to ask the Ombudsman for a review ended on %(day)s"),
            gettext("Ask the Ombudsman for a review: your time is running"),
        ),
        "social_care_stage2": (
            gettext("Ask for stage 2 of the social care complaint by %(day)s"),
            gettext("The usual time to ask for stage 2 of the social care complaint ended on %(day)s"),
            gettext("Ask for stage 2 of the social care complaint: your time is running"),
        ),
    }


def _usual_times() -> Titles:
    return {
        "ombudsman": (
            gettext("The Ombudsman: by %(day)s"),
            gettext("The Ombudsman's usual twelve months ended on %(day)s"),
            gettext("The Ombudsman: twelve months"),
        ),
        "nhs_complaint": (
            gettext("A complaint to the NHS: by %(day)s"),
            gettext("The usual time for a complaint to the NHS ended on %(day)s"),
            gettext("A complaint to the NHS: twelve months"),
        ),
        "judicial_review": (
            gettext("A claim in court: before the end of %(day)s, and as soon as you can"),
            gettext("The time for a claim in court ended on %(day)s"),
            gettext("A claim in court: within three months, and as soon as you can"),
        ),
        "phso": (
            gettext("The Parliamentary and Health Service Ombudsman: by %(day)s"),
            gettext("The health Ombudsman's usual year ended on %(day)s"),
            gettext("The Parliamentary and Health Service Ombudsman: a year"),
        ),
        "social_care_complaint": (
            gettext("A complaint about social care: by %(day)s"),
            gettext("The usual time for a complaint about social care ended on %(day)s"),
            gettext("A complaint about social care: twelve months"),
        ),
        "college_complaint": (
            gettext("A complaint about the college: by %(day)s"),
            gettext("The usual time for a complaint about the college ended on %(day)s"),
            gettext("A complaint about the college: twelve months"),
        ),
    }


def _any() -> tuple[str, str, str]:
    return (
        gettext("A time limit of your own: %(day)s"),
        gettext("A time limit of yours ended on %(day)s"),
        gettext("A time limit of your own: find its date today"),
    )
