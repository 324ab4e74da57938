"""What the pages of the user's data have in common: rows of options, and which samples are for the test."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tkinter import Misc, StringVar, filedialog

import ttkbootstrap as ttk

from workbench.data.imports.recipe import TestSplit
from workbench.errors import UserError
from workbench.view.dialogs.training.rows import Rows
from workbench.view.widgets.small import tip, watch
from workbench.view.widgets.theme import px

Change = Callable[[], object]

_LABELS, _NOTES = 122, 74  # widths, so that nothing jumps
FRACTION, COLUMN, ELSEWHERE = "fraction", "column", "path"


class OptionRows(Rows):
    """Rows whose entries report a change of the user's; an empty entry means a guess."""

    def __init__(self, parent: Misc, change: Change) -> None:
        super().__init__(parent, note_width=110)
        self.columnconfigure(0, minsize=px(self, _LABELS))
        self.columnconfigure(2, minsize=px(self, _NOTES))
        self._change = change
        self._writing = False
        self.variables: dict[str, StringVar] = {}

    def entry(self, name: str, label: str, explanation: str, note: str = "") -> None:
        """A row with an entry."""
        variable = self.variables[name] = StringVar(self)
        self.add_entry(name, label, variable, explanation, note)
        watch(self, variable, self._written)

    def select(
        self, name: str, label: str, values: Mapping[str, str], explanation: str, chosen: Change | None = None
    ) -> None:
        """A row with a box; ``chosen`` is called instead of the usual when the user selects another value."""
        variable = self.variables[name] = StringVar(self)
        self.add_box(name, label, variable, values, explanation, chosen or self._change).configure(width=20)

    def tick(self, name: str, label: str, text: str, explanation: str) -> None:
        """A row with a tick."""
        variable = self.variables[name] = StringVar(self, "no")
        self.add_tick(name, label, variable, text, explanation).configure(command=self._change)

    def write(self, name: str, value: str) -> None:
        """Show a value without calling it a change of the user's."""
        self._writing = True
        self.variables[name].set(value)
        self._writing = False

    def value(self, name: str) -> str | None:
        """What is entered or chosen; None for nothing. A separator may be a space."""
        text = self.variables[name].get()
        return text if text in ("\t", " ") else text.strip() or None

    def number(self, name: str, label: str, lowest: int, highest: int) -> int | None:
        """The whole number that is entered; None for nothing, `UserError` for anything else."""
        text = self.value(name)
        if text is None:
            return None
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            raise UserError(f"{label}: “{text[:20]}” cannot be used.", f"Enter {lowest:,} to {highest:,}, or nothing.")
        return int(text)

    def _written(self) -> None:
        if not self._writing:
            self._change()


class TestRows(OptionRows):
    """Which samples are for the test.

    Args:
        elsewhere: "a second file" or "a folder", as the user knows it.
        columns: whether a column of a table can say so.
    """

    __test__ = False  # not a pytest class

    def __init__(self, parent: Misc, change: Change, elsewhere: str, *, columns: bool) -> None:
        super().__init__(parent, change)
        self._elsewhere = elsewhere
        self._path: Path | None = None
        modes = {FRACTION: "a random fraction"} | ({COLUMN: "a column says so"} if columns else {})
        modes |= {ELSEWHERE: elsewhere}
        explanation = "Which samples are kept from training, to test the networks on them."
        self.select("mode", "Test part", modes, explanation, self._mode_chosen)
        self.entry("fraction", "Fraction", "Fraction of each class that is held out for the test, 0.01 to 0.9.")
        self.entries["fraction"].set_hint("0.2")
        if columns:
            self.select("column", "Column", {}, "The column whose value marks the rows of the test part.")
            self.entry("value", "Test value", "What that column holds in rows of the test part.")
            self.entries["value"].set_hint("test")
        self.place_button = ttk.Button(
            self,
            text="Choose…",
            bootstyle="secondary outline",
            padding=(px(self, 6), px(self, 3)),
            command=self._choose,
        )
        self._add(
            "path",
            elsewhere.removeprefix("a ").capitalize(),
            self.place_button,
            f"Choose {elsewhere} of the same form with the test part.",
        )
        self._place_tip = tip(self.place_button, "")
        self.write("mode", FRACTION)
        self._fold()

    def show_split(self, test: TestSplit, columns: Sequence[str] = ()) -> None:
        """Show what is in force."""
        mode = COLUMN if test.column else ELSEWHERE if test.path else FRACTION
        self.write("mode", mode)
        self._path = test.path
        self.write("fraction", f"{test.fraction:g}" if mode == FRACTION else "")
        if "column" in self.boxes:
            self.boxes["column"].offer({name: name for name in columns})
            self.write("column", test.column)
            self.write("value", test.value)
        self._fold()

    def split(self) -> TestSplit | None:
        """What is chosen; None while something is still missing. `UserError` for a wrong fraction."""
        mode = self.value("mode")
        if mode == ELSEWHERE:
            return TestSplit(path=self._path) if self._path else None
        if mode == COLUMN:
            column = self.value("column")
            return TestSplit(column=column, value=self.value("value") or "test") if column else None
        entered = self.value("fraction")
        if entered is None:
            return TestSplit()
        try:
            fraction = float(entered.replace(",", "."))
        except ValueError:
            fraction = 0.0
        if not 0.01 <= fraction <= 0.9:
            raise UserError(
                f"Fraction for the test: “{entered}” is out of range.", "Enter 0.01 to 0.9, for example 0.2."
            )
        return TestSplit(fraction=fraction)

    def _choose(self) -> None:
        chosen = (
            filedialog.askdirectory(parent=self, title="Folder of the test part", mustexist=True)
            if "folder" in self._elsewhere
            else filedialog.askopenfilename(parent=self, title="File of the test part")
        )
        if chosen:
            self._path = Path(chosen)
            self._fold()
            self._change()

    def _mode_chosen(self) -> None:
        self._fold()
        self._change()

    def _fold(self) -> None:
        """Show only the rows of the chosen way."""
        mode = self.value("mode")
        for name in ("fraction", "column", "value", "path"):
            if name in self._widgets:
                self.show(name, name == mode or (name == "value" and mode == COLUMN))
        self.place_button.configure(text=_short(self._path.name) if self._path else "Choose…")
        self._place_tip.configure(text=str(self._path) if self._path else "Nothing is chosen yet.")


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:11]}…{name[-11:]}"
