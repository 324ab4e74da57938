"""Which classes of a dataset are used: ticks, a search field, all or none."""

from collections.abc import Mapping, Sequence
from tkinter import Misc, StringVar, font
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.types import DatasetSource
from workbench.experiment.experiment import Experiment
from workbench.view.dialogs.modal import Dialog
from workbench.view.widgets.small import HintEntry, add_scrollbars, tip, watch
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    import tkinter

_TICKED, _FREE = "☑", "☐"
_SEARCHED = 12
"""From so many classes on there is a search field."""
_SHOWN = 14


def whole(source: DatasetSource) -> DatasetSource:
    """The dataset that a subset of its classes comes from."""
    if not source.classes:
        return source
    if source.recipe:
        return source_of(recipe_from_text(source.recipe))
    return DATASETS.get(source.name, source)


def ask_classes(parent: Misc, experiment: Experiment) -> DatasetSource | None:
    """The experiment's dataset with the classes that the user ticks, None if they changed their mind."""
    source, prepared = experiment.source, experiment.prepared
    base = whole(source)
    rows: dict[str, int] = {}
    if prepared:
        rows |= zip(base.class_names, prepared.whole_class_rows, strict=False)
        rows |= zip(source.class_names, prepared.class_rows, strict=False)
    chosen = ClassesDialog(parent, base, source.class_names, rows).run()
    return None if chosen is None else with_classes(base, chosen)


class ClassesDialog(Dialog):
    """A list of all classes of a dataset.

    Args:
        base: the whole dataset.
        ticked: names of the classes that are used now.
        rows: training rows by class, where known.
    """

    def __init__(self, parent: Misc, base: DatasetSource, ticked: Sequence[str], rows: Mapping[str, int]) -> None:
        super().__init__(parent, "Classes")
        self._names = base.class_names
        self.ticked = set(ticked)
        self._rows = rows
        text = f"The networks learn to tell apart only the ticked classes of {base.title}; at least two."
        ttk.Label(self.body, text=text, wraplength=px(self, 400)).pack(anchor="w", pady=(0, px(self, 8)))
        self.search = StringVar(self)
        bar = ttk.Frame(self.body)
        bar.pack(fill="x", pady=(0, px(self, 6)))
        self.field = HintEntry(bar, self.search, 20, lambda: None)
        self.field.set_hint("search")
        tip(self.field.entry, "Show only the classes whose name holds this.")
        if len(self._names) >= _SEARCHED:
            self.field.pack(side="left", padx=(0, px(self, 8)))
        for label, value, explanation in (
            ("all", True, "Tick all classes that are shown."),
            ("none", False, "Untick all classes that are shown."),
        ):
            button = ttk.Button(bar, text=label, bootstyle="primary link", padding=(px(self, 5), 0))
            button.configure(command=lambda value=value: self._tick_shown(value))
            button.pack(side="left")
            tip(button, explanation)
        self.count = ttk.Label(bar, style="Muted.TLabel")
        self.count.pack(side="right")
        self._build_table()
        self._ok = self.add_button("OK", "ok", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)
        watch(self, self.search, self._fill)
        self._fill()

    def run(self) -> tuple[str, ...] | None:
        """The chosen classes in the dataset's order, None if the user changed their mind."""
        return self.chosen if self.wait(self.table) else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked classes in the dataset's order."""
        return tuple(name for name in self._names if name in self.ticked)

    def toggle(self, name: str) -> None:
        """Tick a class, or untick it."""
        self.ticked ^= {name}
        self._refresh()

    def _build_table(self) -> None:
        frame = ttk.Frame(self.body)
        frame.pack(fill="both", expand=True)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        height = min(max(len(self._names), 4), _SHOWN)
        columns = ("rows",) if self._rows else ()
        self.table = ttk.Treeview(frame, columns=columns, selectmode="browse", height=height)
        self.table.heading("#0", text="class", anchor="w")
        letters = font.nametofont("TkDefaultFont", self)
        longest = max(letters.measure(name) for name in self._names) + px(self, 60)
        self.table.column("#0", width=min(max(longest, px(self, 280)), px(self, 560)))
        if columns:
            self.table.heading("rows", text="training rows", anchor="e")
            self.table.column("rows", width=px(self, 120), anchor="e", stretch=False)
        self.table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.table, across=False)
        tip(self.table, "A click, or the space bar, ticks a class or unticks it.")
        self.table.bind("<Button-1>", self._click)
        self.table.bind("<space>", lambda _: self._toggle_focused())

    def _click(self, event: "tkinter.Event[Misc]") -> None:
        row = self.table.identify_row(event.y)
        if row:
            self.toggle(self._names[int(row)])

    def _toggle_focused(self) -> str:
        row = self.table.focus()
        if row:
            self.toggle(self._names[int(row)])
        return "break"

    def _tick_shown(self, value: bool) -> None:
        shown = {self._names[int(row)] for row in self.table.get_children()}
        self.ticked = self.ticked | shown if value else self.ticked - shown
        self._refresh()

    def _fill(self) -> None:
        """Show the classes that the search finds."""
        self.table.delete(*self.table.get_children())
        wanted = self.search.get().strip().lower()
        for index, name in enumerate(self._names):
            if wanted in name.lower():
                rows = f"{self._rows[name]:,}" if name in self._rows else "–"
                self.table.insert("", "end", str(index), values=(rows,) if self._rows else ())
        children = self.table.get_children()
        if children:
            self.table.focus(children[0])
            self.table.selection_set(children[0])
        self._refresh()

    def _refresh(self) -> None:
        for row in self.table.get_children():
            name = self._names[int(row)]
            self.table.item(row, text=f"{_TICKED if name in self.ticked else _FREE}  {name}")
        count = len(self.chosen)
        self.count.configure(text=f"{count} of {len(self._names)} ticked" + ("" if count > 1 else ": tick two"))
        self._ok.state(["!disabled" if count > 1 else "disabled"])
