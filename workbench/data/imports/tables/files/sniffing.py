"""How a text file of a table is written: separator, header, mark of decimals; guesses that the user can change."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from workbench.data.files.packed import open_text
from workbench.data.imports.tables.files.beginning import Beginning, first_rows
from workbench.data.imports.tables.files.header import has_header, names_of
from workbench.data.imports.tables.files.separator import decimal_of, separator_of
from workbench.errors import UserError
from workbench.storage.atomic import explaining

MOST_COLUMNS = 50_000
"""Of a table; with more of them, looking at it would take minutes."""


@dataclass(frozen=True)
class TextFormat:
    """How a file is read.

    Attributes:
        columns: names, each another one: those of the header, or "column 1" and so on.
    """

    encoding: str
    separator: str
    header: bool
    decimal: str
    columns: tuple[str, ...]


def sniff(
    path: Path,
    encoding: str,
    separator: str | None = None,
    header: bool | None = None,
    decimal: str | None = None,
) -> TextFormat:
    """Guess what is None from the first rows, which are read once.

    Raises:
        UserError: the file cannot be read, is empty or no text.
    """
    with explaining("read", path), open_text(path, _known(encoding, path)) as stream:
        beginning = Beginning(path, stream)
        separator = separator or separator_of(beginning)
        rows = first_rows(beginning, separator)
    if not rows:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    if (width := max(map(len, rows))) > MOST_COLUMNS:
        raise UserError(
            f"{path} has {width:,} columns, and at most {MOST_COLUMNS:,} can be read.",
            "Check the separator, and whether rows end where lines do.",
            "--separator MARK",
        )
    header = has_header(rows) if header is None else header
    body = rows[1:] if header else rows
    decimal = decimal or decimal_of(body, separator)
    return TextFormat(encoding, separator, header, decimal, names_of(path, rows[0] if header else [], body))


def rows_of(path: Path, form: TextFormat) -> list[list[str]]:
    """The first rows of a file that is written so, with the header."""
    with explaining("read", path), open_text(path, form.encoding) as stream:
        return first_rows(Beginning(path, stream), form.separator)


def _known(encoding: str, path: Path) -> str:
    """The encoding itself; `UserError` for an unknown one."""
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise UserError(f"{path} cannot be read as {encoding} text: {error}.", "Choose another encoding.") from error
