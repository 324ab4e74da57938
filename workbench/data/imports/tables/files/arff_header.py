"""The attributes that an ARFF file declares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.tables.files.arff_values import plain_value, values_of
from workbench.data.imports.tables.files.sniffing import MOST_COLUMNS
from workbench.errors import UserError

_ATTRIBUTE = re.compile(r"""@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(.+)""", re.IGNORECASE)
_NUMBERS = ("numeric", "integer", "real")
_ISO = "%Y-%m-%dT%H:%M:%S"
_OF_JAVA = (("yyyy", "%Y"), ("yy", "%y"), ("MM", "%m"), ("dd", "%d"), ("HH", "%H"), ("mm", "%M"), ("ss", "%S"))


@dataclass(frozen=True)
class Attribute:
    """An attribute.

    Attributes:
        kind: "number", "nominal", "string" or "date".
        categories: of a nominal one, in their order.
        date_format: of dates, as in `datetime.strptime`.
    """

    name: str
    kind: str
    categories: tuple[str, ...] = ()
    date_format: str = ""

    @property
    def if_not_written(self) -> str:
        """The value in a sparse row that does not name the attribute."""
        if self.kind == "nominal":
            return self.categories[0] if self.categories else ""
        return "0" if self.kind == "number" else ""


def read_header(path: Path, lines: Iterator[str]) -> tuple[list[Attribute], int]:
    """The attributes, and the number of the line ``@data``, behind which the lines stand then.

    Raises:
        UserError: it is damaged, or of a form that is not read.
    """
    attributes: list[Attribute] = []
    for number, line in enumerate(lines, 1):
        text = line.lstrip("\ufeff").strip()
        word = text.split(None, 1)[0].lower() if text else ""
        if word == "@attribute":
            attributes.append(_attribute(path, number, text))
        elif word == "@data" and attributes:
            if len(attributes) > MOST_COLUMNS:
                raise UserError(
                    f"{path} has {len(attributes):,} attributes, and at most {MOST_COLUMNS:,} can be read.",
                    "Leave some of them out.",
                )
            return attributes, number
        elif word == "@data":
            break
    raise UserError(
        f"{path} is an ARFF file without attributes or without a line @data.",
        "It needs a line @attribute for each column, and the rows below a line @data.",
    )


def _attribute(path: Path, number: int, text: str) -> Attribute:
    match = _ATTRIBUTE.fullmatch(text)
    if match is None:
        raise UserError(f"Line {number:,} of {path} is no attribute: {text[:80]}.", "Expected is @attribute NAME TYPE.")
    name, declared = plain_value(match[1]), match[2].strip()
    word = declared.split(None, 1)[0].lower()
    if declared.startswith("{"):
        inside = declared[1 : declared.rindex("}")] if "}" in declared else declared[1:]
        return Attribute(name, "nominal", tuple(dict.fromkeys(value for value in values_of(inside) if value)))
    if word in _NUMBERS:
        return Attribute(name, "number")
    if word == "string":
        return Attribute(name, "string")
    if word == "date":
        return Attribute(name, "date", date_format=_date_format(plain_value(declared[len(word) :])))
    if word == "relational":
        raise UserError(
            f"The attribute “{name}” of {path} is relational: a table in each row.",
            "Such files are not read: save a table with one row for each sample, as ARFF or CSV.",
        )
    raise UserError(
        f"The attribute “{name}” of {path} has the unknown type “{declared[:40]}”.",
        "Known are numeric, integer, real, string, date and lists such as {a, b}.",
    )


def _date_format(form: str) -> str:
    """A format of Java as one of Python."""
    if not form:
        return _ISO
    for java, python in _OF_JAVA:
        form = form.replace(java, python)
    return form.replace("'", "")
