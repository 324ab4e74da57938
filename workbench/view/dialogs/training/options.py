"""Training options: settings for all networks and for single ones, and those of the whole run."""

from collections.abc import Callable
from tkinter import BooleanVar, Misc

import ttkbootstrap as ttk

from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.augment import Augmented
from workbench.settings.texts import entered
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.training.drafts import Drafts
from workbench.view.dialogs.training.editor import SettingsEditor
from workbench.view.dialogs.training.run_page import RunPage
from workbench.view.state.selection import ALL, TOOLBAR, Selection
from workbench.view.widgets.small import tip
from workbench.view.widgets.theme import px

_ALL, _RUN = "all networks", "whole run"
"""Lines of the list; no network has a space in its name."""


class OptionsDialog(Dialog):
    """A list of what the settings are for, and beside it the settings; all is written back when all of it is right."""

    def __init__(
        self, parent: Misc, selection: Selection, experiment: Experiment, prepare: Callable[[], object]
    ) -> None:
        super().__init__(parent, "Training options")
        self.drafts = Drafts(selection, experiment)
        self.thesis = BooleanVar(self, self.drafts.thesis)
        self._shown = _ALL
        self._entered = dict(self.drafts.texts[ALL])
        left = ttk.Frame(self.body)
        left.pack(side="left", fill="y", padx=(0, px(self, 14)))
        self.list = ttk.Treeview(left, show="tree", selectmode="browse", height=len(self.drafts.networks) + 2)
        self._build_left(left)
        right = ttk.Frame(self.body)
        right.pack(side="left", fill="both", expand=True)
        self.editor = SettingsEditor(right, self.drafts, experiment, self._changed, prepare)
        self.run = RunPage(right, selection, experiment.seed_fixed)
        self._sides = (self.editor, self.run)
        for side in self._sides:
            side.grid(row=0, column=0, sticky="nsew")
        self.update_idletasks()  # no events are handled here
        size = max(self.editor.winfo_reqheight(), px(self, 440)), max(self.editor.winfo_reqwidth(), px(self, 640))
        right.rowconfigure(0, weight=1, minsize=size[0])  # so that nothing jumps when another page is shown
        right.columnconfigure(0, weight=1, minsize=size[1])
        self.problem = ttk.Label(right, bootstyle="danger", wraplength=px(self, 560))
        self.problem.grid(row=1, column=0, sticky="nw", pady=(px(self, 6), 0))
        right.rowconfigure(1, minsize=px(self, 44))  # two lines
        self.add_button("OK", "ok", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)
        self.defaults = ttk.Button(
            self.buttons, text="Defaults of this page", bootstyle="secondary outline", command=self._clear_page
        )
        self.defaults.pack(side="left")
        tip(self.defaults, "Empty all entries of this page, for what is chosen in the list.")
        self.select(_ALL)

    def choose(self, answer: str) -> None:
        """Write back, or show what is wrong where it is wrong."""
        found = self.drafts.first_error()
        if found is not None:
            network, group, error = found
            self.select(network or _ALL)
            self.editor.show_page_of(group)
            self._complain(error)
            return
        try:
            self.run.check()
        except UserError as error:
            self.select(_RUN)
            self._complain(error)
            return
        self.drafts.save()
        self.run.save()
        super().choose(answer)

    def select(self, line: str) -> None:
        """Show what a line of the list stands for: a network, all networks or the whole run."""
        self.list.selection_set(line)
        self.list.focus(line)
        self._show()

    def show_augmented(self, event: Augmented) -> None:
        """Show the pictures of a worker."""
        self.editor.show_augmented(event)

    def _build_left(self, left: ttk.Frame) -> None:
        self.list.column("#0", width=px(self, 190))
        self.list.pack(fill="x")
        tip(self.list, "What the settings on the right are for. Settings for one network win over those for all.")
        self.list.insert("", "end", _ALL, text="All networks")
        for name in self.drafts.networks:
            self.list.insert("", "end", name)
        self.list.insert("", "end", _RUN, text="Whole run")
        self.list.bind("<<TreeviewSelect>>", lambda _: self._selected())
        ttk.Label(left, text="● settings differ", style="Muted.TLabel").pack(anchor="w", pady=px(self, 4))
        tick = ttk.Checkbutton(left, text="The paper's settings", variable=self.thesis, command=self._fill_in_thesis)
        tick.pack(anchor="w", pady=(px(self, 12), px(self, 2)))
        tip(tick, "Each network's settings in the paper that it is from, instead of its usual defaults.")
        text = "As each network's paper has them, wherever an entry is empty. Made for full-size datasets: takes hours."
        ttk.Label(left, text=text, style="Muted.TLabel", wraplength=px(self, 190)).pack(anchor="w")

    def _selected(self) -> None:
        """The list reports its selection late: not news where a message has been shown meanwhile."""
        if self.list.selection() and self.list.selection()[0] != self._shown:
            self._show()

    def _show(self) -> None:
        """Show what is selected in the list."""
        line = self._shown = self.list.selection()[0]
        self.problem.configure(text="")
        self._mark()
        if line != _RUN:
            self.editor.show(ALL if line == _ALL else line)
        for side in self._sides:
            if (side is self.run) == (line == _RUN):
                side.grid()
            else:
                side.grid_remove()

    def _mark(self) -> None:
        differing = self.drafts.differing()
        for name in self.drafts.networks:
            self.list.item(name, text=f"{name}  ●" if name in differing else name)

    def _changed(self) -> None:
        self.problem.configure(text="")
        self._mark()

    def _complain(self, error: UserError) -> None:
        self.problem.configure(text=str(error))

    def _clear_page(self) -> None:
        if self.list.selection() == (_RUN,):
            self.run.clear()
        else:
            self.editor.clear_page()

    def _fill_in_thesis(self) -> None:
        """The paper's settings only show where nothing else is entered; without the tick that comes back."""
        self.drafts.thesis = self.thesis.get()
        texts = self.drafts.texts
        if self.drafts.thesis:
            self._entered, texts[ALL] = texts[ALL], dict.fromkeys(TOOLBAR, "")
        elif not entered(texts[ALL]):
            texts[ALL] = self._entered
        self._show()
