"""Light and dark, scaling, fonts: one family of themes for widgets and plots."""

from dataclasses import replace
from tkinter import Misc, font

import ttkbootstrap as ttk
from ttkbootstrap.themes.builtin import BOOTSTRAP

from workbench.plots.style import DARK, LIGHT, PlotStyle

SCALINGS = (100, 125, 150, 200)
"""Per cent of the size that a 96 dpi screen gets."""

POINTS = 4 / 3
"""Pixels of a typographic point at 100 %, which is what Tk calls its scaling."""

SMALL, BOLD = "WorkbenchSmall", "WorkbenchBold"

_PIXELS = {
    "TkDefaultFont": 13,
    "TkTextFont": 13,
    "TkMenuFont": 13,
    "TkHeadingFont": 13,
    "TkCaptionFont": 14,
    "TkTooltipFont": 12,
    "TkSmallCaptionFont": 11,
    "TkIconFont": 13,
    "TkFixedFont": 12,
}


_DIMMED = (
    *(
        f"{colour}{kind}"
        for colour in ("primary", "secondary", "success", "danger")
        for kind in (".TButton", ".Outline.TButton")
    ),
    "primary.Outline.Toolbutton",
    "TEntry",
    "TCombobox",
    "TRadiobutton",
    "TCheckbutton",
)


def detected_scaling(root: Misc) -> int:
    """The step nearest to what Tk says of the screen."""
    percent = float(root.tk.call("tk", "scaling")) / POINTS * 100
    return min(SCALINGS, key=lambda step: abs(step - percent))


def apply(root: ttk.App, mode: str, scaling: int) -> None:
    """Use theme ``mode`` ("light" or "dark") at ``scaling`` per cent; widgets made before keep their paddings."""
    if root.tk.call("tk", "scaling") != POINTS * scaling / 100:
        root.tk.call("tk", "scaling", POINTS * scaling / 100)
    _scale_fonts(root, scaling)
    # Images and paddings of a theme are made for one scaling, so each scaling has a theme of its own.
    family = f"workbench{scaling}"
    if f"{family}-{mode}" not in root.style.theme_names():
        replace(BOOTSTRAP, name=family).register()
    if root.style.theme_use() != f"{family}-{mode}":
        root.style.theme_use(f"{family}-{mode}")
        make_disabled_legible()
    _define_styles(root)


def make_disabled_legible() -> None:
    """Darken (or lighten) the text of disabled controls, which ttkbootstrap makes fainter than one can read.

    Styles are built with their first widget, so this follows the making of widgets and each change of the theme.
    """
    style = ttk.Style.get_instance()
    colour = "#868e96"
    for name in _DIMMED:
        others = [entry for entry in style.map(name, "foreground") if entry[0] != "disabled"]
        style.map(name, foreground=[("disabled", colour), *others])


def plot_style() -> PlotStyle:
    """The plots' colours for the theme in use; their background is that of the widgets."""
    return DARK if is_dark() else LIGHT


def is_dark() -> bool:
    """True while the dark theme is in use."""
    return str(ttk.Style.get_instance().theme_use()).endswith("-dark")


def px(widget: Misc, size: float) -> int:
    """Pixels for ``size`` pixels at 100 %."""
    return int(ttk.scale_size(widget, size))


def readable_on(colour: str) -> str:
    """Black or white, whichever reads better on ``colour`` ("#rrggbb"); WCAG relative luminance."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return "#ffffff" if luminance < 0.18 else "#000000"


def _scale_fonts(root: ttk.App, scaling: int) -> None:
    known = set(font.names(root))
    for name, pixels in _PIXELS.items():
        if name in known:
            font.nametofont(name, root).configure(size=-round(pixels * scaling / 100))
    family = font.nametofont("TkDefaultFont", root).actual("family")
    for name, pixels in ((SMALL, 12), (BOLD, 13)):
        named = font.nametofont(name, root) if name in known else font.Font(root, name=name, exists=False)
        named.configure(family=family, size=-round(pixels * scaling / 100), weight="bold" if name == BOLD else "normal")
        named.delete_font = False  # the name lives as long as the interpreter


def _define_styles(root: ttk.App) -> None:
    """Styles that the window uses besides those of ttkbootstrap."""
    style = root.style
    colours = style.colors
    muted = plot_style().muted if is_dark() else colours.secondary
    style.configure("Muted.TLabel", foreground=muted, font=SMALL, background=colours.bg)
    style.configure("Hint.TLabel", foreground=muted, background=colours.inputbg, padding=0)
    style.configure("Bold.TLabel", font=BOLD, background=colours.bg)
    style.configure("Small.TLabel", font=SMALL, background=colours.bg)
    style.configure("Treeview", rowheight=px(root, 26))
    style.configure("TNotebook.Tab", padding=(px(root, 12), px(root, 5)))
