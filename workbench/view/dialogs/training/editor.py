"""The training settings of one network, or for all, on three pages."""

from collections.abc import Callable, Iterable
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.jobs.types.augment import Augmented
from workbench.settings.fields import Page
from workbench.settings.texts import NAMES, starting_texts
from workbench.view.dialogs.training.augmentation import AugmentationPage
from workbench.view.dialogs.training.drafts import Drafts
from workbench.view.dialogs.training.setting_rows import SettingsPage
from workbench.view.state.selection import ALL
from workbench.view.widgets.small import watch


class SettingsEditor(ttk.Frame):
    """Edits the drafts of one network at a time.

    Args:
        changed: is called when a text has changed.
        prepare: starts to prepare the dataset.
    """

    def __init__(
        self,
        parent: Misc,
        drafts: Drafts,
        experiment: Experiment,
        changed: Callable[[], object],
        prepare: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._react = changed
        self._loading = False
        self.network = ALL
        self.variables = {name: StringVar(self) for name in NAMES}
        self.notebook = ttk.Notebook(self)
        self.notebook.pack(fill="both", expand=True)
        self.training = SettingsPage(self.notebook, Page.STEPS, self.variables, self._chosen)
        self.stopping = SettingsPage(self.notebook, Page.PENALTIES, self.variables, self._chosen)
        self.augmentation = AugmentationPage(self.notebook, self.variables, self._chosen, experiment, prepare)
        self._pages: dict[str, SettingsPage | AugmentationPage] = {
            Page.STEPS: self.training,
            Page.PENALTIES: self.stopping,
            Page.AUGMENTATION: self.augmentation,
        }
        for title, page in self._pages.items():
            self.notebook.add(page, text=title)
        self.notebook.enable_traversal()
        for name, variable in self.variables.items():
            watch(self, variable, partial(self._written, name))

    def show(self, network: str) -> None:
        """Edit the settings of a network, or of all (`ALL`)."""
        self.network = network
        texts = self._drafts.texts[network]
        self._loading = True
        for name, variable in self.variables.items():
            variable.set(texts.get(name, ""))
        self._loading = False
        self.refresh()

    def refresh(self) -> None:
        """Show what the defaults are now."""
        by_network = self._drafts.inherited(self.network)
        inherited = list(by_network.values())
        optimizers, reason = self._drafts.optimizers(self.network), self._drafts.unusable(self.network)
        self.training.rows.offer_only("optimizer", optimizers, reason)
        self.training.rows.show_defaults(inherited)
        self.stopping.rows.show_defaults(inherited)
        self.augmentation.show(by_network)

    def clear_page(self) -> None:
        """Empty the entries of the page in front: their defaults."""
        page = str(self.notebook.tab(self.notebook.select(), "text"))
        self._enter({name: "" for name, setting in NAMES.items() if setting.page == page})

    def show_page_of(self, name: str) -> None:
        """Bring the page with that setting to the front, and the keyboard to its entry."""
        page = self._pages[NAMES[name].page]
        if page.rows is not None:
            self.notebook.select(page)
            entry = page.rows.entries.get(name)
            (page.rows.boxes[name] if entry is None else entry.entry).focus_set()

    def show_augmented(self, event: Augmented) -> None:
        """Show the pictures of a worker."""
        self.augmentation.show_augmented(event)

    def _chosen(self, setting: str) -> None:
        """A variant of a composed setting was picked: its fields start with numbers that make sense."""
        variant = self.variables[setting].get()
        if variant:
            first = next(iter(self._drafts.inherited(self.network).values()))
            start = starting_texts(setting, variant, first)
            self._enter({name: text for name, text in start.items() if not self.variables[name].get()})

    def _enter(self, texts: dict[str, str]) -> None:
        self._loading = True
        for name, text in texts.items():
            self.variables[name].set(text)
        self._loading = False
        self._note(texts)

    def _written(self, name: str) -> None:
        if not self._loading:
            self._note((name,))

    def _note(self, names: Iterable[str]) -> None:
        for name in names:
            self._drafts.texts[self.network][name] = self.variables[name].get()
        self.refresh()
        self._react()
