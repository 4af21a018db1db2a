"""The question flow as a drawing, in the language of Graphviz: what leads to each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.core.definitions import Asked, Question


def graph(questions: Sequence[Question]) -> str:
    """A digraph: a box a question, in a frame a section; an arrow from each question that it depends on."""
    return "\n".join(_lines(questions))


def _lines(questions: Sequence[Question]) -> Iterator[str]:
    yield "digraph questions {"
    yield '  rankdir=TB; node [shape=box, fontname="sans-serif"];'
    for section in dict.fromkeys(question.section for question in questions):
        yield f"  subgraph {_quoted('cluster_' + section)} {{ label={_quoted(section)};"
        yield from (f"    {_quoted(q.id)} [label={_quoted(q.text)}];" for q in questions if q.section == section)
        yield "  }"
    for question in questions:
        yield from (_arrow(asked, question, "solid") for asked in question.when)
        yield from (_arrow(asked, question, "bold") for asked in question.needs)
        yield from (_arrow(asked, question, "dashed") for asked in question.unless)
    yield "}"


def _arrow(asked: Asked, question: Question, style: str) -> str:
    label = ", ".join(asked.any) or "answered"
    return f"  {_quoted(asked.question)} -> {_quoted(question.id)} [label={_quoted(label)}, style={style}];"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
