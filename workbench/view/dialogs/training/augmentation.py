"""The page of random changes of training pictures, with a live preview."""

from collections.abc import Callable, Mapping
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.data.types import Kind
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.augment import Augmented
from workbench.settings.augmentation import Augmentation, augmentation_text
from workbench.settings.fields import Page
from workbench.settings.texts import parse_setting, wrong
from workbench.settings.training import TrainingSettings
from workbench.view.dialogs.training.augmentation_preview import AugmentationPreview
from workbench.view.dialogs.training.setting_rows import SettingRows
from workbench.view.widgets.theme import px

_CONTENT = {Kind.TABULAR: "rows of a table", Kind.SEQUENCE: "texts", Kind.IMAGE: "pictures"}


class AugmentationPage(ttk.Frame):
    """Entries on the left, pictures on the right; a sentence instead where the data are no pictures."""

    def __init__(
        self,
        parent: Misc,
        variables: Mapping[str, StringVar],
        chosen: Callable[[str], object],
        experiment: Experiment,
        prepare: Callable[[], object],
    ) -> None:
        super().__init__(parent, padding=px(parent, 12))
        self._variables = variables
        self._inherited: Mapping[str, TrainingSettings] = {}
        self.preview: AugmentationPreview | None = None
        if experiment.source.kind is not Kind.IMAGE:
            self.rows: SettingRows | None = None
            text = f"{experiment.source.title} holds {_CONTENT[experiment.source.kind]}: only pictures are augmented."
            ttk.Label(self, text=text, style="Muted.TLabel", wraplength=px(self, 420)).pack(anchor="nw")
            return
        self.rows = rows = SettingRows(self, Page.AUGMENTATION, variables, chosen, note_width=0)
        rows.pack(side="left", anchor="n")
        rows.boxes["augmentation"].configure(width=22)
        rows.columnconfigure(1, minsize=px(self, 200))
        self.default = ttk.Label(rows, style="Muted.TLabel", wraplength=px(self, 300))
        self.default.grid(row=2, column=0, columnspan=3, rowspan=3, sticky="nw")
        self.preview = AugmentationPreview(self, experiment, self._wanted, prepare)
        self.preview.pack(side="left", anchor="n", padx=(px(self, 12), 0))

    def show(self, inherited: Mapping[str, TrainingSettings]) -> None:
        """Show what the default is, by network, and the entries where it is not used."""
        self._inherited = inherited
        if self.rows is None or self.preview is None:
            return
        self.rows.show_defaults(list(inherited.values()))
        self.rows.note("augmentation", "")  # the default stands below, where there is more room
        active = any(settings.augmentation.active for settings in inherited.values())
        if not self._variables["augmentation"].get() and active:
            self.default.configure(text=_default_text(inherited))
            self.default.grid()
        else:
            self.default.grid_remove()
        self.preview.change()

    def show_augmented(self, event: Augmented) -> None:
        """Show the pictures of a worker."""
        if self.preview is not None:
            self.preview.show(event)

    def _wanted(self) -> Augmentation | None:
        """What is entered, or the default, of the first network that has one."""
        texts = {name: variable.get() for name, variable in self._variables.items()}
        if wrong("augmentation", texts):
            return None
        entered: Augmentation | None = parse_setting("augmentation", texts)
        if entered is not None:
            return entered
        defaults = (known.augmentation for known in self._inherited.values() if known.augmentation.active)
        return next(defaults, Augmentation())


def _default_text(inherited: Mapping[str, TrainingSettings]) -> str:
    """What the default is; where networks differ, by network, the one that the preview shows first."""
    texts = {name: augmentation_text(settings.augmentation) for name, settings in inherited.items()}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    lines = sorted((f"{name}: {text}" for name, text in texts.items()), key=lambda line: line.endswith(": off"))
    return "\n".join((*lines, "The pictures show the first of these."))
