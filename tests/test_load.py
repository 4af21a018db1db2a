"""Wrong data stops the start, and the message names the file and the id. Also: the published schema is the one in force."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.core.case import case_schema
from assistant.load import CONTENT, FLOWS, WrongData, load_definitions

# file, what is replaced, by what, words of the message
BROKEN = {
    "a provision that does not exist": (
        "duties/assessment.toml",
        'law = ["send-regs-5-1"',
        'law = ["send-regs-99"',
        ("duties/assessment.toml", "A-DECIDE-6W", "no provision send-regs-99"),
    ),
    "a key that is not known": (
        "duties/assessment.toml",
        'finding = "assess-decision-late"',
        'findings = "assess-decision-late"',
        ("duties/assessment.toml", "A-DECIDE-6W", "findings"),
    ),
    "an event that does not exist": (
        "duties/assessment.toml",
        'trigger = ["request_received"]',
        'trigger = ["request_recieved"]',
        ("duties/assessment.toml", "no event request_recieved"),
    ),
    "a question that can't be reached": (
        "questions/57-reasons.toml",
        'question = "exceptions"',
        'question = "exception"',
        ("questions/57-reasons.toml", "no earlier question is called exception"),
    ),
    "a condition of a letter that does not exist": (
        "letters/stage1.toml",
        'when = ["clocks"]',
        'when = ["clock"]',
        ("letters/stage1.toml", "stage1-complaint", "no condition clock"),
    ),
    "a file that is no TOML": ("routes/lgsco.toml", "[[route]]", "[[route", ("routes/lgsco.toml",)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_wrong_data_stops_the_start_with_file_and_id(name: str, tmp_path: Path):
    file, good, bad, said = BROKEN[name]
    flows = tmp_path / "flows"
    shutil.copytree(FLOWS, flows)
    text = (flows / file).read_text(encoding="utf-8")
    assert good in text
    (flows / file).write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(WrongData) as wrong:
        load_definitions(flows)
    for words in said:
        assert words in str(wrong.value)


def test_the_published_schema_is_the_one_in_force():
    published = json.loads((CONTENT / "case-file.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(case_schema())), (
        "python -m assistant schema > content/case-file.schema.json"
    )
