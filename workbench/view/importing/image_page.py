"""A folder of images of the user's: size, colour, test part, and a few pictures before and after."""

from dataclasses import replace
from pathlib import Path
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.preview import ImagePreview, Picture, PicturePair
from workbench.data.imports.images.reading import MAX_SIDE
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.view.importing.page import Changed, ImportPage, Wrong, fill, note_guess
from workbench.view.importing.rows import OptionRows, TestRows
from workbench.view.widgets.small import tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from PIL import Image, ImageTk

_ACROSS, _DOWN = 3, 3
_SIDE, _GAP = 78, 8
_COLOURS = {"3": "colour", "1": "grey"}


class ImagePage(ImportPage[ImageOptions, ImageFolderRecipe, ImagePreview]):
    """The size that the networks see, colour, test split."""

    def __init__(self, parent: Misc, options: ImageOptions, changed: Changed, wrong: Wrong, path: Path) -> None:
        super().__init__(parent, options, changed, wrong, path)
        rows = self.rows = OptionRows(self.form, self._guarded(self._size_changed))
        rows.entry("width", "Width", "To which all pictures are resized, in pixels.", "pixels")
        rows.entry("height", "Height", "To which all pictures are resized, in pixels.", "pixels")
        rows.select("channels", "Colour", _COLOURS, "Whether the networks see three colours or shades of grey.")
        rows.add_gap()
        rows.pack(anchor="w")
        self.test = TestRows(self.form, self._guarded(self._test_changed), "a second folder", columns=False)
        self.test.pack(anchor="w")
        self.facts = ttk.Label(self.form, style="Muted.TLabel", justify="left", wraplength=px(self, 300))
        self.facts.pack(anchor="w", pady=(px(self, 10), 0))
        self._guessed = ""
        self._photos: list[ImageTk.PhotoImage] = []
        self._build_pictures()
        self._add_classes()
        explanation = "What lies in the folder and is not used, with the reason."
        self.broken = self._add_table("Left out", explanation, {"file and reason": 540})
        for name, value in (("width", options.width), ("height", options.height), ("channels", options.channels)):
            rows.write(name, str(value or ""))
        if options.test is not None:
            self.test.show_split(options.test)

    def show(self, recipe: ImageFolderRecipe, preview: ImagePreview) -> None:
        """Show how the pictures are read and what was found."""
        rows, options = self.rows, self.options
        for name, value, chosen in (("width", recipe.width, options.width), ("height", recipe.height, options.height)):
            rows.entries[name].set_hint(str(value))
            rows.note(name, "pixels" if chosen else "pixels, guessed")
        self._guessed = str(recipe.channels)
        rows.write("channels", self._guessed)
        rows.note("channels", note_guess(options.channels is None))
        self.test.show_split(recipe.test)
        sizes = (("smallest", recipe.smallest), ("median", recipe.median), ("largest", recipe.largest))
        found = "\n".join(f"{what}: {width:,} × {height:,}" for what, (width, height) in sizes)
        self.facts.configure(text=f"Sizes found (width × height)\n{found}")
        self.show_classes(recipe.class_names, recipe.class_sizes)
        fill(self.broken, [(line,) for line in recipe.broken or ("nothing",)])
        self._show_pictures(preview.pictures)

    def _build_pictures(self) -> None:
        frame = ttk.Frame(self.book, padding=px(self, 8))
        self.pictures: list[tuple[ttk.Label, ttk.Label]] = []
        for place in range(_ACROSS * _DOWN):
            row, column = divmod(place, _ACROSS)
            frame.columnconfigure(column, minsize=px(self, 2 * _SIDE + 4 * _GAP))
            frame.rowconfigure(2 * row, minsize=px(self, _SIDE + _GAP // 2))
            picture, name = ttk.Label(frame), ttk.Label(frame, style="Muted.TLabel")
            picture.grid(row=2 * row, column=column, sticky="w")
            name.grid(row=2 * row + 1, column=column, sticky="w", pady=(0, px(self, 5)))
            tip(picture, "Left the picture as it is, right as the networks see it.")
            self.pictures.append((picture, name))
        self.book.add(frame, text="Pictures: before and after")

    def _show_pictures(self, pairs: tuple[PicturePair, ...]) -> None:
        from PIL import ImageTk

        self._photos = []
        side, gap = px(self, _SIDE), px(self, _GAP)
        background = ttk.Style.get_instance().colors.bg
        for place, (label, name) in enumerate(self.pictures):
            if place >= len(pairs):
                label.configure(image="")
                name.configure(text="")
                continue
            photo = ImageTk.PhotoImage(beside(pairs[place], side, gap, background), master=self)
            self._photos.append(photo)
            label.configure(image=photo)
            text = pairs[place].class_name
            name.configure(text=text if len(text) <= 22 else f"{text[:21]}…")

    def _size_changed(self) -> None:
        rows = self.rows
        channels = rows.value("channels")
        guessed = self.options.channels is None and channels == self._guessed
        self._apply(
            replace(
                self.options,
                width=rows.number("width", "Width", 1, MAX_SIDE),
                height=rows.number("height", "Height", 1, MAX_SIDE),
                channels=None if guessed or channels is None else int(channels),
            )
        )


def beside(pair: PicturePair, side: int, gap: int, background: str) -> "Image.Image":
    """A picture before and after in two squares, each as large as fits."""
    from PIL import Image

    strip = Image.new("RGB", (2 * side + gap, side), background)
    for place, picture in enumerate((pair.before, pair.after)):
        image = _fitted(picture, side)
        strip.paste(image, (place * (side + gap) + (side - image.width) // 2, (side - image.height) // 2))
    return strip


def _fitted(picture: Picture, side: int) -> "Image.Image":
    from PIL import Image

    height, width, channels = picture.shape
    factor = side / max(height, width)
    method = Image.Resampling.NEAREST if factor >= 1 else Image.Resampling.BILINEAR
    image = Image.frombytes("L" if channels == 1 else "RGB", (width, height), picture.pixels)
    return image.convert("RGB").resize((max(1, round(width * factor)), max(1, round(height * factor))), method)
