"""What can be typed as a row of a user's table: in grey in the entry, and at length when the pointer rests on it."""

from dataclasses import dataclass
from functools import lru_cache

from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.imports.tables.typed_rows import mark_of
from workbench.data.types import DatasetSource, Kind

_HINTED, _EXPLAINED, _VALUES = 12, 15, 6
_TYPES = {
    ColumnType.NUMERIC: "a number",
    ColumnType.DATE: "a date",
}


@dataclass(frozen=True)
class TypedColumns:
    """The columns of a row, in the order in which their values are typed.

    Attributes:
        hint: their names.
        explanation: what each holds.
    """

    hint: str
    explanation: str


def typed_columns(source: DatasetSource) -> TypedColumns | None:
    """For a dataset that is a table of the user's; None for others."""
    return _columns_of(source.recipe) if source.kind is Kind.TABULAR and source.recipe else None


@lru_cache(maxsize=1)  # asked for at every refresh, and a recipe may have thousands of columns
def _columns_of(text: str) -> TypedColumns | None:
    recipe = recipe_from_text(text)
    if not isinstance(recipe, TableRecipe):
        return None
    mark = mark_of(recipe)
    used = [column for column in recipe.columns if column.used]
    names = [column.name for column in used[:_HINTED]]
    if len(used) > _HINTED:
        names.append(f"… ({len(used):,} values)")
    lines = [f"{column.name}: {_holds(column)}" for column in used[:_EXPLAINED]]
    if len(used) > _EXPLAINED:
        lines.append(f"and {len(used) - _EXPLAINED:,} more columns")
    first = f"A row of your table, with “{mark}” between the values; none where one is missing. Then press Enter."
    return TypedColumns(f"{mark} ".join(names), "\n".join((first, "", *lines)))


def _holds(column: Column) -> str:
    if column.kind is ColumnType.CATEGORICAL:
        more = ", …" if len(column.categories) > _VALUES or column.other else ""
        return ", ".join(column.categories[:_VALUES]) + more
    return f"{column.true} or its opposite" if column.kind is ColumnType.BOOLEAN else _TYPES[column.kind]
