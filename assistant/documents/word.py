"""A letter as a Word file, to be changed before it is sent. Part of the documents.

Headings are headings, table heads are marked, the language is British English, and the family's own words carry styles
of their own. Every word goes in as text: nothing in it can become a field, a link or a part of the file's format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.core.letters import Block, Letter, printable
from assistant.core.words import Words
from assistant.documents.setting import turned, widths
from assistant.documents.turns import turn

FONT = "Arial"
OWN = "Own words"
STYLES = {
    "subject": "Heading 1",
    "heading": "Heading 2",
    "quote": "Quote",
    "item": "List Number",
    "bullet": "List Bullet",
}
_SPACES = {  # size of letters, space before and after, in points
    "Normal": (11, 0, 8),
    "Heading 1": (13, 12, 12),
    "Heading 2": (11.5, 14, 5),
    "Quote": (11, 0, 8),
    "List Number": (11, 0, 4),
    "List Bullet": (11, 0, 4),
}
_SIGNING = str(40 * 20)  # space above the signature, in twentieths of a point
_TABLE_WIDTH = 9072  # 160 mm in twentieths of a point


def to_word(letter: Letter, words: Words, language: str = "en-GB") -> bytes:
    """The letter as .docx, with title and language. Raises Busy."""
    with turn():
        file = Document(BytesIO(_paper()))
        _entitle(file, printable(letter.title), language)
        styles = {style.name: style.style_id for style in file.styles}
        end = file.element.body[-1]  # describes the page, and stays last
        for element in _elements(file, letter, styles, language):
            end.addprevious(element)
        out = BytesIO()
        file.save(out)
        return out.getvalue()


# ---- the paper ------------------------------------------------------------------------------------------------------


@cache
def _paper() -> bytes:
    """The empty letter, with its page and its styles. Made once."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(22), Mm(24)
    for name, spaces in _SPACES.items():
        _dress(paper.styles[name], *spaces)
    paper.styles["Quote"].paragraph_format.left_indent = Mm(6)
    paper.styles.add_style(OWN, WD_STYLE_TYPE.CHARACTER).font.italic = True
    foot = page.footer.paragraphs[0]._p
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        foot.append(_made("w:fldSimple", {"instr": field}, [_run("1")]))
        foot.append(_run(after))
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _dress(style: Any, size: float, before: float, after: float) -> None:
    """Plain black letters of one size."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    look = style.element.get_or_add_rPr()
    for colour in look.findall(qn("w:color")):
        look.remove(colour)
    fonts = look.rFonts
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:  # a font of the theme would win
        del fonts.attrib[theme]
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _entitle(file: Paper, title: str, language: str) -> None:
    """Title and language; nothing about who wrote it or on which machine."""
    core = file.core_properties
    core.title, core.language, core.author, core.comments = title[:255], language, "", ""
    for name in ("created", "modified"):  # of the empty paper
        for stale in core._element.findall(qn(f"dcterms:{name}")):
            core._element.remove(stale)
    for spoken in file.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)


# ---- the letter -----------------------------------------------------------------------------------------------------


def _elements(file: Paper, letter: Letter, styles: Mapping[str, str], language: str) -> Iterable[Any]:
    annexed = False
    for kind, group in groupby(letter.blocks, key=lambda block: block.kind):
        number = _numbering(file) if kind == "item" else None
        for block in group:
            new_page, annexed = block.annex and not annexed, block.annex
            if kind == "table":
                yield _table(block, turned=turned(block, language))
                yield _made("w:p")  # two tables that touch would become one
            else:
                yield _paragraph(block, styles, (number, new_page), turned=turned(block, language))


def _paragraph(block: Block, styles: Mapping[str, str], placed: tuple[str | None, bool], *, turned: bool) -> Any:
    """One block; ``placed``: the list it is counted in, and whether it begins a page. The settings stand in the order
    that the format asks for."""
    text, (number, new_page) = printable(block.text), placed
    settings = [_made("w:pStyle", {"val": styles[STYLES.get(block.kind, "Normal")]})]
    if new_page:
        settings.append(_made("w:pageBreakBefore"))
    if number is not None:
        settings.append(_made("w:numPr", {}, [_made("w:ilvl", {"val": "0"}), _made("w:numId", {"val": number})]))
    if turned:
        settings.append(_made("w:bidi"))
    if block.kind == "signature":
        settings.append(_made("w:spacing", {"before": _SIGNING}))
    look = [_made("w:rStyle", {"val": styles[OWN]})] if block.own else []
    look += [_made("w:rtl")] if turned else []
    return _made("w:p", {}, [_made("w:pPr", {}, settings), _run(text, look)])


def _numbering(file: Paper) -> str:
    """A list that starts at 1 again, in the look of the style List Number."""
    numbering = file.part.numbering_part.element
    wanted = file.styles["List Number"].element.pPr.numPr.numId.val
    alike = numbering.num_having_numId(wanted).abstractNumId.val
    made = numbering.add_num(alike)
    made.add_lvlOverride(0).add_startOverride(1)
    return str(made.numId)


def _table(block: Block, *, turned: bool) -> Any:
    """A table whose first row is marked as its head, and is repeated on each page."""
    shares = [_TABLE_WIDTH * width // 100 for width in widths(block)]
    line = {"val": "single", "sz": "4", "space": "0", "color": "808080"}
    settings = [
        *([_made("w:bidiVisual")] if turned else []),
        _made("w:tblW", {"w": str(_TABLE_WIDTH), "type": "dxa"}),
        _made("w:tblBorders", {}, [_made(f"w:{side}", line) for side in ("top", "bottom", "insideH")]),
        _made("w:tblLayout", {"type": "fixed"}),
        _made("w:tblLook", {"val": "0620", "firstRow": "1", "noHBand": "1", "noVBand": "1"}),
    ]
    grid = [_made("w:gridCol", {"w": str(share)}) for share in shares]
    rows = [_row(row.cells, shares, turned=turned) for row in block.rows]
    parts = [
        _made("w:tblPr", {}, settings),
        _made("w:tblGrid", {}, grid),
        _row(block.head, shares, head=True, turned=turned),
        *rows,
    ]
    return _made("w:tbl", {}, parts)


def _row(cells: Iterable[str], shares: list[int], *, head: bool = False, turned: bool) -> Any:
    settings = [_made("w:cantSplit"), *([_made("w:tblHeader")] if head else [])]
    written = [_cell(text, share, head=head, turned=turned) for text, share in zip(cells, shares, strict=True)]
    return _made("w:tr", {}, [_made("w:trPr", {}, settings), *written])


def _cell(text: str, share: int, *, head: bool, turned: bool) -> Any:
    width = _made("w:tcPr", {}, [_made("w:tcW", {"w": str(share), "type": "dxa"})])
    spacing = _made("w:spacing", {"before": "40", "after": "40"})
    close = _made("w:pPr", {}, [*([_made("w:bidi")] if turned else []), spacing])
    run = _run(printable(text), [*([_made("w:b")] if head else []), *([_made("w:rtl")] if turned else [])])
    return _made("w:tc", {}, [width, _made("w:p", {}, [close, run])])


def _run(text: str, look: Iterable[Any] = ()) -> Any:
    """Some text as one run; a new line in it stays one."""
    run = OxmlElement("w:r")
    settings = list(look)
    if settings:
        run.append(_made("w:rPr", {}, settings))
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(_made("w:br"))
        words = _made("w:t", {}, [])
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line
        run.append(words)
    return run


def _made(name: str, values: Mapping[str, str] | None = None, inner: Iterable[Any] = ()) -> Any:
    """An element of the format; the names of its attributes without their prefix."""
    element = OxmlElement(name)
    for key, value in (values or {}).items():
        element.set(qn(f"w:{key}"), value)
    element.extend(inner)
    return element
