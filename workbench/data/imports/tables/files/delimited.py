"""Text files with a row a line and marks between the columns: the type of all that is not recognised as another."""

from pathlib import Path

from workbench.data.files.text_files import encoding_of
from workbench.data.imports.checks import Finding
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.sniffing import layout_findings, sniff
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.text_file import text_pieces
from workbench.data.imports.tables.options import TableOptions


def look_at_text(path: Path, options: TableOptions) -> TableFile:
    """What is not chosen is guessed; `UserError` if it cannot be read."""
    return TableFile(path, sniff(path, options.encoding or encoding_of(path), options))


def _notes(table: TableFile) -> tuple[Finding, ...]:
    return layout_findings(table.path, table.form)


DELIMITED = FileType(
    name="delimited",
    title="a text file with marks between the columns",
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    recognises=lambda _beginning: False,
    look_at=look_at_text,
    pieces=text_pieces,
    is_text=True,
    notes=_notes,
)
