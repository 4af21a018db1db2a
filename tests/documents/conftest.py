"""The golden letters, the packs around them, and a letter with hostile words in every place that takes the family's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.core.content import Content
from assistant.core.definitions import LetterPlan
from assistant.core.letters import Context, Letter, compose
from assistant.core.pack import Pack, compose_pack
from tests.letters.conftest import Composer, context, golden, plan

__all__ = ["context", "golden", "plan"]  # fixtures of the letters, used here too

HOSTILE = {
    "markup": "<script>alert(1)</script> & \"quoted\" <b>bold</b> &amp; ]]> <w:t>",
    "typst": "#let x = 1 #eval(\"1+1\") $x^2$ @ref *strong* _em_ = Heading\n- a list\n```raw```\\ #image(\"/etc/passwd\")",
    "word": "{ DDEAUTO c:\\\\windows\\\\cmd.exe } { HYPERLINK \"http://example.org\" } =SUM(A1) </w:t></w:r><w:fldSimple/>",
    "calendar": "a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:EMAIL;x=\"y\":z\\n",
    "braces": "{who} {0} {law:on} {{x}} %s {",
    "direction": "safe \u202edesrever\u202c \u2067isolate\u2069 end",
    "arabic": "لم تصل الخطة في موعدها",
    "emoji": "so tired 😢👩‍👧 \U0001f3f3\ufe0f",
    "control": "one\x00two\x07three\x1b[31m\x0b\x0c\x85\ufffe\uffff",
    "surrogate": "half \ud83d done \udc00",
    "long": "word " * 9_999 + "end",
    "one-word": "w" * 50_000,
}  # fmt: skip


@pytest.fixture(scope="session")
def packed(golden: Composer, plan: LetterPlan, context: Context, content: Content) -> Callable[[str], Pack]:
    """The pack around the letter of one file in golden/."""

    def made(name: str) -> Pack:
        case, assessment, letter = golden(name)
        return compose_pack(letter, plan, assessment, case, context, content)

    return made


@pytest.fixture(params=HOSTILE)
def hostile(
    request: pytest.FixtureRequest, golden: Composer, plan: LetterPlan, context: Context, content: Content
) -> tuple[Letter, Pack, str]:
    """A letter and a pack with hostile words in them, and those words."""
    case, assessment, _ = golden("support-missing")
    words = HOSTILE[request.param]
    spell = replace(case.provision_missing[0], what=words[:2000])
    about = replace(case.about, child_name=words[:200])
    case = replace(case, impact=words, wanted=(words,), provision_missing=(spell,), about=about)
    letter = compose(plan, assessment, case, context)
    return letter, compose_pack(letter, plan, assessment, case, context, content), words
