"""A few training pictures before and after random changes, drawn anew while the numbers change."""

from collections.abc import Callable, Sequence
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.data.files.locate import is_available
from workbench.experiment.experiment import Experiment
from workbench.jobs.types.augment import Augmented
from workbench.settings.augmentation import Augmentation
from workbench.view.widgets.small import later, tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from PIL import Image, ImageTk

_COLUMNS = 4
_SIDE = 72
_GAP = 6
_DEBOUNCE_MS = 200
_RETRY_MS = 100


class AugmentationPreview(ttk.Frame):
    """Asks a worker for the pictures and shows them.

    Args:
        wanted: what to show; None while an entry is wrong.
        prepare: starts to prepare the dataset.
    """

    def __init__(
        self,
        parent: Misc,
        experiment: Experiment,
        wanted: Callable[[], Augmentation | None],
        prepare: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self._wanted = wanted
        self._prepare = prepare
        self._draw = 1
        self._asked: tuple[Augmentation, int] | None = None
        self._timer = ""
        self._photos: list[ImageTk.PhotoImage] = []
        self.columnconfigure(1, minsize=px(self, _COLUMNS * (_SIDE + _GAP)))
        self._rows: list[ttk.Label] = []
        for row in range(4):
            text = ttk.Label(self, text=("before", "after")[row % 2], style="Muted.TLabel")
            text.grid(row=row, column=0, sticky="e", padx=(0, px(self, 8)))
            picture = ttk.Label(self)
            picture.grid(row=row, column=1, sticky="w", pady=(0, px(self, (2, 10)[row % 2])))
            self.rowconfigure(row, minsize=px(self, _SIDE + (2, 10)[row % 2]))
            self._rows.append(picture)
        self.status = ttk.Label(self, style="Muted.TLabel", wraplength=px(self, 300))
        self.button = ttk.Button(self, bootstyle="secondary outline", padding=(px(self, 8), px(self, 3)))
        self._button_tip = tip(self.button, "")
        self.button.grid(row=4, column=1, sticky="w")
        self.status.grid(row=5, column=1, sticky="w", pady=(px(self, 6), 0))
        self.bind("<Map>", lambda _: self.change())
        self._show_state()

    def change(self) -> None:
        """The numbers may have changed: ask for pictures as soon as they have been at rest for a moment."""
        self._later(_DEBOUNCE_MS, self._ask)

    def show(self, event: Augmented) -> None:
        """Show the pictures of a worker."""
        from PIL import ImageTk

        background = ttk.Style.get_instance().colors.bg
        self._photos = []
        for block in range(2):
            for half, pictures in enumerate((event.before, event.after)):
                chosen = pictures[block * _COLUMNS : (block + 1) * _COLUMNS]
                strip = strip_of(chosen, event.shape, px(self, _SIDE), px(self, _GAP), background)
                self._photos.append(ImageTk.PhotoImage(strip, master=self))
                self._rows[2 * block + half].configure(image=self._photos[-1])
        self._show_state()

    def new_draw(self) -> None:
        """Other pictures and other random numbers."""
        self._draw += 1
        self._ask()

    def _ask(self) -> None:
        self._timer = ""
        self._show_state()
        if not self.winfo_viewable():
            return
        if self._experiment.prepared is None:
            self._later(3 * _RETRY_MS, self._ask)
            return
        wanted = self._wanted()
        if wanted is None or (wanted, self._draw) == self._asked:
            return
        if self._experiment.samples.preview(wanted, self._draw):
            self._asked = wanted, self._draw
        else:
            self._later(_RETRY_MS, self._ask)

    def _later(self, milliseconds: int, react: Callable[[], None]) -> None:
        if self._timer:
            self.nametowidget(".").after_cancel(self._timer)
        self._timer = later(self, milliseconds, react)

    def _show_state(self) -> None:
        experiment = self._experiment
        if experiment.prepared is not None:
            text = "" if self._photos else "Waiting for a worker…"
            button, command, explanation = "New draw", self.new_draw, "Other pictures, other random numbers."
        else:
            text = f"{experiment.source.title} is not prepared yet; then training pictures are shown here."
            available = is_available(experiment.source, experiment.folders.search_path)
            button = "Prepare" if available else "Download"
            command, explanation = (
                self._start_preparing,
                "Read the files, or download them first, and cache their arrays.",
            )
        if experiment.prepared is None and experiment.working:
            text, button = "The dataset is being prepared…", ""
        self.status.configure(text=text)
        if text:
            self.status.grid()
        else:
            self.status.grid_remove()
        self._button_tip.configure(text=explanation)
        if button:
            self.button.configure(text=button, command=command)
            self.button.grid()
        else:
            self.button.grid_remove()

    def _start_preparing(self) -> None:
        self._prepare()
        self.change()


def strip_of(pictures: Sequence[bytes], shape: Sequence[int], side: int, gap: int, background: str) -> "Image.Image":
    """Pictures (uint8 bytes of ``shape``: height, width, channels) side by side, each in a square."""
    from PIL import Image

    height, width, channels = shape
    factor = side / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    method = Image.Resampling.NEAREST if factor >= 1 else Image.Resampling.BILINEAR
    strip = Image.new("RGB", (_COLUMNS * (side + gap) - gap, side), background)
    for place, pixels in enumerate(pictures):
        picture = Image.frombytes("L" if channels == 1 else "RGB", (width, height), pixels).resize(size, method)
        strip.paste(picture, (place * (side + gap) + (side - size[0]) // 2, (side - size[1]) // 2))
    return strip
