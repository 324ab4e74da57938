"""A table whose form is known."""

from dataclasses import dataclass
from pathlib import Path

from workbench.data.imports.tables.files.sniffing import TextFormat


@dataclass(frozen=True)
class TableFile:
    """A table whose form is known.

    Attributes:
        form: encoding, separator, header, mark of decimals and names; of Excel and Parquet only the last three count.
        sheet: of an Excel file.
    """

    path: Path
    form: TextFormat
    sheet: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return self.form.columns
