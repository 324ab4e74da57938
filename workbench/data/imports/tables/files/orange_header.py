"""The rows that Orange writes above the samples: names, types and flags, or names with these in front."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.tables.declaration import IGNORED, META, OTHER_CLASS, WEIGHTS, Declaration

_NUMBERS = frozenset({"c", "continuous", "numeric", "n"})
_CATEGORIES = frozenset({"d", "discrete", "categorical"})
_TEXTS = frozenset({"s", "string", "text", "t", "time", "basket", "u", ""})
_TYPES = _NUMBERS | _CATEGORIES | _TEXTS
_LISTED = re.compile(r"(?:\\.|[^\s\\])+")
_FLAGS = {"class": "c", "c": "c", "meta": "m", "m": "m", "ignore": "i", "i": "i", "weight": "w", "w": "w"}
_PREFIXED = re.compile(r"([mciw]?)([CDSTNU]?)#(.+)", re.DOTALL)
_OTHERWISE = "Choose that the first row holds no names, or another separator, if that is not meant."
_LEFT_OUT = {"m": META, "i": IGNORED, "w": WEIGHTS}


@dataclass(frozen=True)
class OrangeHeader:
    """What stands above the rows.

    Attributes:
        rows: of the header.
        types: of the columns, in small letters, or the list of their values.
        flags: of the columns, a letter each, "" for none.
    """

    rows: int
    names: tuple[str, ...]
    types: tuple[str, ...]
    flags: tuple[str, ...]


def header_of_rows(rows: Sequence[Sequence[str]]) -> OrangeHeader | None:
    """What the first three rows of a table declare, their cells without spaces around them; None for another table."""
    return _three_rows(rows) or _prefixed(rows)


def declarations(header: OrangeHeader, names: Sequence[str]) -> Mapping[str, Declaration]:
    """What a header says of the columns of these names; the first class is the label."""
    label = header.flags.index("c") if "c" in header.flags else None
    return {
        name: _declaration(kind, flag, place == label)
        for place, (name, kind, flag) in enumerate(zip(names, header.types, header.flags, strict=True))
    }


def finding(header: OrangeHeader) -> Finding:
    """What the user should know of it."""
    where = "rows 2 and 3" if header.rows > 1 else "letters in front of the names"
    message = f"This is a file of Orange: {where} say what the columns hold, and are no samples."
    return Finding(Severity.WARNING, message, _OTHERWISE)


def _three_rows(rows: Sequence[Sequence[str]]) -> OrangeHeader | None:
    if len(rows) < 3 or len(rows[0]) < 2 or max(map(len, rows[:3])) > len(rows[0]):
        return None
    names, types, flags = ([*row, *[""] * (len(rows[0]) - len(row))] for row in rows[:3])
    known = [word.lower() in _TYPES or len(_LISTED.findall(word)) > 1 for word in types]
    read = [_flag(words) for words in flags]
    if not all(known) or not any(types) or None in read or not any(word.lower() in _TYPES for word in types if word):
        return None
    return OrangeHeader(3, tuple(names), tuple(types), tuple(flag or "" for flag in read))


def _flag(words: str) -> str | None:
    """The letter of a cell of the third row; None where it holds anything else than flags and attributes."""
    found = ""
    for word in words.split():
        if word.lower() in _FLAGS:
            found = _FLAGS[word.lower()]
        elif "=" not in word:
            return None
    return found


def _prefixed(rows: Sequence[Sequence[str]]) -> OrangeHeader | None:
    if not rows or len(rows[0]) < 2:
        return None
    found = [_PREFIXED.fullmatch(name) for name in rows[0]]
    marked = [match for match in found if match is not None and (match[1] or match[2])]
    if not any(match[1] for match in marked) and len(marked) < len(found) / 2:  # notes such as C#4 are no prefixes
        return None
    shown = [
        (match[3], match[2].lower(), match[1]) if match is not None and match in marked else (name, "", "")
        for name, match in zip(rows[0], found, strict=True)
    ]
    names, types, flags = zip(*shown, strict=True)
    return OrangeHeader(1, names, types, flags)


def _declaration(kind: str, flag: str, label: bool) -> Declaration:
    left_out = _LEFT_OUT.get(flag, OTHER_CLASS if flag == "c" and not label else "")
    if kind.lower() in _TYPES:
        return Declaration(kind.lower() in _CATEGORIES, (), label, left_out)
    return Declaration(True, tuple(re.sub(r"\\(.)", r"\1", value) for value in _LISTED.findall(kind)), label, left_out)
