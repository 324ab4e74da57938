"""What the user chose of texts before they were looked at."""

from dataclasses import dataclass

from workbench.data.imports.recipe import TestSplit


@dataclass(frozen=True)
class TextOptions:
    """As in `workbench.data.imports.texts.recipe.TextRecipe`; None: guess."""

    name: str | None = None
    text_column: str | None = None
    label_column: str | None = None
    test: TestSplit | None = None
    separator: str | None = None
    encoding: str | None = None
    length: int | None = None
    num_words: int | None = None
    header: bool | None = None
    quoting: bool | None = None
    skip_rows: int | None = None
