"""Class probabilities of several networks as bars: a group for each class, a bar for each network."""

import tkinter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from tkinter import Misc, font

from workbench.view import theme
from workbench.view.theme import BOLD, SMALL, px

MOST_CLASSES = 12
"""With more classes only the most probable ones are shown."""


@dataclass(frozen=True)
class Bars:
    """What is drawn.

    Attributes:
        class_names: of all classes.
        true_class: index, None where unknown.
        probabilities: one value a class, by network.
        colours: "#rrggbb" by network.
    """

    class_names: Sequence[str]
    true_class: int | None
    probabilities: Mapping[str, Sequence[float]]
    colours: Mapping[str, str]


def shown_classes(bars: Bars) -> list[int]:
    """Classes in their order; of very many only the most probable ones, and the true one."""
    count = len(bars.class_names)
    if count <= MOST_CLASSES:
        return list(range(count))
    highest = [max(values[index] for values in bars.probabilities.values()) for index in range(count)]
    chosen = sorted(range(count), key=lambda index: -highest[index])[:MOST_CLASSES]
    if bars.true_class is not None and bars.true_class not in chosen:
        chosen[-1] = bars.true_class
    return sorted(chosen)


class ProbabilityBars(tkinter.Canvas):
    """Draws `Bars` in the space that it gets."""

    def __init__(self, parent: Misc) -> None:
        super().__init__(parent, highlightthickness=0, borderwidth=0, width=1, height=1)
        self._bars: Bars | None = None
        self.bind("<Configure>", lambda _: self._draw())
        self.restyle()

    def show(self, bars: Bars | None) -> None:
        """Draw other bars, or none."""
        self._bars = bars
        self._draw()

    def restyle(self) -> None:
        """Colours of the theme in use."""
        self.configure(background=theme.plot_style(self.winfo_toplevel()).background)
        self._draw()

    def _draw(self) -> None:
        self.delete("all")
        bars = self._bars
        if bars is None or not bars.probabilities:
            return
        style = theme.plot_style(self.winfo_toplevel())
        classes = shown_classes(bars)
        small = font.nametofont(SMALL, self)
        names = [bars.class_names[index] for index in classes]
        left = min(max(small.measure(f"✓ {name}") for name in names) + px(self, 16), self.winfo_width() // 3)
        right = self.winfo_width() - small.measure("0.000") - px(self, 10)
        group = min(self.winfo_height() / len(classes), px(self, 24) * len(bars.probabilities) + px(self, 10))
        gap = max(group * 0.16, 2)
        thickness = (group - gap) / len(bars.probabilities)
        for row, index in enumerate(classes):
            top = row * group + gap / 2
            is_true = index == bars.true_class
            self.create_text(
                left - px(self, 8), top + (group - gap) / 2, anchor="e", text=f"{'✓ ' if is_true else ''}{bars.class_names[index]}",
                font=BOLD if is_true else SMALL, fill=style.foreground,
            )  # fmt: skip
            for number, (name, values) in enumerate(bars.probabilities.items()):
                y = top + number * thickness
                width = max((right - left) * values[index], 1)
                self.create_rectangle(left, y, right, y + thickness - 1, fill=style.background, outline=style.grid)
                self.create_rectangle(left, y, left + width, y + thickness - 1, fill=bars.colours[name], outline="")
                if thickness >= px(self, 9) and values[index] >= 0.005:
                    self.create_text(
                        right + px(self, 5), y + thickness / 2, anchor="w", text=f"{values[index]:.3f}",
                        font=SMALL, fill=style.foreground if values[index] >= 0.5 else style.muted,
                    )  # fmt: skip
