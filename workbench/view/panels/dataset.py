"""Which data, which networks, and whether the data are ready."""

from collections.abc import Callable
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.data.datasets.registry import DATASETS
from workbench.data.files.locate import is_available
from workbench.data.types import DatasetSource
from workbench.events.data import PreparationProgress
from workbench.experiment.experiment import Experiment
from workbench.networks.architecture import Quartet
from workbench.networks.registry import CUSTOM, MOST_COMPETITORS, QUARTETS
from workbench.view.commands.models import Actions
from workbench.view.state.networks import quartet_title, remembered_networks
from workbench.view.state.selection import Selection
from workbench.view.widgets.small import Panel, tip
from workbench.view.widgets.theme import px

YOUR_DATA = "Your data…"
"""The last entry of the list."""


class DatasetPanel(Panel):
    """Choose dataset and quartet; download and prepare the data."""

    def __init__(
        self, parent: Misc, selection: Selection, actions: Actions, experiment: Callable[[], Experiment]
    ) -> None:
        super().__init__(parent)
        self._selection = selection
        self._actions = actions
        self._experiment = experiment
        self._preparing: PreparationProgress | None = None
        frame = ttk.Labelframe(self, text="Dataset", padding=px(self, 8))
        frame.pack(fill="x")
        frame.columnconfigure(0, weight=1)

        self._titles = {source.title: name for name, source in DATASETS.items()}
        self.dataset = StringVar(self)
        self.dataset_box = ttk.Combobox(
            frame, textvariable=self.dataset, postcommand=self._offer, state="readonly", width=20
        )
        self._offer()
        self.dataset_box.grid(row=0, column=0, sticky="ew")
        self.classes = ttk.Button(
            frame, text="Classes…", bootstyle="secondary outline", padding=(px(self, 6), px(self, 3)), width=10
        )
        self.classes.configure(command=actions.choose_classes)
        self.classes.grid(row=0, column=1, sticky="e", padx=(px(self, 6), 0))
        self._classes_tip = tip(self.classes, "")
        self.dataset_box.bind("<<ComboboxSelected>>", lambda _: self._choose_dataset())
        self._dataset_tip = tip(self.dataset_box, "")
        self.facts = ttk.Label(frame, style="Muted.TLabel")
        self.facts.grid(row=1, column=0, columnspan=2, sticky="w", pady=(px(self, 4), 0))

        self.status = ttk.Label(frame, style="Small.TLabel", width=24)
        self.status.grid(row=2, column=0, sticky="ew", pady=(px(self, 4), 0))
        self.button = ttk.Button(frame, bootstyle="primary outline", padding=(px(self, 8), px(self, 2)), width=9)
        self._button_tip = tip(self.button, "")
        self.progress = ttk.Progressbar(frame, bootstyle="thin", maximum=1.0)
        frame.rowconfigure(2, minsize=self.button.winfo_reqheight() + px(self, 4))  # room for what comes and goes,
        frame.rowconfigure(3, minsize=self.progress.winfo_reqheight() + px(self, 2))  # so that nothing below jumps

        self._quartets: dict[str, Quartet] = {}
        self.quartet = StringVar(self)
        self.quartet_box = ttk.Combobox(frame, textvariable=self.quartet, state="readonly", width=20)
        self.quartet_box.grid(row=4, column=0, sticky="ew", pady=(px(self, 4), 0))
        self.quartet_box.bind("<<ComboboxSelected>>", lambda _: self._choose_quartet())
        self._quartet_tip = tip(self.quartet_box, "")
        self.networks = ttk.Button(
            frame, text="Networks…", bootstyle="secondary outline", padding=(px(self, 6), px(self, 3)), width=10
        )
        self.networks.configure(command=actions.choose_networks)
        self.networks.grid(row=4, column=1, sticky="e", padx=(px(self, 6), 0), pady=(px(self, 4), 0))
        tip(self.networks, f"Put together any 1 to {MOST_COMPETITORS} networks for this kind of data (Ctrl+N).")

    def apply(self, event: PreparationProgress) -> None:
        """Remember how far the preparation is."""
        self._preparing = event

    def refresh(self) -> None:
        """Show the experiment's dataset and its state."""
        experiment = self._experiment()
        source = experiment.source
        if not _is_preparing(experiment):
            self._preparing = None
        self.dataset.set(source.title)
        self._show_quartets(experiment)
        prepared = experiment.prepared
        _set_text(self.facts, facts(source, (prepared.train_rows, prepared.test_rows) if prepared else source.sizes))
        names = source.class_names if len(source.class_names) <= 20 else (*source.class_names[:20], "…")
        self._classes_tip.configure(text=f"Use only some of the classes. Now: {', '.join(names)}.")
        self._dataset_tip.configure(text=_origin(source))
        self._show_state(experiment)

    def _show_quartets(self, experiment: Experiment) -> None:
        """Offer the quartets for the kind of the data, and the networks that the user put together last."""
        current, kind = experiment.quartet, experiment.source.kind
        custom = current if current.name == CUSTOM else remembered_networks(self._selection.networks, kind)
        fitting = [quartet for quartet in QUARTETS.values() if quartet.kind is kind]
        offered = (*fitting, *([custom] if custom else []))
        self._quartets = {quartet_title(quartet.name, len(quartet.names)): quartet for quartet in offered}
        self.quartet.set(quartet_title(current.name, len(current.names)))
        self.quartet_box.configure(values=list(self._quartets))
        names = ", ".join(current.names)
        self._quartet_tip.configure(text=f"The networks that compete, among those for this kind of data. Now: {names}.")

    def _show_state(self, experiment: Experiment) -> None:
        progress: float | None = None
        if experiment.prepared is not None:
            text, button = "● Ready", ""
        elif _is_preparing(experiment):
            event = self._preparing
            text, button = (event.what.capitalize() if event else "Preparing…"), "Cancel"
            progress = event.done / event.total if event and event.total else 0.0
        elif is_available(experiment.source, experiment.folders.search_path):
            text, button = "Not prepared", "Prepare"
        else:
            text, button = f"Not downloaded{_download_size(experiment.source)}", "Download"
        _set_text(self.status, text)
        if button:
            command = self._actions.cancel_preparation if button == "Cancel" else self._actions.prepare
            self.button.configure(text=button, command=command)
            self._button_tip.configure(text=_BUTTON_TIPS[button])
            self.button.grid(row=2, column=1, sticky="e", pady=(px(self, 4), 0))
        else:
            self.button.grid_remove()
        if progress is None:
            self.progress.grid_remove()
        else:
            self.progress.configure(value=progress)
            self.progress.grid(row=3, column=0, columnspan=2, sticky="ew", pady=(px(self, 2), 0))

    def _offer(self) -> None:
        """List the datasets of the workbench, below those of the user."""
        self._imported = {f"{name} (yours)": name for name in self._actions.imports.names}
        self.dataset_box.configure(values=[*self._titles, *self._imported, YOUR_DATA])

    def _choose_dataset(self) -> None:
        self.dataset_box.selection_clear()
        chosen = self.dataset.get()
        self.refresh()  # shows the old one until there is another, or where the user changes their mind
        if chosen == YOUR_DATA:
            self._actions.imports.manage()
        elif chosen in self._imported:
            self._actions.imports.use(self._imported[chosen])
        else:
            self._actions.choose_dataset(DATASETS[self._titles[chosen]])
        self.refresh()

    def _choose_quartet(self) -> None:
        self.quartet_box.selection_clear()
        self._actions.choose_dataset(self._experiment().source, self._quartets[self.quartet.get()])
        self.refresh()


