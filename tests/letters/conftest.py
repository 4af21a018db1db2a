"""Letters of the golden cases, and findings made up one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case, read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions, LetterPlan
from assistant.core.letters import Context, Letter, compose, letter_context

GOLDEN = Path(__file__).parent / "golden"
Composer = Callable[[str], tuple[Case, Assessment, Letter]]


@pytest.fixture(scope="session")
def context(definitions: Definitions, content: Content) -> Context:
    return letter_context(definitions, content.words, content.letters)


@pytest.fixture(scope="session")
def plan(definitions: Definitions) -> LetterPlan:
    return definitions.letters["stage1-complaint"]


@pytest.fixture(scope="session")
def golden(definitions: Definitions, context: Context, plan: LetterPlan) -> Composer:
    """The case, assessment and letter of one file in golden/."""

    def made(name: str) -> tuple[Case, Assessment, Letter]:
        case = read_case(json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")))
        assessment = assess(definitions, case, case.as_of)
        return case, assessment, compose(plan, assessment, case, context)

    return made
