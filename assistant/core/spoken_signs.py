"""What somebody typed for a date, rewritten as signs: one sign for each word that says something.

    m3  March       w1  Tuesday (Monday is w0)     n5  a number      o5  "5th", "fifth"
    y2024  a year   s2023  the school year 2023/24   g7  Year 7 (Reception is g0)
    a bare word  one of those that the other modules of this name know ("early", "term", "between"); any other stays as typed

So "the 3rd of Febuary, 2024" becomes "o3 m2 y2024". Only the writing is dealt with here; what it means, and whether it
means one thing only, is found out there.
"""

from __future__ import annotations

import re
import unicodedata

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()

_KNOWN: dict[str, str] = {
    **{name[:3]: f"m{number}" for number, name in enumerate(MONTHS, 1)},
    **{name: f"m{number}" for number, name in enumerate(MONTHS, 1)},
    "sept": "m9",
    **{name[:3]: f"w{number}" for number, name in enumerate(WEEKDAYS)},
    **{name: f"w{number}" for number, name in enumerate(WEEKDAYS)},
    "tues": "w1",
    "weds": "w2",
    "thur": "w3",
    "thurs": "w3",
    **{word: f"n{number}" for number, word in enumerate(_NUMBERS, 1)},
    **{word: f"o{number}" for number, word in enumerate(_ORDINALS, 1)},
    "reception": "g0",
    **dict.fromkeys(("start", "beginning"), "early"),
    "middle": "mid",
    "end": "late",
    **dict.fromkeys(("around", "approximately", "approx", "roughly", "circa"), "about"),
    **dict.fromkeys(("until", "till"), "to"),
    **dict.fromkeys(("shortly", "soon", "right", "straight"), "just"),
    **dict.fromkeys(("weeks", "wk", "wks"), "week"),
    "days": "day",
    "months": "month",
    **dict.fromkeys(("years", "yr", "yrs"), "year"),
    "fortnights": "fortnight",
    **dict.fromkeys(("holidays", "hol", "hols", "break", "vacation"), "holiday"),
    **dict.fromkeys(("starting", "b", "c"), "commencing"),
    "xmas": "christmas",
    "academic": "school",
    "terms": "term",
    "whitsun": "whit",
}
_WEEKS = {name: _ORDINALS[place % 5] for place, name in enumerate((*"12345", *_NUMBERS[:5]))}
# Words that add nothing to a date. "In" is one too, but "in two weeks" is still to come (`_TO_COME`).
_EMPTY = frozenset(
    "the of on in at during was it i think maybe probably possibly perhaps sometime towards back".split()
)
_OFTEN_MISTYPED = (
    *MONTHS,
    *WEEKDAYS,
    *("christmas", "easter", "autumn", "spring", "summer", "beginning", "holidays", "reception", "between", "early"),
)
_PIECE = re.compile(r"'\d\d(?!\d)|\d+(?:st|nd|rd|th)(?![^\W\d_])|\d+|[^\W\d_]+|\S")
_DATE_SIGNS = frozenset("mwnoyd")
_QUOTES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def plain_text(words: str) -> str:
    """The words in small letters, with one blank between them; digits of any script, quotes and dashes as in English."""
    made = []
    for sign in words.casefold().translate(_QUOTES).translate(_DASHES):
        if sign.isdecimal():
            made.append(str(unicodedata.decimal(sign)))
        elif unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace():
            made.append(sign)
    return " ".join("".join(made).split())


def signs(text: str) -> str:
    """Plain text as signs, with one blank between them."""
    text = _numeric(_phrases(text))
    made: list[str] = []
    for piece in _PIECE.findall(text):
        made += _sign(piece)
    return " ".join(_ranges(_groups(made)))


def _phrases(text: str) -> str:
    """Words that belong together, put into one; the hour left out."""
    text = re.sub(r"\bat \d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b", "", text)
    text = re.sub(r"\bon or about\b", "about", text)
    text = re.sub(r"(?<![\d/.-])(\d{1,2})(?:st|nd|rd|th)?-?ish\b", r"about \1", text)
    text = re.sub(r"\b(?:some|one) (?:day|time|point)\b(?! ago)", "sometime", text)
    text = re.sub(r"\bw ?[/.] ?([bce])\b|\bw([bce])\b", lambda m: f"week {m[1] or m[2]} ", text)
    text = re.sub(r"\bweek (?:beginning|starting|commencing|from)\b", "week commencing", text)
    text = re.sub(r"\bweek (?:ending|e)\b", "week ending", text)
    # "week 2 of March" is its second week; "week of 2 March" is the week of that day
    text = re.sub(
        rf"\bw(?:ee)?k (?:number )?({'|'.join(_WEEKS)}) (?:of|in)\b", lambda m: f"{_WEEKS[m[1]]} week of", text
    )
    return re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "", text)