_BUTTON_TIPS = {
    "Cancel": "Stop the preparation; it can be continued later.",
    "Prepare": "Read the files and cache their arrays.",
    "Download": "Download the files of this dataset, check and cache them.",
}


def facts(source: DatasetSource, sizes: tuple[int, int]) -> str:
    """Rows, shape and classes in one line: "60,000 + 10,000 rows · 28×28×1 · 10 classes"."""
    shape = "×".join(map(str, source.input_shape))
    what = {"tabular": f"{shape} features", "image": shape, "sequence": f"{shape} tokens"}[source.kind]
    return f"{sizes[0]:,} + {sizes[1]:,} rows · {what} · {source.num_classes} classes"


def _origin(source: DatasetSource) -> str:
    if source.recipe:
        return source.description
    return f"{source.description}\n\n{source.citation}\nLicence: {source.licence}"


def _is_preparing(experiment: Experiment) -> bool:
    """Whether data are being prepared: all other work waits for that."""
    return experiment.prepared is None and experiment.working


def _download_size(source: DatasetSource) -> str:
    size = sum(file.size for file in source.files)
    return f" ({size / 1e6:.0f} MB)" if size else ""


def _set_text(label: ttk.Label, text: str) -> None:
    """Only what differs, so that nothing flickers."""
    if label.cget("text") != text:
        label.configure(text=text)
