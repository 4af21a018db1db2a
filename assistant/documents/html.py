"""A letter as HTML, to read and to print. Part of the documents; every word is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from assistant.core.letters import Block, Letter
from assistant.core.words import Words

_TAGS = {"subject": "h1", "heading": "h2", "bullet": "li", "item": "li", "quote": "blockquote"}


Beside = Callable[[Block], str]


def _nothing(block: Block) -> str:
    return ""


def to_html(letter: Letter, words: Words, beside: Beside = _nothing) -> str:
    """The letter's blocks as HTML elements without a frame, the annex in a section of its own. ``beside`` gives HTML that
    stands after a block, or inside it where it is an entry of a list."""
    parts = []
    for annex, blocks in groupby(letter.blocks, key=lambda block: block.annex):
        inner = "\n".join(_elements(tuple(blocks), beside))
        parts.append(f'<section class="annex">\n{inner}\n</section>' if annex else inner)
    return "\n".join(parts)


def _elements(blocks: tuple[Block, ...], beside: Beside) -> Iterator[str]:
    """Items and bullets that follow each other become one list."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in ("item", "bullet"):
            tag = "ol" if kind == "item" else "ul"
            yield f"<{tag}>\n" + "\n".join(_element(block, beside(block)) for block in group) + f"\n</{tag}>"
        else:
            yield from (_element(block) + beside(block) for block in group)


def _element(block: Block, inside: str = "") -> str:
    if block.kind == "table":
        return _table(block)
    tag = _TAGS.get(block.kind, "p")
    # the family's words may be in any script: the browser finds their direction
    turn = ' dir="auto"' if block.own or block.edited else ""
    name = "own" if block.own else block.kind if tag == "p" and block.kind != "paragraph" else ""
    look = f' class="{name}"' if name else ""
    return f"<{tag}{look}{turn}>{_lines(block.text)}{inside}</{tag}>"


def _table(block: Block) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.head)
    rows = "\n".join("<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row.cells) + "</tr>" for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
