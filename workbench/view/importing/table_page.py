"""A table of the user's: how it is read, what its columns are for."""

from dataclasses import replace
from pathlib import Path
from tkinter import Misc
from typing import TYPE_CHECKING

from workbench.data.imports.tables.files.excel import EXCEL
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import TablePreview
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.view.importing.file_page import DECIMALS, LABEL, FilePage
from workbench.view.importing.page import Changed, Wrong, set_columns, widen
from workbench.view.importing.rows import OptionRows, TestRows
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    import tkinter

_TICKED, _FREE = "☑", "☐"
_SHOWN = 100
"""Columns of a preview."""

_REASONS = {
    ColumnType.IDENTIFIER: "every row has another value",
    ColumnType.CONSTANT: "the same value in all rows",
    ColumnType.TEXT: "too many different values",
}


class TablePage(FilePage[TableOptions, TableRecipe, TablePreview]):
    """Separator, encoding, header, label, features, test split."""

    def __init__(self, parent: Misc, options: TableOptions, changed: Changed, wrong: Wrong, path: Path) -> None:
        super().__init__(parent, options, changed, wrong, path)
        self._columns: tuple[Column, ...] = ()
        self._label = ""
        rows = self.rows = OptionRows(self.form, self._columns_changed)
        rows.select("label", "Label column", {}, LABEL)
        rows.add_gap()
        self._add_form(self._form_changed, DECIMALS)
        rows.entry("sheet", "Sheet", "Name of the sheet of an Excel file.")
        self._add_header(self._form_changed)
        rows.show("sheet", path.suffix.lower() in EXCEL.suffixes)
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
        self._write_options("label", "sheet", "separator", "encoding", "decimal")

    def show(self, recipe: TableRecipe, preview: TablePreview) -> None:
        """Show how the table is read and what it holds."""
        rows = self.rows
        names = [column.name for column in recipe.columns]
        self._recipe, self._columns, self._label = recipe, recipe.columns, recipe.label_column
        rows.boxes["label"].offer({name: name for name in names})
        self._show_form(recipe, "label", "separator", "encoding", "decimal")
        rows.entries["sheet"].set_hint(recipe.sheet)
        rows.show("sheet", bool(recipe.sheet))
        rows.show("encoding", bool(recipe.encoding))
        for name in ("separator", "decimal"):
            rows.show(name, bool(recipe.separator))
        rows.show("header", bool(recipe.separator or recipe.sheet))
        self.test.show_split(recipe.test, [name for name in names if name != recipe.label_column])
        titles = [f"{name} · {kind}" for name, kind in zip(preview.columns, preview.column_types, strict=True)][:_SHOWN]
        set_columns(self.preview, titles, [row[:_SHOWN] for row in preview.rows])
        self.show_classes(recipe.class_names, ())
        self._show_features()

    def toggle(self, name: str) -> None:
        """Make a column a feature, or leave it out."""
        column = next(column for column in self._columns if column.name == name)
        if self._aside(column):
            return
        left_out = tuple(other for other in self.options.left_out if other != name)
        included = tuple(other for other in self.options.included if other != name)
        if self._used(column):
            left_out = (*left_out, name)
        else:
            included = (*included, name)
        self._apply(replace(self.options, left_out=left_out, included=included))
        self._show_features()

    def _columns_changed(self) -> None:
        label, sheet = self.rows.value("label"), self.rows.value("sheet")
        if sheet != self.options.sheet:
            self._form_changed()
            return
        guess = self._label if self.options.label_column is None else None
        self._apply(
            replace(
                self.options,
                label_column=None if label == guess else label,
                left_out=tuple(name for name in self.options.left_out if name != label),
                included=tuple(name for name in self.options.included if name != label),
            )
        )

    def _form_changed(self) -> None:
        """The file is read in another way: its columns may be others, so what was chosen of them is open again."""
        self._apply(
            replace(
                self.options,
                separator=self._chosen("separator"),
                encoding=self._chosen("encoding"),
                decimal=self._chosen("decimal"),
                sheet=self.rows.value("sheet"),
                header=self._chosen_header,
                label_column=None,
                test=self._test_without_column,
                left_out=(),
                included=(),
            )
        )

    def _aside(self, column: Column) -> bool:
        return column.name == self._label or column.name == (self.test.value("column") if self._by_column else None)

    @property
    def _by_column(self) -> bool:
        return self.test.value("mode") == "column"

    def _used(self, column: Column) -> bool:
        chosen = column.name in self.options.included
        return chosen or (column.used and column.name not in self.options.left_out)

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
        row = self.features.identify_row(event.y)
        if row and event.x < self.features.column("feature", "width") + px(self, 4):
            self.toggle(self._columns[int(row)].name)

    def _toggle_focused(self) -> str:
        row = self.features.focus()
        if row:
            self.toggle(self._columns[int(row)].name)
        return "break"
