"""A family may write anything; it comes out as text. And the PDF can be read aloud."""

from __future__ import annotations

import logging
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pikepdf
import pytest

from assistant.core.letters import compose
from assistant.documents import to_html, to_pdf, to_text

HOSTILE = {
    "markup": "<script>alert(1)</script> & \"quoted\" <b>bold</b> &amp;",
    "typst": "#let x = 1 #eval(\"1+1\") $x^2$ @ref *strong* _em_ = Heading\n- a list\n```raw```\\ #image(\"/etc/passwd\")",
    "braces": "{who} {0} {law:on} {{x}} %s {",
    "markdown": "# Heading\n## when\n[a link](javascript:alert(1))",
    "direction": "safe \u202edesrever\u202c \u2067isolate\u2069 end",
    "arabic": "لم تصل الخطة في موعدها",
    "emoji": "so tired 😢👩‍👧 \U0001f3f3\ufe0f",
    "control": "one\x00two\x07three\x1b[31m\ufffe",
    "surrogate": "half \ud83d done",
    "long": "word " * 9_999 + "end",
    "one-word": "w" * 50_000,
}  # fmt: skip


class Texts(HTMLParser):
    """The tags and the text of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


@pytest.fixture(params=HOSTILE)
def hostile(request, golden, plan, context):
    """A letter with hostile words in every place that takes the family's words, and those words."""
    case, assessment, _ = golden("support-missing")
    words = HOSTILE[request.param]
    spell = replace(case.provision_missing[0], what=words[:2000])
    case = replace(
        case,
        impact=words,
        wanted=(words,),
        provision_missing=(spell,),
        about=replace(case.about, child_name=words[:200]),
    )
    return compose(plan, assessment, case, context), words


def seen(text):
    """The words without what nobody can see, on one line."""
    return "".join(c for c in text if c.isalnum())[:3000]


def test_it_comes_out_as_text(hostile, context):
    letter, words = hostile
    html = Texts()
    html.feed(to_html(letter, context.words))
    assert html.tags <= set("p h1 h2 ol ul li blockquote table thead tbody tr th td br section".split())
    clean = "".join(c for c in words if c not in "\u202e\u202c\u2067\u2069\x00\x07\x1b\ufffe\ud83d")
    text = to_text(letter, context.words)
    assert seen(clean) in seen_all(html.text)
    assert seen(clean) in seen_all(text)
    for made in (html.text, text):
        made.encode("utf-8")
        assert not set("\u202e\u202c\u2067\u2069\x00\x07\x1b") & set(made)


def seen_all(text):
    return "".join(c for c in text if c.isalnum())


def test_the_pdf_opens_and_holds_the_words(hostile, context, caplog):
    letter, words = hostile
    with caplog.at_level(logging.DEBUG):
        made = to_pdf(letter, context.words)
    assert len(pikepdf.open(BytesIO(made)).pages) >= 2
    assert words[:20] not in caplog.text
    if shutil.which("pdftotext") and words.isascii() and "\x00" not in words and len(words) < 2000:
        read = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout
        assert seen(words) in seen_all(read.decode())


def test_the_pdf_is_tagged_and_says_its_title_and_language(golden, context):
    letter = golden("late-plan")[2]
    with pikepdf.open(BytesIO(to_pdf(letter, context.words))) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert root.Lang == "en"
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == letter.title
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert tuple(round(float(side)) for side in pdf.pages[0].MediaBox[2:]) == (595, 842)


def test_table_heads_and_headings_are_marked(golden, context):
    with pikepdf.open(BytesIO(to_pdf(golden("late-plan")[2], context.words))) as pdf:
        marks = {str(element.get("/S")) for element in pdf.objects if isinstance(element, pikepdf.Dictionary)}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/BlockQuote"} <= marks


def test_the_same_letter_gives_the_same_pdf(golden, context):
    letter = golden("late-plan")[2]
    assert to_pdf(letter, context.words) == to_pdf(letter, context.words)
