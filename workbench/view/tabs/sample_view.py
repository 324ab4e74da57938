"""One sample as one can look at it: a picture, a table of features, or a text."""

import math
import tkinter
from tkinter import Misc, font
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.jobs.types.predict_sample import SampleShown
from workbench.plots.layout import elide
from workbench.view.widgets import theme
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from PIL import Image, ImageTk


_MEASURED, _LONGEST = 200, 30  # rows, characters


class SampleView(ttk.Frame):
    """Shows the sample of a prediction."""

    def __init__(self, parent: Misc) -> None:
        super().__init__(parent)
        self.title = ttk.Label(self, style="Bold.TLabel")
        self.title.pack(anchor="w")
        self.truth = ttk.Label(self, style="Muted.TLabel")
        self.truth.pack(anchor="w", pady=(0, px(self, 6)))
        self.picture = ttk.Label(self)
        self._photo: ImageTk.PhotoImage | None = None
        self._image: Image.Image | None = None
        self._photo_of: Image.Image | None = None
        self.table = ttk.Treeview(self, columns=("value",), selectmode="browse", height=4)
        self.table.heading("#0", text="feature", anchor="w")
        self.table.heading("value", text="value", anchor="e")
        self.table.column("#0", width=px(self, 180))
        self.table.column("value", width=px(self, 90), anchor="e")
        tip(self.table, "The row as it is in the data, before it is standardised.")
        self.text_frame = ttk.Frame(self)
        self.text_frame.columnconfigure(0, weight=1)
        self.text_frame.rowconfigure(0, weight=1)
        self.text = tkinter.Text(
            self.text_frame, wrap="word", width=34, height=8, font="TkDefaultFont", state="disabled", borderwidth=0
        )
        self.text.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(self.text, across=False)
        self.text.bind("<Button-1>", lambda _: self.text.focus_set(), add="+")
        self.bind("<Configure>", lambda _: self._fit_picture())
        self.restyle()

    def show(self, event: SampleShown, class_names: tuple[str, ...]) -> None:
        """Show a sample and what it truly is."""
        self.title.configure(text=event.title[:1].upper() + event.title[1:])
        truth = (
            "true class unknown"
            if event.true_class is None
            else f"true class: {elide(class_names[event.true_class], 32)}"
        )
        self.truth.configure(text=truth)
        self.clear()
        if event.pixels:
            self._image = image_of(event)
            self.picture.pack(anchor="nw")
            self._fit_picture()
        elif event.features:
            self.table.delete(*self.table.get_children())
            for name, value in event.features:
                self.table.insert("", "end", text=name, values=(_value_text(value),))
            longest = max(
                (value for _, value in event.features[:_MEASURED] if isinstance(value, str)), key=len, default=""
            )
            width = font.nametofont("TkDefaultFont", self).measure(longest[:_LONGEST]) + px(self, 22)
            self.table.column("value", width=max(width, px(self, 90)))
            self.table.pack(fill="both", expand=True)
        else:
            self.text.configure(state="normal")
            self.text.delete("1.0", "end")
            self.text.insert("1.0", event.text)
            self.text.configure(state="disabled")
            self.text_frame.pack(fill="both", expand=True)

    def clear(self) -> None:
        """Show no sample."""
        self._image = None
        for widget in (self.picture, self.table, self.text_frame):
            widget.pack_forget()

    def restyle(self) -> None:
        """Colours of the theme in use."""
        style = theme.plot_style()
        colours = ttk.Style.get_instance().colors
        self.text.configure(
            background=style.background, foreground=style.foreground, selectbackground=colours.primary,
            selectforeground="#ffffff", highlightthickness=px(self, 1), highlightbackground=colours.border,
            padx=px(self, 8), pady=px(self, 6),
        )  # fmt: skip

    def _fit_picture(self) -> None:
        """Enlarge the picture by a whole factor, so that its pixels stay square and sharp; shrink what is too large."""
        if self._image is None:
            return
        from PIL import Image, ImageTk

        space = max(px(self, 60), min(self.winfo_width(), self.winfo_height() - px(self, 60), px(self, 420)))
        longest = max(self._image.size)
        too_large = longest > space
        factor = space / longest if too_large else space // longest
        size = max(1, round(self._image.width * factor)), max(1, round(self._image.height * factor))
        method = Image.Resampling.BILINEAR if too_large else Image.Resampling.NEAREST
        if (
            self._photo is None
            or (self._photo.width(), self._photo.height()) != size
            or self._photo_of is not self._image
        ):
            self._photo_of = self._image
            self._photo = ImageTk.PhotoImage(self._image.resize(size, method), master=self)
            self.picture.configure(image=self._photo)


def _value_text(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return "missing" if math.isnan(value) else f"{value:.5g}"


def image_of(event: SampleShown) -> "Image.Image":
    """The picture of a sample, grey or in colour."""
    from PIL import Image

    height, width, channels = event.pixels_shape
    return Image.frombytes("L" if channels == 1 else "RGB", (width, height), event.pixels)
