"""A list of numbers: which rows are for the test."""

from pathlib import Path
from tkinter import Misc

from tests.data.imports.numbers_format import NumbersOptions, NumbersPreview, NumbersRecipe
from workbench.view.importing.page import Changed, ImportPage, Wrong, set_columns
from workbench.view.importing.rows import TestRows


class NumbersPage(ImportPage[NumbersOptions, NumbersRecipe, NumbersPreview]):
    """The fraction for the test; the first rows."""

    def __init__(self, parent: Misc, options: NumbersOptions, changed: Changed, wrong: Wrong, path: Path) -> None:
        super().__init__(parent, options, changed, wrong, path)
        self.test = TestRows(self.form, self._guarded(self._test_changed), "a second file", columns=False)
        self.test.pack(anchor="w")
        self.preview = self._add_table("First rows", "The first rows as they are in the file.")
        self._add_classes()

    def show(self, recipe: NumbersRecipe, preview: NumbersPreview) -> None:
        """Show what was found."""
        self.test.show_split(recipe.test)
        titles = [*(f"number {place}" for place in range(1, recipe.features + 1)), "label"]
        set_columns(self.preview, titles, preview.rows)
        self.show_classes(recipe.class_names, ())
