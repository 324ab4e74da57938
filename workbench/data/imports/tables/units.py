"""Numbers that are written with a unit or a sign: 12.5 %, $3.20, 39.1 mm."""

import re

_UNITS = (
    "kg|g|mg|µg|t|lb|lbs|oz|km|m|cm|mm|µm|nm|ft|km/h|m/s|mph|s|ms|sec|h|hr|hrs|min|mins|d|days|weeks|months|years|yrs|"
    "l|ml|dl|mmhg|bpm|hz|khz|mhz|ghz|v|w|kw|kwh|k|kb|mb|gb|tb|kč|czk|eur|usd|gbp|chf"
)
_NUMBER = r"[-+]?\d(?:[\d.,' \u00a0\u202f]*\d)?\.?"
_AFTER = re.compile(rf"({_NUMBER})\s?([%‰$€£¥]|°[cf]?|(?:{_UNITS}))", re.IGNORECASE)
_BEFORE = re.compile(r"([-+]?)([$€£¥])\s?([-+]?\d[\d.,' ]*)")


def divided(text: str) -> tuple[str, str]:
    """The number and its unit in lower case; the text itself and "" where it is not of that form."""
    if found := _AFTER.fullmatch(text):
        return found[1], found[2].lower()
    if found := _BEFORE.fullmatch(text):
        return f"{found[1]}{found[3]}", found[2]
    return text, ""


def without_unit(text: str, unit: str) -> str:
    """The number alone where it has that unit; any other text as it is."""
    if not unit:
        return text
    number, found = divided(text)
    return number if found == unit else text
