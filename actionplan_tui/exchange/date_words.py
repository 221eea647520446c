"""The words of dates in tables: months in other languages, and talk around a date."""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    "janvier janv enero janeiro يناير января",
    "fevrier fevr fev febrero fevereiro فبراير февраля",
    "mars marzo março marco مارس марта",
    "avril avr abril أبريل ابريل апреля",
    "mai mayo maio مايو мая",
    "juin junio junho يونيو июня",
    "juillet juil julio julho يوليو июля",
    "aout agosto أغسطس اغسطس августа",
    "septembre septiembre setiembre setembro سبتمبر сентября",
    "octobre octubre outubro أكتوبر اكتوبر октября",
    "novembre noviembre novembro نوفمبر ноября",
    "decembre diciembre dezembro ديسمبر декабря",
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c))


_NAMES = {
    _folded(name): english
    for names, english in zip(_MONTHS, _ENGLISH, strict=True)
    for name in names.split()
}
_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号])?")
_QUARTER = re.compile(
    r"\b(1st|first|2nd|second|3rd|third|4th|fourth|last)\s+quarter(?:\s+of|,)?\s+(?=\d{4})"
    r"|\bquarter\s*([1-4])\b|\b([1-4])(?:st|nd|rd|th)?\s*q(?:tr|uarter)?\b"
    r"|\bt([1-4])(?=[ /-]+\d{4})"
)
_QUARTERS = {"1": "1", "f": "1", "2": "2", "s": "2", "3": "3", "t": "3", "4": "4", "l": "4"}
_HALF = re.compile(r"\b(?:h([12])|(1st|first|2nd|second) half)(?:\s+of|,)?[ /-]*(\d{4})\b")
_BEFORE = re.compile(
    r"^(?:(?:done|completed?|due|finish(?:ed)?|deadline:?)\s+)?(?:by|before|on|until|till"
    r"|(?:no|not) later than|at the latest by|avant|le|el|antes del?|hasta el)[\s:]+(?:the\s+)?"
)
_AFTER = re.compile(r"[\s,]*(?:\(?(?:at the )?latest\)?|\(?(?:tbc|est\.?|approx\.?)\)?)$")
_END = re.compile(r"\b(?:end|fin(?:al)?)[\s-]+(?:of\s+|de\s+)?(?=[a-z]|\d{4})|\beo(?=q[1-4])")
_ORDINAL = re.compile(r"\b1er\b")


def english(words: str) -> str:
    """The text of a date with the months of other languages by their English names."""
    words = _CHINESE.sub(lambda m: "-".join(part for part in m.groups() if part), words)
    folded = _folded(words)
    named = _WORD.sub(lambda m: _NAMES.get(m[0], m[0]), folded)
    if named != folded:
        named = re.sub(r"\s+(?:de|do)\s+", " ", _ORDINAL.sub("1", named))
    return named


def without_talk(words: str) -> str:
    """The date alone: "no later than end-March 2027" is "end of march 2027"."""
    words = _AFTER.sub("", _BEFORE.sub("", words)).strip()
    words = _END.sub("end of ", words)
    words = _HALF.sub(lambda m: f"q{2 if (m[1] or m[2][0]) in ('1', 'f') else 4} {m[3]}", words)
    return _QUARTER.sub(
        lambda m: f"q{_QUARTERS[m[1][0]] if m[1] else m[2] or m[3] or m[4]} ", words
    ).strip()
