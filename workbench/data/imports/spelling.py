"""Names that differ in their spelling only."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal


def alike(names: Sequence[str]) -> tuple[str, str] | None:
    """The first two names that are the same but for capitals, spaces and how accents are stored, or the same number."""
    seen: dict[str, str] = {}
    for name in names:
        plain = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        if re.fullmatch(r"[-+]?\d+(\.\d+)?", plain):
            sign, digits, exponent = Decimal(plain).as_tuple()
            number = "".join(map(str, digits)).lstrip("0")
            stripped = number.rstrip("0")
            plain = repr(
                (sign if number else 0, stripped, int(exponent) + len(number) - len(stripped) if number else 0)
            )
        if plain in seen:
            return seen[plain], name
        seen[plain] = name
    return None
