"""A first look at texts: a few of each class."""

from dataclasses import dataclass
from itertools import islice

from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.imports.texts.rows import Tally, place_of, texts_of
from workbench.data.types import silent

_SHOWN, _SHOWN_CHARACTERS = 12, 300


@dataclass(frozen=True)
class TextPreview:
    """A few texts.

    Attributes:
        rows: (class, first words of the text).
        lengths: words of the texts, as in the recipe.
        notes: what the user should know.
        columns: of a table, () for a folder.
        warnings: what may be wrong.
    """

    rows: tuple[tuple[str, str], ...]
    lengths: tuple[int, ...]
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def preview(recipe: TextRecipe) -> TextPreview:
    """The first words of the first texts of each class in turn; `UserError` if the files are gone."""
    by_class: dict[str, list[str]] = {name: [] for name in recipe.class_names}
    most = -(-_SHOWN // len(by_class))
    place = place_of(recipe)
    for row in islice(texts_of(place, Tally(), silent), 5_000):
        if len(by_class.get(row.label, ())) < most and row.label in by_class and row.text.strip():
            by_class[row.label].append(" ".join(row.text[: 4 * _SHOWN_CHARACTERS].split())[:_SHOWN_CHARACTERS])
    rows = tuple((name, texts[turn]) for turn in range(most) for name, texts in by_class.items() if turn < len(texts))
    columns = place.table.columns if place.table else ()
    return TextPreview(rows[:_SHOWN], recipe.lengths, (*recipe.notes, *recipe.broken), columns, recipe.warnings)
