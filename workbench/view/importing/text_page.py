"""Texts of the user's: which columns, how long, how many words, which are for the test."""

from dataclasses import replace
from pathlib import Path
from tkinter import Misc

from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import TextPreview
from workbench.data.imports.texts.reading import FRACTIONS
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.view.importing.file_page import LABEL, FilePage
from workbench.view.importing.page import Changed, Wrong, fill
from workbench.view.importing.rows import OptionRows, TestRows

_BAR = 28
_COLUMNS = ("text", "label", "separator", "encoding", "header")


class TextPage(FilePage[TextOptions, TextRecipe, TextPreview]):
    """Columns, separator and encoding of a table; length, vocabulary, test split."""

    def __init__(self, parent: Misc, options: TextOptions, changed: Changed, wrong: Wrong, path: Path) -> None:
        super().__init__(parent, options, changed, wrong, path)
        table = not path.is_dir()
        rows = self.rows = OptionRows(self.form, self._guarded(self._columns_changed))
        rows.select("text", "Text column", {}, "The column of the texts.")
        rows.select("label", "Label column", {}, LABEL)
        self._add_form(self._form_changed)
        self._add_header(self._form_changed)
        rows.entry("length", "Length", "Words of a text that networks with an embedding see: its last ones.", "words")
        rows.entry("num_words", "Vocabulary", "So many of the most frequent words have a number of their own.", "words")
        rows.add_gap()
        rows.pack(anchor="w")
        for name in _COLUMNS:
            rows.show(name, table)
        elsewhere = "a second file" if table else "a second folder"
        self.test = TestRows(self.form, self._guarded(self._test_changed), elsewhere, columns=table)
        self.test.pack(anchor="w")
        explanation = "The first words of a few texts of each class."
        self.texts = self._add_table("Texts", explanation, {"class": 100, "text": 460})
        explanation = "How long the training texts are: so large a fraction of them has at most so many words."
        self.lengths = self._add_table("Lengths", explanation, {"fraction of texts": 110, "up to": 100, "": 330})
        self._add_classes()
        self._write_options("text", "label", "separator", "encoding", "length", "num_words")

    def show(self, recipe: TextRecipe, preview: TextPreview) -> None:
        """Show how the texts are read and what was found."""
        rows, self._recipe = self.rows, recipe
        for name in ("text", "label"):
            rows.boxes[name].offer({column: column for column in preview.columns})
        self._show_form(recipe, "text", "label", "separator", "encoding")
        for name in ("separator", "header"):
            rows.show(name, bool(recipe.separator))
        rows.show("encoding", bool(recipe.encoding))
        rows.entries["length"].set_hint(str(recipe.length))
        rows.note("length", f"of up to {recipe.lengths[-1]:,} words" if recipe.lengths else "words")
        rows.entries["num_words"].set_hint(str(recipe.num_words))
        rows.note("num_words", f"{recipe.different_words:,} occur")
        used = (recipe.text_column, recipe.label_column)
        self.test.show_split(recipe.test, [name for name in preview.columns if name not in used])
        fill(self.texts, preview.rows)
        fill(self.lengths, _bars(recipe.lengths))
        self.show_classes(recipe.class_names, recipe.class_sizes)

    def _columns_changed(self) -> None:
        rows = self.rows
        self._apply(
            replace(
                self.options,
                text_column=self._chosen("text"),
                label_column=self._chosen("label"),
                length=rows.number("length", "Length", 1, 5_000),
                num_words=rows.number("num_words", "Vocabulary", 3, 200_000),
            )
        )

    def _form_changed(self) -> None:
        """The file is read in another way: its columns may be others."""
        self._apply(
            replace(
                self.options,
                separator=self._chosen("separator"),
                encoding=self._chosen("encoding"),
                header=self._chosen_header,
                text_column=None,
                label_column=None,
                test=self._test_without_column,
            )
        )


def _bars(lengths: tuple[int, ...]) -> list[tuple[str, str, str]]:
    """Fractions of the texts, their lengths, and bars in proportion to these."""
    longest = max(lengths, default=0)
    return [
        (
            f"{fraction:.0%}" if fraction else "shortest",
            f"{length:,} words",
            "█" * round(_BAR * length / max(longest, 1)),
        )
        for fraction, length in zip(FRACTIONS, lengths, strict=False)
    ]