def _numeric(text: str) -> str:
    """Dates in figures, in the British order: 3/9/24 is 3 September. The day and month may be out of range here."""
    text = re.sub(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/.-]*\d)", r"\4 month\3 \1", text)
    text = re.sub(
        r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/.-]*\d)",
        lambda m: f"{m[1]} month{m[3]} {m[4]}",
        text,
    )
    text = re.sub(r"(?<![\d/.-])(\d{1,2})[/.](\d{4})(?![\d/.-]*\d)", r"month\1 \2", text)
    text = re.sub(r"(?<![\d/.-])(\d{4}) ?[/-] ?(\d{4}|\d\d)(?![\d/.-]*\d)", _two_years, text)
    text = re.sub(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/.-]*\d)(?! ?[^\W\d_])", r"\1 month\2", text)
    return re.sub(r"\b(\d{1,2})-([^\W\d_]{3,})-(\d{4}|\d\d)\b", r"\1 \2 \3", text)


def _two_years(found: re.Match[str]) -> str:
    """2023/24 is a school year, as 2011/12 is; 2023-11 a month, as computers write it."""
    first, second = int(found[1]), int(found[2])
    if second == (first + 1) % 100 or second == first + 1:
        return f" schoolyear{first} "
    return f"month{second} {first}" if len(found[2]) == 2 and 1 <= second <= 12 else found[0]


def _sign(piece: str) -> list[str]:
    if piece[0] == "'" and len(piece) == 3:
        return [f"y20{piece[1:]}"]
    if piece[0].isdecimal():
        return [_figure(piece)]
    if piece in _EMPTY or piece in ",;.!?()\"'":
        return []
    return [_KNOWN.get(piece) or _mended(piece)]


def _figure(piece: str) -> str:
    if not piece.isdecimal():
        return f"o{int(piece[:-2])}" if len(piece) < 5 else piece
    return f"y{piece}" if len(piece) == 4 else f"n{int(piece)}" if len(piece) < 3 else piece


def _mended(word: str) -> str:
    """The one word that a mistyped one can be; the word itself if there is none, or more than one."""
    if len(word) < 5 or len(word) > 12 or word in _WHOLE:
        return word
    near = [known for known in _OFTEN_MISTYPED if _distance(word, known) <= (2 if len(known) > 6 else 1)]
    return _KNOWN.get(near[0], near[0]) if len(near) == 1 else word


# Words that core/spoken_ways.py reads, or refuses for a reason of their own; and some that look like a mistyped date.
_WHOLE = frozenset(
    "early christmas easter autumn spring summer winter between before after since about "
    "nearly yearly almost eastern later string match marched sundays mondays".split()
)


def _distance(one: str, other: str) -> int:
    """How many letters were left out, added, changed or swapped with the next one; 9 if clearly more than two."""
    if abs(len(one) - len(other)) > 2:
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _groups(made: list[str]) -> list[str]:
    """Numbers after a word that says what they are: "month 3", "schoolyear 2023", "year 7", "y 7"."""
    text = " ".join(made)
    text = re.sub(r"\bmonth n(\d+)\b", r"m\1", text)
    text = re.sub(r"\bschoolyear y(\d{4})\b", r"s\1", text)
    text = re.sub(r"(?<!new )\b(?:year|y) [no](\d{1,2})\b(?! ago)", r"g\1", text)
    text = re.sub(r"\b(?:year|y) r\b", "g0", text)
    return re.sub(r"(?<!new )\byear y(\d{4})\b", r"y\1", text).split()


def _ranges(made: list[str]) -> list[str]:
    """A dash between two dates means "to" and a stroke "or"; elsewhere a dash only joins two words."""
    kept: list[str] = []
    for place, sign in enumerate(made):
        if sign not in "-/":
            kept.append(sign)
            continue
        after = made[place + 1] if place + 1 < len(made) else ""
        if kept and _datelike(kept[-1]) and (sign == "/" or _datelike(after)):
            kept.append("to" if sign == "-" else "or")
        elif sign == "/":
            kept.append(sign)
    return kept


def _datelike(sign: str) -> bool:
    return sign[:1] in _DATE_SIGNS and sign[1:].isdigit()
