"""What the user chose before the data were looked at; None means: guess."""

from dataclasses import dataclass

from workbench.data.imports.recipe import TestSplit


@dataclass(frozen=True)
class TableOptions:
    """ImportOptions for a table (see `workbench.data.imports.recipe.TableRecipe`).

    Attributes:
        left_out: columns that shall not be features.
        taken: columns that shall be features although the guess leaves them out.
    """

    name: str | None = None
    label_column: str | None = None
    test: TestSplit | None = None
    separator: str | None = None
    encoding: str | None = None
    header: bool | None = None
    decimal: str | None = None
    sheet: str | None = None
    left_out: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageOptions:
    """ImportOptions for a folder of images (see `workbench.data.imports.recipe.ImageFolderRecipe`)."""

    name: str | None = None
    test: TestSplit | None = None
    height: int | None = None
    width: int | None = None
    channels: int | None = None


@dataclass(frozen=True)
class TextOptions:
    """ImportOptions for texts (see `workbench.data.imports.recipe.TextRecipe`)."""

    name: str | None = None
    text_column: str | None = None
    label_column: str | None = None
    test: TestSplit | None = None
    separator: str | None = None
    encoding: str | None = None
    length: int | None = None
    num_words: int | None = None
    header: bool | None = None


ImportOptions = TableOptions | ImageOptions | TextOptions
