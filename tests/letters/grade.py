"""How hard a text is to read: its Flesch-Kincaid grade, the years of school it takes.

The grade is 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59 (Kincaid and others, 1975). Syllables are
counted by the rules of English spelling; ``test_reading_grade`` holds them to words that were counted by ear. A number
is one word of one syllable, as the usual tools count it. The numbers in brackets that lead to the annex are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_CITED = re.compile(r" ?\(\d+(?:, \d+)*\)")
_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)*|\d+", re.IGNORECASE)
_END = re.compile(r"[.?!:](?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
# The e of an ending is silent, but not in "tables", "places" and "ended"; nor is it within "statement" and "named".
_SILENT = re.compile(
    r"(?:(?<![^aeiou]l)e|(?<!s)(?<!x)(?<!z)(?<!ch)(?<!sh)(?<!c)(?<!g)(?<![^aeiou]l)es|(?<!t)(?<!d)(?<![^aeiou]l)ed)$"
)
_SILENT_WITHIN = re.compile(r"(?<=[^aeiouy])e(?=(?:ments?|ly|fully?|less|fore|where|thing|times?|body|works?)$)")
_TWO_SOUNDS = re.compile(  # neighbouring vowels, each of which is spoken
    r"(?<![tcs])ia(?!ge)|(?<![tcsgx])io(?:$|[^u])|[uoiy]ing|(?<=[aeu]y)ing|eing|eo(?!p)|(?<!q)ua[lt]|uou|oev|iu|iet|ier$|iest|(?<![ct])ien(?!d)"
    r"|crea|rea(?=s?s[ei]|ct)|coo(?=pe|rd)|idea|rea$"
)
_BY_EAR = {
    "every": 2, "everything": 3, "everybody": 4, "everywhere": 3, "business": 2, "area": 3, "areas": 3, "idea": 3,
    "different": 3, "people": 2, "science": 2, "something": 2, "somebody": 3, "being": 2, "reason": 2,
    "reasons": 2, "maybe": 2,
}  # fmt: skip


def grade(texts: Iterable[str]) -> float:
    """The grade of some paragraphs, each of which ends a sentence."""
    words = sentences = sounds = 0
    for text in texts:
        read = _CITED.sub("", text)
        found = _WORD.findall(read)
        words += len(found)
        sounds += sum(map(syllables, found))
        sentences += max(1, len(_END.findall(read)))
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59


@cache
def syllables(word: str) -> int:
    """How many syllables a word has when it is spoken; of a number, one."""
    plain = re.sub(r"[’'](?:s|m|d|ll|ve|re)?", "", word.lower())
    if plain in _BY_EAR:
        return _BY_EAR[plain]
    spoken = _SILENT_WITHIN.sub("", _SILENT.sub("", plain))
    return max(1, len(_VOWELS.findall(spoken)) + len(_TWO_SOUNDS.findall(plain)))
