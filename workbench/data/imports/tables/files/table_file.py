"""A table whose form is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.data.imports.tables.files.sniffing import TextFormat


@dataclass(frozen=True)
class Declaration:
    """What a file itself says of one of its columns.

    Attributes:
        categorical: whether it holds categories, also where they are numbers.
        categories: all of them in their order, where the file lists them.
        label: whether it is what is predicted.
        left_out: whether it is no feature.
    """

    categorical: bool = False
    categories: tuple[str, ...] = ()
    label: bool = False
    left_out: bool = False


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
