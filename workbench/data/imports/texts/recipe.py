"""How texts are read: what the user chose, and the facts found by looking at them."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from workbench.data.imports.recipe import TestSplit, later


@dataclass(frozen=True)
class TextRecipe:
    """Texts: a table with a column of texts and one of labels, or a folder of text files for each class.

    Attributes:
        name: as on the command line and as the folder's name.
        path: the table or the folder.
        text_column, label_column: of a table, "" for a folder.
        encoding: "" where each file of a folder has its own.
        separator: of a table, "" for a folder.
        length: tokens that an embedding network sees.
        num_words: size of the vocabulary.
        sizes: texts of the training and the test part.
        header: whether the first row of a table holds the names of the columns.
        class_sizes: texts of each class, in both parts.
        lengths: words of the training texts, at the fractions 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1 of them.
        different_words: in all texts.
        broken: files that are left out, each with its reason.
        notes: what the user should know.
        quoting, skip_rows: of a table, see `workbench.data.imports.texts.tables.TextTable`.
        warnings: what may be wrong.
    """

    format: ClassVar[str] = "texts"

    name: str
    path: Path
    text_column: str
    label_column: str
    encoding: str
    separator: str
    test: TestSplit
    length: int
    num_words: int
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    header: bool = True
    class_sizes: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    different_words: int = 0
    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    quoting: bool = later(True)
    skip_rows: int = later(0)
    warnings: tuple[str, ...] = later(())
