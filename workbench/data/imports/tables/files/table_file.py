"""A table whose form is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.data.imports.tables.declaration import Declaration
from workbench.data.imports.tables.files.sniffing import TextFormat


@dataclass(frozen=True)
class TableFile:
    """A table whose form is known.

    Attributes:
        form: encoding, separator, header, mark of decimals and names; of files that are no texts only the last three
            count.
        sheet: of an Excel file.
        file_type: see `workbench.data.imports.tables.recipe.TableRecipe`.
        declared: what the file says of its columns, by their names.
    """

    path: Path
    form: TextFormat
    sheet: str = ""
    file_type: str = ""
    declared: Mapping[str, Declaration] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.form.columns

    def declaration(self, column: str) -> Declaration:
        """What the file says of a column."""
        return self.declared.get(column, Declaration())

    @property
    def label(self) -> str | None:
        """The column that is the label as the file says."""
        return next((name for name, declaration in self.declared.items() if declaration.label), None)
