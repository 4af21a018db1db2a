"""Documents: one composed letter as HTML, as plain text and as a tagged PDF. They set it out and change no word of it."""

from assistant.documents.html import to_html
from assistant.documents.pdf import to_pdf
from assistant.documents.text import to_text

__all__ = ["to_html", "to_pdf", "to_text"]
