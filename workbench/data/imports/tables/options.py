"""What the user chose of a table before it was looked at."""

from dataclasses import dataclass

from workbench.data.imports.recipe import TestSplit


@dataclass(frozen=True)
class TableOptions:
    """As in `workbench.data.imports.tables.recipe.TableRecipe`; None: guess.

    Attributes:
        present: words such as NA that are values, although they usually count as missing; None: guess for the label.
        plain_dates: weekday and hour as plain numbers, as in sets that were set up earlier; None: as sine and cosine.
        words: columns of texts whose most frequent words shall be features.
        left_out: columns that shall not be features.
        included: columns that shall be features although the guess leaves them out.
    """

    name: str | None = None
    label_column: str | None = None
    test: TestSplit | None = None
    separator: str | None = None
    encoding: str | None = None
    header: bool | None = None
    decimal: str | None = None
    sheet: str | None = None
    skip_rows: int | None = None
    skip_footer: int | None = None
    quote: str | None = None
    present: tuple[str, ...] | None = None
    plain_dates: bool | None = None
    words: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
