"""The words we don't use, each with its reason and a sentence that would be caught; and how a Markdown text is cut into
what is read. The rules hold for everything a family reads: content/en and every sentence that Babel finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing not to write. ``caught`` is a sentence that breaks it, ``passes`` one that is near and doesn't."""

    pattern: str
    reason: str
    caught: str
    passes: str = "The council has 6 weeks to answer."

    def found_in(self, text: str) -> list[str]:
        """The words of a text that break the rule."""
        return [hit[0] for hit in re.finditer(self.pattern, text)]


RULES = (
    # ---- what nobody may promise or claim
    Rule(r"(?i)\bguarantee\w*", "nobody can promise how a case ends", "We guarantee a plan."),
    Rule(r"(?i)\billegal\w*", "sounds like a crime; we say which rule was not kept", "That is illegal."),
    Rule(
        r"(?i)\b(?:broke|broken|breaks|breaking) the (?:law|rules)\b",
        "accuses beyond any verdict: say what was due and what came",
        "The council broke the law.",
        "The council has broken up for Christmas.",
    ),
    Rule(
        r"(?i)\b(?:you(?:'ll| will) (?:win|succeed|get (?:money|compensation|paid))|certain to win)\b",
        "nobody can promise how a case ends",
        "You'll win your appeal.",
        "You will get a letter.",
    ),
    Rule(r"(?i)\bcompensation\b", "an Ombudsman's payment is no damages", "Ask for compensation."),
    Rule(
        r"(?i)\b(?:guidance|Code of Practice|Complaint Handling Code)\b[^.?!\n]*\b(?:must|is law|the law says)\b"
        r"|\bmust\b[^.?!\n]*\b(?:under|by|says|of) (?:the )?(?:statutory |government's )?guidance\b",
        "guidance asks, it doesn't bind like law: should",
        "The guidance says that a council must act.",
        "The guidance says that a council should act. A council must by law.",
    ),
    # ---- what talks down to a tired reader
    Rule(
        r"(?i)\bsimply\b", "what is simple to us is not to them", "Simply fill in the form.", "A simple list will do."
    ),
    Rule(
        r"(?i)\b(?:obviously|of course|as you know|needless to say)\b", "not to everybody", "Of course you can appeal."
    ),
    Rule(r"(?i)\b(?:don['’]t|do not) (?:worry|panic)\b", "tells people what to feel", "Don't worry about it."),
    Rule(r"(?i)\b(?:unfortunately|sadly|regrettably)\b", "says a no with a sigh: just say it", "Unfortunately, no."),
    Rule(
        r"\bNote that\b|(?i:\b(?:please note|it is important to|it should be noted|be aware that)\b)",
        "if it matters, say it at once",
        "Please note that the limit is short.",
        "Keep a note that says so.",
    ),
    Rule(r"(?i)\b(?:click|press|tap) here\b", "a link says where it leads", "Click here."),
    Rule(r"!(?=\s|$)", "nobody here needs to be shouted at or cheered", "Well done!", "SOS!SEN answers."),
    # ---- officialese
    Rule(r"(?i)\bin order to\b", "to", "In order to appeal, write."),
    Rule(r"(?i)\butili[sz]e\w*", "use", "Utilise the form."),
    Rule(r"(?i)\bensur\w+", "make sure, see that", "Ensure that you keep it."),
    Rule(r"(?i)\b(?:commence\w*|prior to|subsequent\w*)\b", "begin, before, later", "Prior to the meeting."),
    Rule(
        r"(?i)\b(?:in respect of|with regards? to|in relation to|pertaining to|pursuant to|in accordance with)\b",
        "about, under, by",
        "With regard to your letter.",
        "Councils have regard to guidance.",
    ),
    Rule(
        r"(?i)\b(?:hereby|herein|thereof|therein|aforementioned|notwithstanding|hitherto|whilst|amongst|inter alia|shall)\b",
        "no one speaks so",
        "We hereby inform you.",
    ),
    Rule(
        r"(?i)\b(?:due to the fact that|at this point in time|in the event that)\b",
        "because, now, if",
        "Due to the fact that.",
    ),
    Rule(r"(?i)\band/or\b", "say which", "The school and/or the council."),
    Rule(
        r"\b(?:e\.g\.|i\.e\.|etc\b\.?|viz\.)",
        "read out badly, and not everybody's Latin",
        "A report, e.g. from a doctor.",
    ),
    Rule(
        r"\b(?:LA|LAs|EP|EPs|CYP|EHCNA|AR|NHSE|LO)\b",
        "letters that only officers know",
        "The LA asked an EP.",
        "The EHC plan comes from the council.",
    ),
    Rule(r"(?i)\b(?:service users?|stakeholders?|customers?|clients?)\b", "families, people", "Our service users."),
    # ---- the voice of an advertisement
    Rule(
        r"(?i)\b(?:leverage\w*|robust|seamless\w*|empower\w*|holistic\w*|cutting-edge|world-class|game-chang\w+|tailored"
        r"|unlock\w*|delve\w*|streamlin\w*|state-of-the-art|hassle-free|effortless\w*|user-friendly|intuitive)\b",
        "sells instead of saying",
        "A seamless journey.",
    ),
    Rule(
        r"(?i)\b(?:at the heart of|(?:your|EHC|SEND|learning|family['’]s) journey|landscape|navigate the)\b",
        "a picture that says nothing",
        "Your EHC journey.",
    ),
    Rule(r"—", "a full stop is easier to read, and to hear", "The plan is late — very late."),
    Rule(r"–[^.?!\n]*\s–\s", "one dash in a sentence at most", "The plan – late – came.", "The plan – late as it was."),
    Rule(
        r"(?i)\bnot (?:just|only|merely) [^.?!\n]{1,60}[,;] (?:but|it is|it's)\b",
        "a figure of speech: say the one thing",
        "It is not just a letter, it is a right.",
        "It isn't just a meeting.",
    ),
    # ---- about people
    Rule(
        r"(?i)\b(?:suffer(?:s|ing) from|afflicted|wheelchair[- ]bound|confined to a|special needs (?:child|children|kids)"
        r"|the disabled|normal children|able-bodied|mentally handicapped|low[- ]functioning|high[- ]functioning)\b",
        "the person first, and nobody as a diagnosis",
        "A special needs child.",
        "A child with special needs.",
    ),
    Rule(
        r"(?i)\b(?:battl\w+|fight\w*|weapon\w*|showdown|name and shame)\b",
        "firm, not angry: the reader of the letter has to solve it",
        "Fight your council.",
    ),
    Rule(r"(?i)\b(?:difficult|pushy|demanding) parents?\b", "not even in jest", "They see you as a difficult parent."),
    # ---- spelling of this country
    Rule(
        r"(?i)\b(?:organiz\w+|recogniz\w+|apologiz\w+|authoriz\w+|summariz\w+|behavior\w*|favor(?:s|ed|able)?|colors?|centers?"
        r"|enroll?ment|enroll|fulfill|judgement|toward|gotten|counsel(?:or|ing))\b",
        "British spelling; a court's is judgment",
        "They apologized for the behavior.",
        "They apologised for the delay. The judgment is public.",
    ),
    Rule(r"[a-z]  +[a-z]", "one space", "The  council."),
)

_MARKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LEAD = re.compile(r"^\s*(?:[*>-]\s+|\d+\.\s+|#+\s+)*")


def plain(text: str) -> str:
    """A piece of Markdown without its marks: what is read."""
    return _MARKED.sub(r"\1", text).replace("**", "").strip()


def paragraphs(markdown: str) -> Iterator[str]:
    """The running text of a page: paragraphs and items of lists. No headings, no tables: they are not sentences."""
    for line in re.split(r"\n+", markdown):
        if line.strip() and not re.match(r"\s*(?:#|\|)", line):
            yield plain(_LEAD.sub("", line))


def longest_sentence(markdown: str) -> str:
    """The sentence with the most words. A colon ends one: what follows it is read as a thing of its own."""
    said = (part for text in paragraphs(markdown) for part in re.split(r"(?<=[.?!:])\s", text))
    return max(said, key=lambda sentence: len(sentence.split()))


def skipped_headings(markdown: str) -> list[str]:
    """Headings of a page that leave out a level: a page begins with its first, in the template or in its first line."""
    levels = [(len(marks), text) for marks, text in re.findall(r"^(#+) (.*)$", markdown, re.MULTILINE)]
    return [text for (before, _), (after, text) in pairwise([(1, ""), *levels]) if after > before + 1]
