"""Texts of the user's: which columns, how long, how many words, which part is the test."""

from dataclasses import replace
from tkinter import Misc

from workbench.data.own.choices import TextChoices
from workbench.data.own.previews import TextPreview
from workbench.data.own.recipe import TextRecipe
from workbench.view.own_page import ENCODINGS, SEPARATORS, Changed, OwnPage, Wrong, fill, note_guess
from workbench.view.own_rows import OwnRows, TestRows

SHARES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
"""Of the training texts, for which a recipe tells the lengths."""

_BAR = 28
_COLUMNS = ("text", "label", "separator", "encoding", "header")


class TextPage(OwnPage[TextChoices]):
    """Columns, separator and encoding of a table; length, vocabulary, test part."""

    def __init__(self, parent: Misc, choices: TextChoices, changed: Changed, wrong: Wrong, *, table: bool) -> None:
        super().__init__(parent, choices, changed, wrong)
        self._recipe: TextRecipe | None = None
        rows = self.rows = OwnRows(self.form, self._guarded(self._columns_changed))
        rows.choice("text", "Text column", {}, "The column of the texts.")
        rows.choice(
            "label", "Label column", {}, "The column that the networks learn to predict: its values are the classes."
        )
        for name, label, items, explanation in (
            ("separator", "Separator", SEPARATORS, "What stands between the columns of the file."),
            ("encoding", "Encoding", ENCODINGS, "How the file's bytes are letters; wrong ones show as odd signs."),
        ):
            rows.choice(name, label, items, explanation, self._form_changed)
        rows.tick("header", "First row", "names of the columns", "Whether the first row holds the columns' names.")
        rows.ticks["header"].configure(command=self._form_changed)
        rows.entry("length", "Length", "Words of a text that networks with an embedding see: its last ones.", "words")
        rows.entry("num_words", "Vocabulary", "So many of the most frequent words are told apart.", "words")
        rows.add_gap()
        rows.pack(anchor="w")
        for name in _COLUMNS:
            rows.show(name, table)
        elsewhere = "a second file" if table else "a second folder"
        self.test = TestRows(self.form, self._guarded(self._test_changed), elsewhere, columns=table)
        self.test.pack(anchor="w")
        explanation = "The beginnings of a few texts of each class."
        self.texts = self._add_table("Texts", explanation, {"class": 100, "text": 460})
        explanation = "How long the training texts are: so large a share of them has at most so many words."
        self.lengths = self._add_table("Lengths", explanation, {"share of texts": 110, "up to": 100, "": 330})
        self._add_classes()
        for name, value in (
            ("text", choices.text_column),
            ("label", choices.label_column),
            ("separator", choices.separator),
            ("encoding", choices.encoding),
            ("length", choices.length),
            ("num_words", choices.num_words),
        ):
            rows.write(name, str(value or ""))
        rows.write("header", "no" if choices.header is False else "yes")
        if choices.test is not None:
            self.test.show_part(choices.test)

    def show(self, recipe: TextRecipe, preview: TextPreview) -> None:
        """Show how the texts are read and what was found."""
        rows, choices, self._recipe = self.rows, self.choices, recipe
        names = {name: name for name in preview.columns}
        rows.boxes["separator"].offer(
            {**SEPARATORS, recipe.separator: SEPARATORS.get(recipe.separator, recipe.separator)}
        )
        rows.boxes["encoding"].offer({**ENCODINGS, recipe.encoding: recipe.encoding})
        for name, value, chosen in (
            ("text", recipe.text_column, choices.text_column),
            ("label", recipe.label_column, choices.label_column),
            ("separator", recipe.separator, choices.separator),
            ("encoding", recipe.encoding, choices.encoding),
        ):
            if name in ("text", "label"):
                rows.boxes[name].offer(names)
            rows.write(name, value)
            rows.note(name, note_guess(chosen is None))
        rows.write("header", "yes" if recipe.header else "no")
        rows.note("header", note_guess(choices.header is None))
        rows.entries["length"].set_hint(str(recipe.length))
        rows.note("length", f"of up to {recipe.lengths[-1]:,} words" if recipe.lengths else "words")
        rows.entries["num_words"].set_hint(str(recipe.num_words))
        rows.note("num_words", f"{recipe.different_words:,} occur")
        used = (recipe.text_column, recipe.label_column)
        self.test.show_part(recipe.test, [name for name in preview.columns if name not in used])
        fill(self.texts, preview.rows)
        fill(self.lengths, _bars(recipe.lengths))
        self.show_classes(recipe.class_names, recipe.class_sizes)

    def _columns_changed(self) -> None:
        rows, choices = self.rows, self.choices
        self._take(
            replace(
                choices,
                text_column=self._chosen("text", choices.text_column),
                label_column=self._chosen("label", choices.label_column),
                length=rows.number("length", "Length", 1, 5_000),
                num_words=rows.number("num_words", "Vocabulary", 3, 200_000),
            )
        )

    def _form_changed(self) -> None:
        """The file is read in another way: its columns may be others."""
        choices = self.choices
        self._take(
            replace(
                choices,
                separator=self._chosen("separator", choices.separator),
                encoding=self._chosen("encoding", choices.encoding),
                header=self._chosen_header,
                text_column=None,
                label_column=None,
                test=choices.test if choices.test is not None and not choices.test.column else None,
            )
        )

    def _chosen(self, name: str, before: str | None) -> str | None:
        """What is shown, unless it is still the guess."""
        field = {"text": "text_column", "label": "label_column"}.get(name, name)
        guess = getattr(self._recipe, field, None) if before is None else None
        shown = self.rows.value(name)
        return None if shown == guess else shown

    @property
    def _chosen_header(self) -> bool | None:
        """As the tick is, None while it is still the guess."""
        shown = self.rows.value("header") == "yes"
        guess = self._recipe is None or self._recipe.header
        return None if self.choices.header is None and shown == guess else shown

    def _test_changed(self) -> None:
        part = self.test.part()
        if part is not None:
            self._take(replace(self.choices, test=part))


def _bars(lengths: tuple[int, ...]) -> list[tuple[str, str, str]]:
    """Shares of the texts, their lengths, and bars in proportion to these."""
    longest = max(lengths, default=0)
    return [
        (f"{share:.0%}" if share else "shortest", f"{length:,} words", "█" * round(_BAR * length / max(longest, 1)))
        for share, length in zip(SHARES, lengths, strict=False)
    ]
