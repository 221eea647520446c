"""Keyboards of other scripts: a key typed there reaches the verb at its place of the keyboard.

Only where nothing is being typed, only for letters that no verb has, and only to keys of the table;
the layouts agree on the places of their letters, so that one table serves them all.
"""

from __future__ import annotations

__all__ = ["key_at_place"]

_PLACES = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'

# The letters of each layout in the order of `_PLACES`; a space where it has none of its own.
_LAYOUTS = (
    ("йцукенгшщзхъфывапролджэячсмитьбю.", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"),  # Russian
    ("йцукенгшщзхїфівапролджєячсмитьбю.", "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,"),  # Ukrainian
    (";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./", ':ΣΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ¨"ΖΧΨΩΒΝΜ<>?'),  # Greek
    ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤر ىةوزظ", "                                 "),  # Arabic
    ("ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو./", "                                 "),  # Persian
    ("/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.", "                                 "),  # Hebrew
)

# The unshifted digit row of AZERTY, and the letters of the Lithuanian one.
_DIGITS = {
    **dict(zip("&é\"'(-è_çà", "1234567890", strict=True)),
    **dict(zip("ąčęėįšųū", "12345678", strict=True)),
}
# Arabic-Indic and Persian digits.
_DIGITS |= {chr(base + digit): str(digit) for base in (0x660, 0x6F0) for digit in range(10)}


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for plain, shifted in _LAYOUTS:
        for row, places in ((plain, _PLACES), (shifted, _SHIFTED)):
            for letter, place in zip(row, places, strict=True):
                if not letter.isascii():
                    table.setdefault(letter, place)
    table |= {letter: digit for letter, digit in _DIGITS.items() if not letter.isascii()}
    return table


_AT_PLACE = _table()


def key_at_place(character: str) -> str | None:
    """The character of a Latin keyboard at the place of one of another; None where none is known.

    Signs of ASCII are never moved: on AZERTY `-` and `(` are typed for what they are.
    """
    return _AT_PLACE.get(character)
