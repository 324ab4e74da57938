"""The confusion matrices of the tested models."""

from collections.abc import Iterator
from tkinter import Misc, StringVar
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.experiment.result_rows import weights_of_test
from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.style import PlotStyle
from workbench.view.commands.saving import save_confusion
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.widgets.figure import FigureView, Painter
from workbench.view.widgets.small import tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MODES = (
    (Normalisation.COUNTS, "Counts", "Numbers of test rows."),
    (Normalisation.ROWS, "Row %", "Fractions of each true class: the diagonal is the recall."),
    (Normalisation.COLUMNS, "Column %", "Fractions of each predicted class: the diagonal is the precision."),
)


class ConfusionTab(Tab):
    """Matrices of the tested networks on the same test rows."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent, padding=px(parent, 10))
        self._experiment, actions = context.experiment, context.actions
        self._shown: object = None
        self.mode = StringVar(self, str(Normalisation.COUNTS))
        row = ttk.Frame(self)
        row.pack(fill="x", pady=(0, px(self, 6)))
        self.modes: dict[str, ttk.Radiobutton] = {}
        for mode, text, explanation in _MODES:
            button = ttk.Radiobutton(
                row, text=text, value=str(mode), variable=self.mode, bootstyle="primary outline toolbutton",
                command=self._redraw,
            )  # fmt: skip
            button.pack(side="left")
            tip(button, explanation)
            self.modes[mode] = button
        self.note = ttk.Label(row, style="Muted.TLabel")
        self.note.pack(side="left", padx=px(self, 12))
        self.save = ttk.Button(
            row, text="Save figure…", bootstyle="secondary outline", command=lambda: actions.save(save_confusion)
        )
        self.save.pack(side="right")
        tip(self.save, "Save the matrices as PNG, SVG or PDF.")
        self.figure = FigureView(self, self._painter)
        self.figure.pack(fill="both", expand=True)

    def refresh(self) -> None:
        """Redraw when a test result is new or gone."""
        tested = [competitor for competitor in self._experiment().competitors.values() if competitor.test is not None]
        shown = [(competitor.name, competitor.test) for competitor in tested]
        if shown == self._shown:
            return
        self._shown = shown
        weights = ", ".join(dict.fromkeys(weights_of_test(competitor) for competitor in tested))
        self.note.configure(text=f"Weights: {weights}" if tested else "")
        for button in (*self.modes.values(), self.save):
            button.state(["!disabled" if tested else "disabled"])
        self.figure.invalidate()

    def _redraw(self) -> None:
        self.figure.invalidate()

    def restyle(self) -> None:
        """Colours of the figure."""
        self.figure.restyle()

    def draw(self, figure: "Figure", style: PlotStyle) -> None:
        """Draw the matrices of all tested models."""
        import numpy as np

        experiment = self._experiment()
        matrices = [
            (competitor.name, np.array(competitor.test.confusion_matrix))
            for competitor in experiment.competitors.values()
            if competitor.test is not None
        ]
        draw_confusion(figure, matrices, experiment.source.class_names, Normalisation(self.mode.get()), style)

    def _painter(self, figure: "Figure", style: PlotStyle) -> Painter:
        def paint() -> Iterator[None]:
            self.draw(figure, style)
            yield

        return paint
