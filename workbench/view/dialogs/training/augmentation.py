"""The page of random changes of training pictures, with a live preview."""

from collections.abc import Callable, Mapping
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.data.types import Kind
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.augment import Augmented
from workbench.settings.description import augmentation_text
from workbench.settings.texts import OFF, ON, parse_group, wrong
from workbench.settings.training import Augmentation, TrainingSettings
from workbench.view.dialogs.training.augmentation_preview import AugmentationPreview
from workbench.view.dialogs.training.pages import default_item
from workbench.view.dialogs.training.rows import Rows
from workbench.view.widgets.theme import px

_PARTS = (
    ("share", "Share", "The share of the pictures that are changed in each epoch, 0 to 1.", "of the pictures"),
    ("rotation", "Rotation", "Up to so many degrees in both directions.", "± degrees"),
    ("shift", "Shift", "Up to this share of the side, in every direction.", "± of the side"),
    ("shear", "Shear", "Up to this tangent of the angle, in both directions.", "± tangent"),
    ("zoom", "Zoom", "Larger or smaller by up to this share.", "± of the size"),
    ("stretch", "Stretch", "The same for height and width by themselves.", "± of each axis"),
)
_KINDS = {Kind.TABULAR: "rows of a table", Kind.SEQUENCE: "texts", Kind.IMAGE: "pictures"}


class AugmentationPage(ttk.Frame):
    """Entries on the left, pictures on the right; a sentence instead where the data are no pictures."""

    groups = ("augmentation",)

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
            self.rows: Rows | None = None
            text = f"{experiment.source.title} holds {_KINDS[experiment.source.kind]}: only pictures are augmented."
            ttk.Label(self, text=text, style="Muted.TLabel", wraplength=px(self, 420)).pack(anchor="nw")
            return
        self.rows = rows = Rows(self, note_width=0)
        rows.pack(side="left", anchor="n")
        rows.add_choice(
            "augmentation",
            "Augmentation",
            variables["augmentation"],
            {},
            "Whether training pictures are changed at random, anew in every epoch.",
            lambda: chosen("augmentation"),
        )
        rows.boxes["augmentation"].configure(width=22)
        for part, label, explanation, note in _PARTS:
            rows.add_entry(f"augmentation.{part}", label, variables[f"augmentation.{part}"], explanation, note)
        rows.add_tick(
            "augmentation.flip",
            "Flip",
            variables["augmentation.flip"],
            "left to right",
            "Half of the changed pictures are mirrored. Not for digits and letters.",
        )
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
        used = [settings.augmentation for settings in inherited.values()]
        states = [ON if item.active else OFF for item in used]
        self.rows.boxes["augmentation"].offer({"": default_item(states), ON: ON, OFF: OFF})
        chosen = self._variables["augmentation"].get()
        for part in (*(part for part, *_ in _PARTS), "flip"):
            self.rows.show(f"augmentation.{part}", chosen == ON)
        if not chosen and ON in states:
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
        entered: Augmentation | None = parse_group("augmentation", texts)
        if entered is not None:
            return entered
        defaults = (item.augmentation for item in self._inherited.values() if item.augmentation.active)
        return next(defaults, Augmentation())


def _default_text(inherited: Mapping[str, TrainingSettings]) -> str:
    """What the default is; where networks differ, by network, the one that the preview shows first."""
    texts = {name: augmentation_text(settings.augmentation) for name, settings in inherited.items()}
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    lines = sorted((f"{name}: {text}" for name, text in texts.items()), key=lambda line: line.endswith(": off"))
    return "\n".join((*lines, "The pictures show the first of these."))
