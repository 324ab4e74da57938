"""A first look at a table: its first rows as they are in the file."""

from dataclasses import dataclass

from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files.table_files import of_recipe, pieces
from workbench.data.imports.tables.findings import recipe_findings
from workbench.data.imports.tables.recipe import Column, TableRecipe

_ROWS = 20


@dataclass(frozen=True)
class TablePreview:
    """The first rows of a table.

    Attributes:
        columns: names.
        column_types: what each column holds, "label" for the label.
        rows: cells as text, of the first rows.
        warnings: what the user should know.
    """

    columns: tuple[str, ...]
    column_types: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def preview(recipe: TableRecipe) -> TablePreview:
    """The first rows; `UserError` if the table is gone."""
    table = of_recipe(recipe)
    rows: list[tuple[str, ...]] = []
    for piece in pieces(table, rows=_ROWS):
        rows += zip(*(as_texts(piece[name]) for name in table.columns), strict=True)
    warnings = tuple(str(finding) for finding in recipe_findings(recipe))
    types = tuple(_type_text(recipe, column) for column in recipe.columns)
    return TablePreview(table.columns, types, tuple(rows[:_ROWS]), warnings)


def _type_text(recipe: TableRecipe, column: Column) -> str:
    if column.name == recipe.label_column:
        return "label"
    if column.name == recipe.test.column:
        return "test part"
    return column.kind.value if column.used else f"{column.kind.value}, left out"
