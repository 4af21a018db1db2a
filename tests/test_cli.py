"""The command line, run as a family or an adviser would: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import main

ROOT = Path(__file__).parents[1]
CASE = {
    "format": "ehcp-case/1",
    "events": [
        {"event": "request_received", "date": "2025-01-06"},
        {"event": "final_plan_issued", "date": "not-yet"},
    ],
}


class Done(NamedTuple):
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, given: str = "") -> Done:
    """Runs the command line in a process of its own, with a text on standard input."""
    command = [sys.executable, "-m", "assistant", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def called(capsys, monkeypatch) -> Callable[..., Done]:
    """Runs the command line within this process, which is faster; for what needs no process of its own."""

    def call(*arguments: str, given: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        try:
            status = main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return call


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# ---- assess ---------------------------------------------------------------------------------------------------------


def test_assess_prints_one_assessment(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    done = run("assess", str(path), "--as-of", "2025-06-10")
    made = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (made["format"], made["as_of"]) == ("ehcp-assessment/1", "2025-06-10")
    late = next(finding for finding in made["findings"] if finding["code"] == "final-plan-late")
    assert (late["verdict"], late["due"], late["late_days"]) == ("breach", ["2025-05-26", "2025-05-26"], [15, 15])


def test_a_dash_reads_standard_input_and_the_day_asked_for_wins_over_the_cases():
    case = json.dumps(CASE | {"as_of": "2025-02-01"})
    assert json.loads(run("assess", "-", given=case).stdout)["as_of"] == "2025-02-01"
    assert json.loads(run("assess", "-", "--as-of", "2025-06-10", given=case).stdout)["as_of"] == "2025-06-10"


def test_a_batch_gives_a_line_for_each_line_and_goes_on_after_a_broken_one():
    wrong = CASE | {"events": [{"event": "request_received", "date": "January"}]}
    text = "\n".join([json.dumps(CASE), "{", json.dumps(wrong), json.dumps(CASE | {"as_of": "2025-02-01"})])
    done = run("assess", "--batch", "-", "--as-of", "2025-06-10", given=text)
    first, broken, misdated, last = lines(done.stdout)
    assert done.returncode == 1
    assert first["as_of"] == last["as_of"] == "2025-06-10"
    assert (broken["line"], broken["at"]) == (2, "")
    assert (misdated["line"], misdated["at"]) == (3, "/events/0/date")
    assert broken.keys() == misdated.keys() == {"line", "error", "at"}


def test_a_batch_without_a_broken_line_ends_well(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{json.dumps(CASE)}\n\n{json.dumps(CASE)}\n", encoding="utf-8")
    done = run("assess", "--batch", str(path))
    assert (done.returncode, len(lines(done.stdout))) == (0, 2)


# ---- due ------------------------------------------------------------------------------------------------------------


def test_due_prints_the_date_first_and_then_the_sum():
    done = run("due", "A-FINAL-20W", "--given", '{"request_received": "2025-01-06"}')
    first, *rest = done.stdout.splitlines()
    assert (done.returncode, first) == (0, "due 2025-05-26")
    assert "20 weeks" in " ".join(rest)


def test_due_of_a_month_is_a_pair(called):
    done = called("due", "A-FINAL-20W", "--given", '{"request_received": "2025-01"}')
    assert done.stdout.splitlines()[0] == "due 2025-05-21 to 2025-06-20"


ASKED = [
    {"rule": "A-FINAL-20W", "given": {"request_received": "2025-01-06"}, "why": "further keys are ignored"},
    {"rule": "A-NONE", "given": {}},
    {"rule": "A-FINAL-20W", "given": {"asked": "2025"}},
    {"rule": "D-APPEAL", "given": {"decision_dated": "2025-03-10", "certificate": None}},
]


@pytest.mark.parametrize("text", [json.dumps(ASKED), "\n".join(map(json.dumps, ASKED))], ids=["list", "lines"])
def test_a_batch_of_dates_keeps_its_order(text):
    done = run("due", "--batch", "-", given=text)
    first, unknown, key, appeal = lines(done.stdout)
    assert done.returncode == 1
    keys = {"rule", "due", "strict_due", "with_rollover", "kind", "body", "sum"}
    assert (first.keys(), first["due"], first["body"]) == (keys, "2025-05-26", "council")
    assert (unknown["line"], unknown["at"]) == (2, "/rule")
    assert (key["line"], key["at"]) == (3, "/given/asked")
    assert (appeal["due"], appeal["with_rollover"]) == ("2025-05-10", "2025-05-12")


# ---- the rest -------------------------------------------------------------------------------------------------------


def test_check_counts_the_rules_and_ends_well():
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "rules" in done.stdout.splitlines()[0]


def test_graph_is_a_drawing(called):
    done = called("graph")
    assert done.returncode == 0
    assert done.stdout.startswith("digraph questions {")
    assert done.stdout.rstrip().endswith("}")
    assert done.stdout.count("{") == done.stdout.count("}")


def test_schema_is_the_shape_of_the_case_file(called):
    schema = json.loads(called("schema").stdout)
    assert "events" in schema["properties"]


def test_purge_says_how_many_cases_went(tmp_path, called):
    done = called("purge", "--data", str(tmp_path / "cases.sqlite"))
    assert (done.returncode, done.stdout) == (0, "0 expired cases deleted\n")


def test_wrong_use_and_a_bad_case_end_a_process_with_their_status():
    assert run().returncode == 2
    bad = run("assess", "-", given='{"format": "ehcp-case/2"}')
    assert (bad.returncode, bad.stdout, bad.stderr[:9]) == (1, "", "/format: ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["assist"],
        ["assess"],
        ["assess", "case.json", "--batch", "cases.jsonl"],
        ["assess", "-", "--as-of", "tomorrow"],
        ["assess", "-", "--as-of", "2026-11"],
        ["assess", "-", "--as-of", "unknown"],
        ["assess", "-", "--day", "2026-11-21"],
        ["due"],
        ["due", "A-FINAL-20W", "--batch", "-"],
        ["serve", "--port", "http"],
    ],
)
def test_wrong_use_ends_with_2_and_is_told_on_standard_error(arguments, called):
    done = called(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: python -m assistant")


@pytest.mark.parametrize("command", ["", "assess", "due", "serve", "check", "graph", "schema", "purge"])
def test_every_command_explains_itself(command, called):
    done = called(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: python -m assistant {command}".rstrip())


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("{", "/"),
        ('{"format": "ehcp-case/1", "event": []}', "/event"),
        ('{"format": "ehcp-case/1", "events": [{"event": "review", "date": "2025"}]}', "/events/0/event"),
        ("[" * 100_000, "/"),
        ('{"format": "ehcp-case/1", "wanted": ' + "[" * 5_000 + "]" * 5_000 + "}", "/"),
        ('{"format": "ehcp-case/1", "impact": "' + "x" * 3_000_000 + '"}', "/"),
        (json.dumps(CASE | {"events": CASE["events"] * 5_000}), "/events"),
    ],
    ids=["broken", "key", "event", "open", "deep", "huge", "many"],
)
def test_a_bad_case_ends_with_1_and_names_its_place(text, at, called):
    done = called("assess", "-", given=text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{at}: ") or (at == "/" and done.stderr.startswith("/wanted"))
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 2_000


def test_a_file_that_is_not_there_is_told_without_a_traceback(called):
    done = called("assess", "no-such-case.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("no-such-case.json: ")


def test_the_longest_case_allowed_is_assessed():
    many = [
        {"event": kind, "date": f"{year}-{month:02}"}
        for year in range(2015, 2025)
        for month in range(1, 13)
        for kind in ("request_received", "annual_review_meeting", "review_decision", "amended_final_plan_issued")
    ]
    text = json.dumps(CASE | {"events": (many + many)[:500]})
    done = run("assess", "-", "--as-of", "2026-11-21", given=text)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["findings"]) > 100


ENTRY = """[[decision]]
ref = "24 999 999"
outcome = "upheld"
faults = ["amended-plan-late", "communication"]
story = "A plan after a review came late, and nobody answered."
"""


def test_a_decision_is_checked_and_put_to_the_test(tmp_path, called):
    events = [{"event": "annual_review_meeting", "date": "2024-01-10"}]
    events.append({"event": "amended_final_plan_issued", "date": "not-yet"})
    case = {"format": "ehcp-case/1", "as_of": "2024-12-01", "events": events}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "one.toml").write_text(ENTRY, encoding="utf-8")
    done = called("decisions", "check", str(tmp_path / "one.toml"), "--case", str(tmp_path / "case.json"))
    assert done.returncode == 0
    assert "24 999 999: upheld; amended-plan-late, communication" in done.stdout
    assert "amended-plan-late: breach" in done.stdout
    assert "communication: no rule looks for this" in done.stdout


def test_a_decision_that_the_library_has_is_told_so(tmp_path, called):
    (tmp_path / "one.toml").write_text(ENTRY.replace("24 999 999", "24 013 122"), encoding="utf-8")
    done = called("decisions", "check", str(tmp_path / "one.toml"))
    assert "24 013 122: upheld; amended-plan-late, communication; it is in the library" in done.stdout
    (tmp_path / "one.toml").write_text(ENTRY, encoding="utf-8")
    assert "in the library" not in called("decisions", "check", str(tmp_path / "one.toml")).stdout


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (ENTRY.replace("upheld", "won"), "decision 24 999 999: outcome: won is none of upheld, settled"),
        (ENTRY + "amount = 3\n", "24 999 999: amount: Unexpected keyword argument"),
        (ENTRY + ENTRY, "decision 24 999 999: it is written twice"),
        ("decision = 3", "an entry"),
        (ENTRY.replace("[[decision]]", "[[decisions]]"), "one.toml: no entry that begins with [[decision]]"),
        ("[[decision", "one.toml"),
    ],
)
def test_a_wrong_decision_is_told_with_its_place(entry, told, tmp_path, called):
    (tmp_path / "one.toml").write_text(entry, encoding="utf-8")
    done = called("decisions", "check", str(tmp_path / "one.toml"))
    assert done.returncode == 1
    assert told in done.stderr
