"""A table of the user's: how it is read, what its columns are for."""

from dataclasses import replace
from tkinter import Misc
from typing import TYPE_CHECKING

from workbench.data.own.choices import TableChoices
from workbench.data.own.previews import TablePreview
from workbench.data.own.recipe import Column, ColumnKind, TableRecipe
from workbench.view.own_page import ENCODINGS, SEPARATORS, Changed, OwnPage, Wrong, note_guess, set_columns, widen
from workbench.view.own_rows import OwnRows, TestRows
from workbench.view.theme import px

if TYPE_CHECKING:
    import tkinter

_TICKED, _FREE = "☑", "☐"
_SHOWN = 100
"""Columns of a preview."""

_REASONS = {
    ColumnKind.IDENTIFIER: "every row has another value",
    ColumnKind.CONSTANT: "the same value in all rows",
    ColumnKind.TEXT: "too many different values",
}


class TablePage(OwnPage[TableChoices]):
    """Separator, encoding, header, label, features, test part."""

    def __init__(self, parent: Misc, choices: TableChoices, changed: Changed, wrong: Wrong, *, sheets: bool) -> None:
        super().__init__(parent, choices, changed, wrong)
        self._recipe: TableRecipe | None = None
        self._columns: tuple[Column, ...] = ()
        self._label = ""
        rows = self.rows = OwnRows(self.form, self._columns_changed)
        rows.choice(
            "label", "Label column", {}, "The column that the networks learn to predict: its values are the classes."
        )
        rows.add_gap()
        for name, label, items, explanation in (
            ("separator", "Separator", SEPARATORS, "What stands between the columns of the file."),
            ("encoding", "Encoding", ENCODINGS, "How the file's bytes are letters; wrong ones show as odd signs."),
            ("decimal", "Decimal mark", {".": "point  1.5", ",": "comma  1,5"}, "The mark in numbers."),
        ):
            rows.choice(name, label, items, explanation, self._form_changed)
        rows.entry("sheet", "Sheet", "Name of the sheet of an Excel file.")
        rows.tick("header", "First row", "names of the columns", "Whether the first row holds the columns' names.")
        rows.ticks["header"].configure(command=self._form_changed)
        rows.show("sheet", sheets)
        rows.add_gap()
        rows.pack(anchor="w")
        self.test = TestRows(self.form, self._guarded(self._test_changed), "a second file", columns=True)
        self.test.pack(anchor="w")
        self.preview = self._add_table(
            "First rows", "The first rows as they are in the file, below what each column is."
        )
        explanation = "A click, or the space bar, makes a column a feature or leaves it out."
        self.features = self._add_table("Columns", explanation, {"feature": 140, "type": 90, "note": 300})
        self._add_classes()
        self.features.bind("<Button-1>", self._click)
        self.features.bind("<space>", lambda _: self._toggle_focused())
        for name, value in (("label", choices.label_column), ("sheet", choices.sheet)):
            rows.write(name, value or "")
        for name, value in (
            ("separator", choices.separator),
            ("encoding", choices.encoding),
            ("decimal", choices.decimal),
        ):
            rows.write(name, value or "")
        rows.write("header", "no" if choices.header is False else "yes")
        if choices.test is not None:
            self.test.show_part(choices.test)

    def show(self, recipe: TableRecipe, preview: TablePreview) -> None:
        """Show how the table is read and what it holds."""
        rows, choices = self.rows, self.choices
        names = [column.name for column in recipe.columns]
        self._recipe, self._columns, self._label = recipe, recipe.columns, recipe.label_column
        rows.boxes["label"].offer({name: name for name in names})
        rows.boxes["separator"].offer(
            {**SEPARATORS, recipe.separator: SEPARATORS.get(recipe.separator, recipe.separator)}
        )
        rows.boxes["encoding"].offer({**ENCODINGS, recipe.encoding: recipe.encoding})
        for name, value, chosen in (
            ("label", recipe.label_column, choices.label_column),
            ("separator", recipe.separator, choices.separator),
            ("encoding", recipe.encoding, choices.encoding),
            ("decimal", recipe.decimal, choices.decimal),
            ("header", "yes" if recipe.header else "no", choices.header),
        ):
            rows.write(name, value)
            rows.note(name, note_guess(chosen is None))
        rows.entries["sheet"].set_hint(recipe.sheet)
        for name in ("separator", "encoding", "decimal"):
            rows.show(name, bool(recipe.encoding))
        self.test.show_part(recipe.test, [name for name in names if name != recipe.label_column])
        titles = [f"{name} · {kind}" for name, kind in zip(preview.columns, preview.kinds, strict=True)][:_SHOWN]
        set_columns(self.preview, titles, [row[:_SHOWN] for row in preview.rows])
        self.show_classes(recipe.class_names, ())
        self._show_features()

    def toggle(self, name: str) -> None:
        """Make a column a feature, or leave it out."""
        column = next(column for column in self._columns if column.name == name)
        if self._aside(column):
            return
        left_out = tuple(item for item in self.choices.left_out if item != name)
        taken = tuple(item for item in self.choices.taken if item != name)
        if self._used(column):
            left_out = (*left_out, name)
        else:
            taken = (*taken, name)
        self._take(replace(self.choices, left_out=left_out, taken=taken))
        self._show_features()

    def _columns_changed(self) -> None:
        label, sheet = self.rows.value("label"), self.rows.value("sheet")
        if sheet != self.choices.sheet:
            self._form_changed()
            return
        guess = self._label if self.choices.label_column is None else None
        self._take(
            replace(
                self.choices,
                label_column=None if label == guess else label,
                left_out=tuple(name for name in self.choices.left_out if name != label),
                taken=tuple(name for name in self.choices.taken if name != label),
            )
        )

    def _form_changed(self) -> None:
        """The file is read in another way: its columns may be others, so what was said of them is open again."""
        rows, choices = self.rows, self.choices
        test = choices.test if choices.test is not None and not choices.test.column else None
        self._take(
            replace(
                choices,
                separator=self._chosen("separator", choices.separator),
                encoding=self._chosen("encoding", choices.encoding),
                decimal=self._chosen("decimal", choices.decimal),
                sheet=rows.value("sheet"),
                header=self._chosen_header,
                label_column=None,
                test=test,
                left_out=(),
                taken=(),
            )
        )

    def _chosen(self, name: str, before: str | None) -> str | None:
        """What is shown, unless it is still the guess."""
        guess = getattr(self._recipe, name, None) if before is None else None
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

    def _aside(self, column: Column) -> bool:
        return column.name == self._label or column.name == (self.test.value("column") if self._by_column else None)

    @property
    def _by_column(self) -> bool:
        return self.test.value("mode") == "column"

    def _used(self, column: Column) -> bool:
        chosen = column.name in self.choices.taken
        return chosen or (column.used and column.name not in self.choices.left_out)

    def _show_features(self) -> None:
        table = self.features
        known = set(table.get_children())
        wanted = [str(place) for place in range(len(self._columns))]
        if known != set(wanted):
            table.delete(*known)
        for key, column in zip(wanted, self._columns, strict=True):
            used = self._used(column)
            mark = "   " if self._aside(column) else f"{_TICKED if used else _FREE} "
            if column.name == self._label:
                kind, note = "label", ""
            elif self._aside(column):
                kind, note = "test part", ""
            else:
                reason = "" if used else _REASONS.get(column.kind, "left out")
                kind, note = column.kind.value, column.note or reason
            values = (f"{mark} {column.name}", kind, note)
            if table.exists(key):
                table.item(key, values=values)
            else:
                table.insert("", "end", key, values=values)
        widen(table, "feature", "note")

    def _click(self, event: "tkinter.Event[Misc]") -> None:
        if self.features.identify_region(event.x, event.y) != "cell":
            return
        item = self.features.identify_row(event.y)
        if item and event.x < self.features.column("feature", "width") + px(self, 4):
            self.toggle(self._columns[int(item)].name)

    def _toggle_focused(self) -> str:
        item = self.features.focus()
        if item:
            self.toggle(self._columns[int(item)].name)
        return "break"
