"""The confusion matrices of the tested models."""

from collections.abc import Iterator, Sequence
from tkinter import Misc, StringVar
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.experiment.competitor import Competitor
from workbench.experiment.result_rows import only_class, weights_of_test
from workbench.plots.confusion import Normalisation, draw_confusion, least_height
from workbench.plots.style import PlotStyle
from workbench.reporting.text import evaluated_text
from workbench.view.commands.saving import save_confusion
from workbench.view.tabs.tab import Tab, TabContext
from workbench.view.widgets.figure import FigureView, Painter
from workbench.view.widgets.flow import Flow
from workbench.view.widgets.small import tip
from workbench.view.widgets.theme import px

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MODES = (
    (Normalisation.COUNTS, "Counts", "Numbers of test rows."),
    (Normalisation.ROWS, "Row %", "Fractions of each true class: the diagonal is the recall."),
    (Normalisation.COLUMNS, "Column %", "Fractions of each predicted class: the diagonal is the precision."),
)


_FEW = 3
"""Different weights that are named beside the buttons."""


class ConfusionTab(Tab):
    """Matrices of the tested networks on the same test rows."""

    def __init__(self, parent: Misc, context: TabContext) -> None:
        super().__init__(parent, padding=px(parent, 10))
        self._experiment, actions = context.experiment, context.actions
        self._shown: object = None
        self.mode = StringVar(self, str(Normalisation.COUNTS))
        row = Flow(self, px(self, 12))
        row.pack(fill="x", pady=(0, px(self, 6)))
        modes = ttk.Frame(row)
        self.modes: dict[str, ttk.Radiobutton] = {}
        for mode, text, explanation in _MODES:
            button = ttk.Radiobutton(
                modes, text=text, value=str(mode), variable=self.mode, bootstyle="primary outline toolbutton",
                command=self._redraw,
            )  # fmt: skip
            button.pack(side="left")
            tip(button, explanation)
            self.modes[mode] = button
        self.save = ttk.Button(
            row, text="Save figure…", bootstyle="secondary outline", command=lambda: actions.save(save_confusion)
        )
        tip(self.save, "Save the matrices as PNG, SVG or PDF.")
        self.note = ttk.Label(row, style="Muted.TLabel")
        self.figure = FigureView(self, self._painter, self._least_height)
        self.figure.pack(fill="both", expand=True)

    def refresh(self) -> None:
        """Redraw when a test result is new or gone."""
        tested = [competitor for competitor in self._experiment().competitors.values() if competitor.test is not None]
        shown = [(competitor.name, competitor.test, competitor.test_stands) for competitor in tested]
        if shown == self._shown:
            return
        self._shown = shown
        self.note.configure(text=note(tested, self._experiment().source.class_names))
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
            (title(competitor), np.array(competitor.test.confusion_matrix))
            for competitor in experiment.competitors.values()
            if competitor.test is not None
        ]
        draw_confusion(figure, matrices, experiment.source.class_names, Normalisation(self.mode.get()), style)

    def _least_height(self, width: float) -> float:
        experiment = self._experiment()
        tested = sum(competitor.test is not None for competitor in experiment.competitors.values())
        return least_height(tested, experiment.source.class_names, width)

    def _painter(self, figure: "Figure", style: PlotStyle) -> Painter:
        def paint() -> Iterator[None]:
            self.draw(figure, style)
            yield

        return paint


def note(tested: Sequence[Competitor], class_names: Sequence[str]) -> str:
    """Which weights the matrices are of, how many networks have others by now, and which predict a single class."""
    if not tested:
        return ""
    weights = list(dict.fromkeys(weights_of_test(competitor) for competitor in tested))
    text = f"Weights: {', '.join(weights) if len(weights) <= _FEW else f'of {len(weights)} different epochs'}"
    earlier = sum(not competitor.test_stands for competitor in tested)
    text = f"{text}; {earlier} of {len(tested)} trained further since" if earlier else text
    single = [f"{each.name} predicts “{name}” only" for each in tested if (name := only_class(each, class_names))]
    return "; ".join([text, *single])


def title(competitor: Competitor) -> str:
    """The network's name, and the epoch of its test where it was trained further since."""
    test = competitor.test
    if test is None or competitor.test_stands:
        return competitor.name
    return f"{competitor.name}, {evaluated_text(test.epoch, test.partial_epoch)}"
