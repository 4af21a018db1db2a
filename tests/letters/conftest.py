"""Letters of the golden cases. A case lies in golden/<case>.json, a letter made from it in golden/<letter>-<case>.txt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case, read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions, LetterPlan
from assistant.core.letters import Context, Letter, compose, letter_context

GOLDEN = Path(__file__).parent / "golden"
STAGE1 = "stage1-complaint"
Composer = Callable[..., tuple[Case, Assessment, Letter]]


@pytest.fixture(scope="session")
def context(definitions: Definitions, content: Content) -> Context:
    return letter_context(definitions, content.words, content.letters)


@pytest.fixture(scope="session")
def plan(definitions: Definitions) -> LetterPlan:
    return definitions.letters[STAGE1]


@pytest.fixture(scope="session")
def golden(definitions: Definitions, context: Context) -> Composer:
    """The case, assessment and letter of one case in golden/; the complaint at stage 1, if no other letter is named."""

    def made(name: str, letter: str = STAGE1) -> tuple[Case, Assessment, Letter]:
        case = case_named(name)
        assessment = assess(definitions, case, case.as_of)
        return case, assessment, compose(definitions.letters[letter], assessment, case, context)

    return made


def case_named(name: str) -> Case:
    """One case in golden/."""
    return read_case(case_file(name))


def case_file(name: str) -> dict[str, Any]:
    """The case file of one case in golden/, as a family would download it."""
    made: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return made
