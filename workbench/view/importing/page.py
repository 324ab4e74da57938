"""What the pages of the dialog for the user's data have in common: options on the left, the data on the right."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tkinter import Misc, font
from typing import Any, Generic, Protocol, TypeVar

import ttkbootstrap as ttk

from workbench.data.imports.checks import CheckReport
from workbench.data.imports.import_format import ImportOptions, Preview
from workbench.data.imports.recipe import Recipe
from workbench.errors import UserError
from workbench.view.importing.rows import TestRows
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

Changed = Callable[[ImportOptions], None]
Wrong = Callable[[UserError], None]
C = TypeVar("C", bound=ImportOptions)
R = TypeVar("R", bound=Recipe)
P = TypeVar("P", bound=Preview)

_WIDEST, _NARROWEST = 220, 50
_WIDEST_NOTE = 420
_MEASURED = 12


class ImportPage(ttk.Frame, ABC, Generic[C, R, P]):
    """The page of one import format: its options, recipe and preview.

    Args:
        options: what was chosen before.
        changed: called with everything that the user changes.
        wrong: called with what is wrong about an entry.
        path: of the data.

    Attributes:
        options: what the user has chosen so far.
        form: place of the controls.
        book: place of the views on the data.
        classes: the view of the classes.
        test: which samples are for the test.
    """

    def __init__(self, parent: Misc, options: C, changed: Changed, wrong: Wrong, path: Path) -> None:
        super().__init__(parent)
        self.path = path
        self.options = options
        self._changed = changed
        self._wrong = wrong
        self.columnconfigure(1, weight=1)
        self.rowconfigure(0, weight=1)
        self.form = ttk.Frame(self)
        self.form.grid(row=0, column=0, sticky="nw", padx=(0, px(self, 14)))
        self.book = ttk.Notebook(self)
        self.book.grid(row=0, column=1, sticky="nsew")
        self.book.enable_traversal()
        self.classes: ttk.Treeview
        self.test: TestRows

    @abstractmethod
    def show(self, recipe: R, preview: P) -> None:
        """Show how the data are read and what was found."""

    def show_classes(self, names: Sequence[str], sizes: Sequence[int], report: CheckReport | None = None) -> None:
        """Show how many samples the classes have.

        Args:
            names: of the classes.
            sizes: samples of each, to train and to test; nothing where they are not known yet.
            report: of the check, None before it is done.
        """
        train, test = (report.train, report.test) if report else ((), ())
        both = [a + b for a, b in zip(train, test, strict=True)] if report else sizes
        columns = (train, test, both)
        rows = [
            (name, *(f"{column[place]:,}" if place < len(column) else "…" for column in columns))
            for place, name in enumerate(names)
        ]
        fill(self.classes, rows)

    def _add_classes(self) -> None:
        """The view of the classes."""
        widths = {"class": 240, "to train": 90, "to test": 90, "both": 90}
        explanation = "Samples of each class; how many are for training and for the test is known after the check."
        self.classes = self._add_table("Classes", explanation, widths)

    def _apply(self, options: C) -> None:
        """Report what the user has changed, if it is anything."""
        if options != self.options:
            self.options = options
            self._changed(options)

    def _test_changed(self) -> None:
        """Another test split is chosen, or something of it is still missing."""
        split = self.test.split()
        if split is not None:
            self._apply(replace(self.options, test=split))

    def _guarded(self, react: Callable[[], None]) -> Callable[[], None]:
        """The same function, whose errors are shown beside the controls."""

        def guarded() -> None:
            try:
                react()
            except UserError as error:
                self._wrong(error)

        return guarded

    def _add_table(self, title: str, explanation: str, columns: Mapping[str, int] | None = None) -> ttk.Treeview:
        """A view that is a table: titles of columns with their widths, or columns that come later."""
        frame = ttk.Frame(self.book, padding=px(self, 6))
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        names = list(columns or {})
        table = ttk.Treeview(frame, columns=names, show="headings", selectmode="browse", height=9)
        for name in names:
            table.heading(name, text=name, anchor="w")
            table.column(name, width=px(self, (columns or {})[name]), anchor="w", stretch=name == names[-1])
        table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(table)
        tip(table, explanation)
        self.book.add(frame, text=title)
        return table


class PageMaker(Protocol):
    """The class of a page."""

    def __call__(
        self, parent: Misc, options: Any, changed: Changed, wrong: Wrong, path: Path
    ) -> ImportPage[Any, Any, Any]: ...


def note_guess(guessed: bool) -> str:
    """What stands beside a control."""
    return "guessed" if guessed else ""


def fill(table: ttk.Treeview, rows: Sequence[Sequence[object]]) -> None:
    """Show other rows."""
    table.delete(*table.get_children())
    for row in rows:
        table.insert("", "end", values=[_one_line(value) for value in row])


def set_columns(table: ttk.Treeview, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show other columns, as wide as their cells within limits."""
    keys = [str(place) for place in range(len(titles))]
    table.configure(columns=keys)
    letters = font.nametofont("TkDefaultFont", table)
    for place, title in enumerate(titles):
        texts = [title, *(row[place] for row in rows[:_MEASURED])]
        width = max(letters.measure(_one_line(text)[:60]) for text in texts) + px(table, 22)
        width = min(max(width, px(table, _NARROWEST)), px(table, _WIDEST))
        if len(title) <= 40:
            width = max(width, letters.measure(title) + px(table, 22))
        table.heading(str(place), text=title, anchor="w")
        table.column(str(place), width=width, minwidth=px(table, _NARROWEST), anchor="w", stretch=False)
    fill(table, rows)


def widen(table: ttk.Treeview, *columns: str) -> None:
    """Give columns at least the width of their cells, within limits; what does not fit then scrolls."""
    letters = font.nametofont("TkDefaultFont", table)
    for name in columns:
        texts = [str(table.set(row, name))[:80] for row in table.get_children()]
        wanted = max((letters.measure(text) for text in texts), default=0) + px(table, 22)
        wanted = min(wanted, px(table, _WIDEST_NOTE))
        if wanted > table.column(name, "width"):
            table.column(name, width=wanted, minwidth=wanted)


def _one_line(value: object) -> str:
    return " ".join(str(value)[:300].split())
