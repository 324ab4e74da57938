"""What the user chose before the data were looked at; None means: guess."""

from dataclasses import dataclass

from workbench.data.own.recipe import TestPart


@dataclass(frozen=True)
class TableChoices:
    """Choices for a table (see `workbench.data.own.recipe.TableRecipe`).

    Attributes:
        left_out: columns that shall not be features.
        taken: columns that shall be features although the guess leaves them out.
    """

    name: str | None = None
    label_column: str | None = None
    test: TestPart | None = None
    separator: str | None = None
    encoding: str | None = None
    header: bool | None = None
    decimal: str | None = None
    sheet: str | None = None
    left_out: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageChoices:
    """Choices for a folder of images (see `workbench.data.own.recipe.ImageFolderRecipe`)."""

    name: str | None = None
    test: TestPart | None = None
    height: int | None = None
    width: int | None = None
    channels: int | None = None


@dataclass(frozen=True)
class TextChoices:
    """Choices for texts (see `workbench.data.own.recipe.TextRecipe`)."""

    name: str | None = None
    text_column: str | None = None
    label_column: str | None = None
    test: TestPart | None = None
    separator: str | None = None
    encoding: str | None = None
    length: int | None = None
    num_words: int | None = None
    header: bool | None = None


Choices = TableChoices | ImageChoices | TextChoices
