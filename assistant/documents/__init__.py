"""Documents: one composed letter as HTML, plain text, PDF and Word; the print pack; the calendar. They set words out and
change none of them."""

from assistant.documents.calendar import to_calendar
from assistant.documents.html import to_html
from assistant.documents.names import file_name
from assistant.documents.pdf import NotSet, to_pack, to_pdf
from assistant.documents.text import to_text
from assistant.documents.turns import Busy
from assistant.documents.word import to_word

__all__ = ["Busy", "NotSet", "file_name", "to_calendar", "to_html", "to_pack", "to_pdf", "to_text", "to_word"]
