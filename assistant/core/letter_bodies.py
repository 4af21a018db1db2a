"""Which findings, times and events of a case each body has to do with: the school, the NHS, the council.

Part of the law engine. The letters in which a body is told about its own part are built on these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from assistant.core.assessment import Finding
from assistant.core.case import Event, OutOfSchool
from assistant.core.dates import Unsaid
from assistant.core.letter_scene import Scene

NHS = ("icb", "nhs_trust")
NOT_THE_SCHOOLS = ("no_place", "permanent_exclusion")  # reasons for being out of school that a school can't end
SETTINGS = {  # what a place of education is called here -> its kinds in the case file
    "maintained": ("maintained", "maintained_special"),
    "academy": ("academy", "academy_special"),
    "private": ("independent", "non_maintained_special"),
    "unit": ("pru",),
    "college": ("fe_college", "sixth_form_college", "specialist_post16"),
    "nursery": ("early_years",),
}


def about(scene: Scene, findings: Iterable[Finding]) -> Scene:
    """The same letter with other findings to answer for, so that what is said of the council's can be said of these."""
    other = copy(scene)
    for worked_out in ("shown", "more"):
        vars(other).pop(worked_out, None)
    vars(other)["late"] = tuple(findings)
    return other


def setting(scene: Scene) -> str:
    """Which of SETTINGS the child attends; empty if nobody said, or none."""
    kind = scene.case.about.setting_kind
    return next((name for name, kinds in SETTINGS.items() if kind in kinds), "")


def happened(scene: Scene, *kinds: str) -> list[Event]:
    """Events of these kinds that took place, on a known day or not."""
    return [e for e in scene.case.events if e.event in kinds and (scene.past(e) or e.date is Unsaid.UNKNOWN)]


def of_body(scene: Scene, body: str, *kinds: str) -> list[Event]:
    """Steps of a complaint to one body; the council's, where the case does not say whose."""
    return [event for event in happened(scene, *kinds) if (event.body or "council") == body]


def exclusion(scene: Scene) -> Event | None:
    """The permanent exclusion in the case, else the last suspension."""
    found = happened(scene, "permanently_excluded") or happened(scene, "suspended")
    return found[-1] if found else None


def given_by(scene: Scene, provider: str) -> list[Finding]:
    """Findings that support in Section F was missing which, the family says, this provider gives."""
    return [
        finding
        for finding in scene.assessment.late
        if finding.code == "provision-not-secured" and getattr(scene.spell(finding), "provider", None) == provider
    ]


def absences(scene: Scene) -> list[Finding]:
    """Findings about a time out of school that the school had a part in."""
    spells = [(finding, scene.spell(finding)) for finding in scene.assessment.late]
    absent = [(f, s) for f, s in spells if isinstance(s, OutOfSchool) and f.code != "no-school-place"]
    return [finding for finding, spell in absent if spell.reason not in NOT_THE_SCHOOLS]


def part_time(scene: Scene) -> list[Finding]:
    """Findings about school for only part of the week."""
    return [
        finding for finding in absences(scene) if getattr(scene.spell(finding), "reason", "") == "part_time_timetable"
    ]


def late_of(scene: Scene, code: str, *bodies: str) -> list[Finding]:
    """Late findings of a code that one of some bodies has to answer for."""
    return [finding for finding in scene.assessment.late if finding.code == code and finding.body in bodies]


def section_g(scene: Scene) -> list[Finding]:
    """Late findings about Section G, which the NHS owes."""
    return late_of(scene, "health-provision-not-arranged", *NHS)


def health_advice(scene: Scene) -> list[Finding]:
    """Late findings about advice that the NHS gave late."""
    return late_of(scene, "advice-late", *NHS)


def staff(scene: Scene) -> list[Finding]:
    """Late findings about support that NHS staff should give."""
    return given_by(scene, "nhs")


def nhs_findings(scene: Scene) -> list[Finding]:
    """Everything late or missing in which the NHS had a part."""
    return [*section_g(scene), *staff(scene), *health_advice(scene)]


def with_school(scene: Scene) -> list[Finding]:
    """Late findings about support that the school should give."""
    return given_by(scene, "school")


def reports(scene: Scene) -> list[Finding]:
    """Late findings about the report of a review meeting."""
    return late_of(scene, "review-report-late", "school")


def suspensions(scene: Scene) -> list[Finding]:
    """Late findings about the time of a suspension."""
    return [finding for finding in scene.assessment.late if finding.duty.id == "S-SUSP-6TH"]


def reviews(scene: Scene) -> list[Finding]:
    """Late findings about the annual review."""
    return [f for f in late_of(scene, "review-not-held", "council") if f.not_yet and f.verdict != "possible"]


def missing_f(scene: Scene) -> list[Finding]:
    """Late findings about missing support in Section F."""
    return late_of(scene, "provision-not-secured", "council")


def running(scene: Scene) -> list[Finding]:
    """Clocks of the law that run against the council and have not ended, the next one first."""
    found = [f for f in scene.assessment.findings if f.verdict == "not-due" and f.body == "council" and f.due]
    sure = [f for f in found if f.force == "statute" and f.duty.sure != "M" and not f.duty.too_early]
    return sorted(sure, key=_last_day)


def _last_day(finding: Finding) -> tuple[int, str]:
    return (finding.due.last.toordinal() if finding.due else 0), finding.duty.id


FOUND: dict[str, Callable[[Scene], list[Finding]]] = {
    "section-g": section_g,
    "nhs-staff": staff,
    "health-advice": health_advice,
    "with-school": with_school,
    "absence": absences,
    "report": reports,
    "missing-f": missing_f,
    "running": running,
    "review-overdue": reviews,
}
