"""What each network makes of a sample: a line a network, in words as long as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from tkinter import Misc, font

import ttkbootstrap as ttk

from workbench.plots.style import competitor_colour, competitor_shape
from workbench.view.widgets.small import elide_to_width, tip
from workbench.view.widgets.theme import BOLD, SMALL, px

_IN_ONE_COLUMN = 6
"""Networks; more stand in two columns."""

_LEAST = 45
"""Pixels that a name is not shortened below, as long as something else can go."""


_BORDERS = 4
"""Pixels of a label besides its text, at every scaling."""


@dataclass(frozen=True)
class _Form:
    """What a line holds; all pixels are those at 100 %."""

    gap: int
    whole_marks: bool
    whole_lines: bool


_FORMS = (_Form(12, True, True), _Form(6, False, True), _Form(4, False, False))
"""For ever less room; lines that are not whole have symbol, class and mark, the rest is in the bars below."""


@dataclass(frozen=True)
class Verdict:
    """What one network predicts.

    Attributes:
        place: of the network among the competitors, from 0.
        probability: of the predicted class, 0 to 1.
        right: None where the true class is not known.
    """

    place: int
    network: str
    predicted: str
    probability: float
    right: bool | None

    def mark(self, whole: bool) -> str:
        mark = "" if self.right is None else "✓ right" if self.right else "✗ wrong"
        return mark if whole else mark[:1]


class Verdicts(ttk.Frame):
    """The class that each network finds most probable, and whether that is right."""

    def __init__(self, parent: Misc) -> None:
        super().__init__(parent)
        self._shown: tuple[Verdict, ...] = ()
        self._width = 0
        self.bind("<Configure>", lambda event: self._resize(event.width))

    def show(self, verdicts: Sequence[Verdict]) -> None:
        """Show these in place of the earlier ones."""
        self._shown = tuple(verdicts)
        self._arrange()

    def _resize(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._arrange()

    def _arrange(self) -> None:
        for child in self.winfo_children():
            child.destroy()
        if not self._shown:
            return
        columns = 1 if len(self._shown) <= _IN_ONE_COLUMN else 2
        fitting = _Fitting(self, self._shown, self._width // columns, narrow=columns > 1)
        rows = ceil(len(self._shown) / columns)
        for number, verdict in enumerate(self._shown):
            for column, (cell, sticky) in enumerate(fitting.cells(verdict), start=5 * (number // rows)):
                cell.grid(row=number % rows, column=column, sticky=sticky, padx=(0, fitting.gap))


class _Fitting:
    """Makes the cells of lines of a given width.

    Args:
        width: of a line in pixels, 1 where it is not known yet.
        narrow: whether lines stand beside each other.
    """

    def __init__(self, parent: Misc, verdicts: Sequence[Verdict], width: int, narrow: bool) -> None:
        self._parent = parent
        self._verdicts = verdicts
        self._normal, self._bold, self._small = (
            font.nametofont(name, parent) for name in ("TkDefaultFont", BOLD, SMALL)
        )
        networks = max(self._normal.measure(verdict.network) for verdict in verdicts)
        classes = max(self._bold.measure(verdict.predicted) for verdict in verdicts)
        least = px(parent, _LEAST)
        whole, shortened, bare = _FORMS
        self._form = bare
        if not narrow and (width <= 1 or networks + classes <= self._room(width, whole)):
            self._form = whole
        elif width <= 1 or min(networks, least) + min(classes, least) <= self._room(width, shortened):
            self._form = shortened
        self.gap = px(parent, self._form.gap)
        room = self._room(width, self._form) if width > 1 else networks + classes
        self._network_width = min(networks, max(room // 2, room - classes)) if self._form.whole_lines else 0
        self._class_width = min(classes, room - self._network_width)

    def cells(self, verdict: Verdict) -> tuple[tuple[ttk.Label, str], ...]:
        """Symbol, network, class, probability and mark, each with the side that it sticks to."""
        place, form = verdict.place, self._form
        symbol = ttk.Label(self._parent, text=competitor_shape(place), foreground=competitor_colour(place))
        network = self._name(verdict.network, self._normal, self._network_width, "TLabel")
        if not form.whole_lines:
            network.configure(text="")
            tip(symbol, verdict.network)
        return (
            (symbol, "w"),
            (network, "w"),
            (self._name(verdict.predicted, self._bold, self._class_width, "Bold.TLabel"), "w"),
            (ttk.Label(self._parent, text=_percent(verdict.probability) if form.whole_lines else ""), "e"),
            (ttk.Label(self._parent, text=verdict.mark(form.whole_marks), style="Muted.TLabel"), "w"),
        )

    def _room(self, width: int, form: _Form) -> int:
        """Pixels that are left for both names."""
        symbols = max(self._normal.measure(competitor_shape(verdict.place)) for verdict in self._verdicts)
        marks = max(self._small.measure(verdict.mark(form.whole_marks)) for verdict in self._verdicts)
        percent = self._normal.measure(_percent(1.0)) if form.whole_lines else 0
        around = px(self._parent, form.gap) + _BORDERS
        return width - symbols - percent - marks - 5 * around

    def _name(self, text: str, letters: font.Font, width: int, style: str) -> ttk.Label:
        shown = elide_to_width(text, letters, width)
        label = ttk.Label(self._parent, text=shown, style=style)
        if shown != text:
            tip(label, text)
        return label


def _percent(probability: float) -> str:
    return f"{100 * probability:.1f} %"
