"""An assessment as the JSON of the contract: its records with all phrases put into words."""

from __future__ import annotations

from typing import Any

from assistant.core.assessment import Assessment, Finding, OwnDate, Piece, RouteAdvice, Step
from assistant.core.content import Content, FindingProse
from assistant.core.dates import DateSpan
from assistant.core.due import Due
from assistant.core.sums import sum_of

ASSESSMENT_FORMAT = "ehcp-assessment/1"
NO_PROSE = FindingProse("", "", {})


def assessment_json(assessment: Assessment, content: Content) -> dict[str, Any]:
    """The assessment as plain JSON values, in the words of one language."""
    return {
        "format": ASSESSMENT_FORMAT,
        "as_of": assessment.as_of.isoformat(),
        "law_checked": assessment.law_checked.isoformat(),
        "rules_version": assessment.rules_version,
        "findings": [_finding(finding, assessment, content) for finding in assessment.findings],
        "your_dates": [_own_date(own, content) for own in assessment.your_dates],
        "routes": [_route(route, content) for route in assessment.routes],
        "next_steps": [_step(step, content) for step in assessment.next_steps],
        "remedy": _remedy(assessment, content),
        "missing": [
            {"ask": content.words.say(missing.ask), "would_settle": list(missing.would_settle)}
            for missing in assessment.missing
        ],
    }


def _finding(finding: Finding, assessment: Assessment, content: Content) -> dict[str, Any]:
    say, prose = content.words.say, content.findings.get(finding.code, NO_PROSE)
    return {
        "code": finding.code,
        "rule": finding.duty.id,
        "verdict": finding.verdict,
        "body": finding.body,
        "force": finding.force,
        "sure": finding.duty.sure,
        "events": list(finding.events),
        "spell": finding.spell,
        "due": span_json(finding.due),
        "strict_due": span_json(finding.strict_due),
        "done": span_json(finding.done) if finding.spell is None else None,
        "late_days": list(finding.late_days) if finding.late_days else None,
        "sum": say(sum_of(finding, assessment.as_of)),
        "excuse": finding.excuse,
        "law": list(finding.duty.law),
        "why": " ".join([say(finding.why) if finding.why else prose.law, *map(say, finding.notes)]).strip(),
        "would_change": [say(phrase) for phrase in finding.would_change] or list(prose.would_change),
        "they_may_say": [{"says": says, "answer": answer} for says, answer in prose.they_may_say],
        "evidence": [{"what": what, "who_has_it": who} for what, who in prose.evidence],
        "similar": [like.decision.ref for like in assessment.likes.of(finding)] if assessment.likes else [],
        "reach": [_piece(piece, content) for piece in finding.reach],
    }


def span_json(span: DateSpan | None) -> list[str] | None:
    """A date as a pair of days."""
    return None if span is None else [span.first.isoformat(), span.last.isoformat()]


def border_json(span: DateSpan) -> str | list[str]:
    """A border of a piece: a day, or a pair where it depends on an interval."""
    return span.first.isoformat() if span.is_day else [span.first.isoformat(), span.last.isoformat()]


def _piece(piece: Piece, content: Content) -> dict[str, Any]:
    return {
        "from": border_json(piece.start),
        "to": border_json(piece.end),
        "reach": piece.reach,
        "reason": piece.reason,
        "why": content.words.say(piece.why) if piece.why else "",
    }


def _own_date(own: OwnDate, content: Content) -> dict[str, Any]:
    return {
        "what": own.what,
        "by": own.by.isoformat() if own.by else None,
        "route": own.route,
        "sum": content.words.say(own.sum),
        "law": list(own.law),
        "sure": own.sure,
        "passed": own.passed,
    }


def _route(route: RouteAdvice, content: Content) -> dict[str, Any]:
    say = content.words.say
    return {
        "route": route.route,
        "status": route.status,
        "reason": route.reason,
        "why": say(route.why),
        "dates": [
            {
                "what": when.what,
                "by": when.by.isoformat(),
                "of": when.of,
                "if": say(when.condition) if when.condition else None,
            }
            for when in route.dates
        ],
    }


def _step(step: Step, content: Content) -> dict[str, Any]:
    return {
        "do": content.words.say(step.do),
        "route": step.route,
        "by": step.by.isoformat() if step.by else None,
        "letter": step.letter,
    }


def _remedy(assessment: Assessment, content: Content) -> dict[str, Any] | None:
    remedy = assessment.remedy
    if remedy is None:
        return None
    return {
        "low": remedy.low,
        "high": remedy.high,
        "basis": [content.words.say(phrase) for phrase in remedy.basis],
        "sure": remedy.sure,
        "similar": [like.decision.ref for like in assessment.likes.closest] if assessment.likes else [],
    }


def due_json(due: Due, content: Content) -> dict[str, Any]:
    """One answer of the `due` command: days when the dates are days, else pairs."""
    made: dict[str, Any] = {
        "rule": due.rule.id,
        "due": border_json(due.due),
        "strict_due": border_json(due.strict_due) if due.strict_due else None,
        "with_rollover": border_json(due.with_rollover) if due.with_rollover else None,
        "kind": due.rule.kind,
        "excused": due.excused,
        "body": due.rule.body,
        "sum": content.words.say(due.sum) if due.sum else "",
    }
    if due.excused is None:
        del made["excused"]
    return made
