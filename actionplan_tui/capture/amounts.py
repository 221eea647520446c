"""Numbers and amounts as people type them: "120,000", "1.234,56", "12k", "USD 5m", "95%"."""

from __future__ import annotations

import re
from typing import NamedTuple

from actionplan_tui.capture.digits import ascii_digits, cited, one_line, plain_digits
from actionplan_tui.model.problem import Problem

_SCALES = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
_SCALES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_SYMBOLS = {
    "ST$": "WST", "WS$": "WST", "US$": "USD", "A$": "AUD", "NZ$": "NZD", "FJ$": "FJD",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₦": "NGN", "₱": "PHP",
    "₵": "GHS", "₫": "VND", "₩": "KRW", "₺": "TRY", "₽": "RUB", "฿": "THB", "Rs": "INR",
}  # fmt: skip
_DIGITS = r"[+-]?(?:\d[\d.,'’٫٬]*(?: \d{3}(?![\d]))*(?:[.,٫]\d+)?|[.,]\d+)"
_SCALE = r"(?: ?(thousand|million|billion|mn|bn|[kmb])(?![^\W\d_]))?"
NUMBER = re.compile(rf"({_DIGITS}(?:e[+-]?\d+)?)?([½¼¾])?{_SCALE}", re.IGNORECASE)
_BLANK = " \t\n\u00a0\u200e\u200f\u2066\u2067\u2068\u2069"
_MINUS_SYMBOL = re.compile(r"-[^\d\s.,½¼¾]")
_SYMBOL = re.compile("|".join(re.escape(s) for s in sorted(_SYMBOLS, key=len, reverse=True)))
_CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AZN BAM BBD BDT BGN BHD BIF BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KZT
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
    NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SLE
    SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
    WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()  # noqa: SIM905 - a list to be read
)


class Amount(NamedTuple):
    """A quantity and its unit: a currency code, "%" or "" for a bare number."""

    quantity: float
    unit: str = ""


def is_currency(unit: str) -> bool:
    """Whether the unit is a currency's code."""
    return unit in _CURRENCIES


def understand_number(text: str) -> float:
    """The number meant: "120,000", "1 000", "1.234,56", "12k", "50%" (50).

    One comma before three digits parts thousands ("1,234"), else it is the decimal mark
    ("1,5"); one point is always the decimal mark. Raises: Problem when it is no number.
    """
    plain = one_line(plain_digits(text))
    found = NUMBER.fullmatch(plain.removesuffix("%").rstrip())
    if not found or not (found[1] or found[2]):
        raise Problem(f"{cited(text)} is no number: try 120,000 or 4.1")
    return number_of(found, text, found[3] or "")


def number_of(found: re.Match[str], text: str, scale: str) -> float:
    """The value of a match of `NUMBER`, counted in thousands or more where a scale says so.

    Raises: Problem when its marks make no sense.
    """
    value = _value(found[1], text) if found[1] else 0.0
    if found[2]:
        value += _FRACTIONS[found[2]] * (-1 if (found[1] or "").startswith("-") else 1)
    return value * _SCALES[scale.lower()]


def _value(digits: str, text: str) -> float:
    for mark in "'’٬ ":
        digits = digits.replace(mark, "")
    digits = digits.replace("٫", ".").rstrip(".,")
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        decimal = max(",.", key=digits.rfind)
        parted = "," if decimal == "." else "."
        head, _, tail = digits.rpartition(decimal)
        sound = decimal not in head and parted not in tail and _grouped(head, parted)
        digits = head.replace(parted, "") + "." + tail
    elif commas > 1 or points > 1:
        parted = "," if commas else "."
        sound, digits = _grouped(digits, parted), digits.replace(parted, "")
    elif commas:
        thousands = _grouped(digits, ",") and digits.lstrip("+-")[0] not in "0,"
        sound, digits = True, digits.replace(",", "" if thousands else ".")
    else:
        sound = True
    if not sound:
        raise Problem(f"{cited(text)} is no number: its commas and points do not agree")
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise Problem(f"{cited(text)} is too large a number")
    return number


def _grouped(digits: str, mark: str) -> bool:
    """Whether the mark stands where thousands are parted."""
    first, *rest, last = digits.lstrip("+-").split(mark)
    if not (1 <= len(first) <= 3 and first.isdigit() and len(last) == 3 and last.isdigit()):
        return False
    # By threes, or as in India by twos before the last three: 12,34,567.
    return all(len(part) == 3 for part in rest) or (
        mark == "," and len(first) < 3 and all(len(part) == 2 for part in rest)
    )


def leading_amount(text: str, currency: str = "") -> tuple[Amount | None, str]:
    """The amount with which the text begins, if it does, and the rest of the text as typed."""
    text = text.lstrip(_BLANK)
    plain = ascii_digits(text)
    sign = -1 if _MINUS_SYMBOL.match(plain) else 1
    unit, place = _currency(plain, 1 if sign < 0 else 0, currency)
    found = NUMBER.match(plain, place)
    if not found or not (found[1] or found[2]) or (sign < 0 and not unit):
        return None, text
    scale, end = found[3] or "", found.end()
    after, last = _currency(plain, end, currency) if not unit else ("", end)
    if not unit and not after and plain[end:].strip():
        if len(scale) == 1:
            if not plain[found.start(3) - 1].isspace():
                return None, text  # a "5m cable" is no amount
            scale, end = "", found.start(3)  # "5 m cable" is of five metres
        elif not scale and plain[end].isalpha():
            return None, text  # and a "3D printer" is none
    try:
        value = sign * number_of(found, text, scale)
    except Problem:
        return None, text
    if after:
        return Amount(value, after), text[last:].strip()
    rest = text[end:].lstrip()
    if not unit and rest.startswith("%"):
        return Amount(value, "%"), rest[1:].strip()
    return Amount(value, unit), rest.strip()


def _currency(text: str, place: int, currency: str) -> tuple[str, int]:
    """The currency at the place (blanks before it do not count), "" for none, and its end."""
    start = place + len(text[place:]) - len(text[place:].lstrip())
    code = text[start : start + 3]
    if (code in _CURRENCIES or (code and code == currency)) and not text[
        start + 3 : start + 4
    ].isalpha():
        return code, _skip(text, start + 3)
    symbol = _SYMBOL.match(text, start)
    if not symbol:
        return "", place
    found = currency if symbol[0] == "$" and currency else _SYMBOLS[symbol[0]]
    return found, _skip(text, symbol.end())


def _skip(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip())


def format_number(number: float) -> str:
    """The number as people read it, "120,000" or "4.1"; `understand_number` gives it back."""
    if number == int(number) and abs(number) < 1e15:
        return f"{int(number):,}"
    text = repr(float(number))
    if "e" in text or "n" in text:
        return text
    whole, _, part = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}.{part}"


def format_amount(amount: Amount) -> str:
    """The amount as people read it: "USD 120,000", "95%", "8", "3 days"."""
    number = format_number(amount.quantity)
    if is_currency(amount.unit):
        return f"{amount.unit} {number}"
    return (
        f"{number}{amount.unit}"
        if amount.unit.startswith("%")
        else f"{number} {amount.unit}".strip()
    )
