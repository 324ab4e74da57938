"""A matplotlib figure in the window: made late, redrawn seldom, only while it is seen."""

from collections.abc import Callable, Iterator
from itertools import chain
from tkinter import Misc
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from workbench.plots.style import PlotStyle
from workbench.view.widgets import theme
from workbench.view.widgets.scrolling import ScrollingFrame
from workbench.view.widgets.small import Panel, later

if TYPE_CHECKING:
    from matplotlib.backends.backend_tkagg import FigureCanvasTkAgg
    from matplotlib.figure import Figure

REDRAW_MS = 250
"""The shortest time between two redraws."""

Painter = Callable[[], Iterator[None]]
"""Paints a figure in steps of a few tens of milliseconds."""

_SMALLEST = 2
"""Pixels: where a row or column wants but one, Tk's grid does not arrange it anew when it gets more."""

LeastHeight = Callable[[float], float]
"""The height that a figure of a given width needs to be read, both in points."""

_DONE = object()


def load_matplotlib() -> None:
    """Import what `FigureView.create` needs; takes a few tenths of a second."""
    import matplotlib.backends.backend_tkagg  # noqa: F401  # for its effect on sys.modules


class FigureView(Panel):
    """A figure that ``painter(figure, style)`` sets up, once for each theme, by returning a function that paints it.

    Args:
        least_height: where the view is lower than that, the figure scrolls.
    """

    def __init__(
        self,
        parent: Misc,
        painter: "Callable[[Figure, PlotStyle], Painter]",
        least_height: LeastHeight | None = None,
    ) -> None:
        super().__init__(parent)
        self._painter = painter
        self._least_height = least_height
        self._paint: Painter | None = None
        self._dirty = True
        self._drawing = False
        self._overtaken = False
        self._timer: str | None = None
        self.figure: Figure | None = None
        self.canvas: FigureCanvasTkAgg | None = None
        self.placeholder = ttk.Label(self, text="", anchor="center", style="Muted.TLabel")
        self.placeholder.pack(fill="both", expand=True)
        self._scrolling = ScrollingFrame(self, across=True)
        self._scrolling.inner.pack_propagate(False)
        self._scrolling.inner.configure(width=_SMALLEST, height=_SMALLEST)
        self.bind("<Configure>", lambda _: self._fit())

    def create(self) -> None:
        """Make figure and canvas; call it after the first paint of the window (see `load_matplotlib`)."""
        from matplotlib.backends.backend_tkagg import FigureCanvasTkAgg
        from matplotlib.figure import Figure

        if self.canvas is not None:
            return
        style = theme.plot_style()
        self.figure = Figure(figsize=(4, 3), facecolor=style.background)
        self.canvas = FigureCanvasTkAgg(self.figure, master=self._scrolling.inner)
        self.canvas.mpl_connect("draw_event", lambda _: self._overtake())
        widget = self.canvas.get_tk_widget()
        widget.configure(background=style.background, highlightthickness=0, takefocus=False)
        self.placeholder.destroy()
        widget.pack(fill="both", expand=True)
        self._scrolling.pack(fill="both", expand=True)
        self._scrolling.follow_wheel(widget)
        self._paint = self._painter(self.figure, style)
        self.hurry()

    @property
    def up_to_date(self) -> bool:
        """Whether the screen shows everything that the figure should."""
        return not self._dirty and not self._drawing

    def hurry(self) -> None:
        """Redraw at once if there is anything new: the figure has just come to sight."""
        if self._dirty and not self._drawing:
            if self._timer is not None:
                self.nametowidget(".").after_cancel(self._timer)
            self._timer = later(self, 1, self._redraw)

    def invalidate(self) -> None:
        """What the figure shows has changed: redraw it soon, once it is seen."""
        self._dirty = True
        self._schedule()

    def restyle(self) -> None:
        """Paint everything anew in the colours of the theme in use."""
        if self.canvas is None or self.figure is None:
            return
        from workbench.plots.figures import prepare

        style = theme.plot_style()
        prepare(self.figure, style)  # else matplotlib, where it draws by itself, shows the old colours
        self.canvas.get_tk_widget().configure(background=style.background)
        self._scrolling.restyle()
        self._paint = self._painter(self.figure, style)
        self._dirty, self._drawing = True, False  # a drawing that is under way has the old colours: it ends here
        self.hurry()

    def _fit(self) -> None:
        """Ask for the height that the figure needs."""
        if self.figure is not None and self._least_height is not None:
            pixels = self.figure.dpi / 72
            height = round(pixels * self._least_height(self.winfo_width() / pixels))
            self._scrolling.inner.configure(height=max(height, _SMALLEST))
            self._scrolling.fit_soon()

    def _schedule(self) -> None:
        if self._timer is None:
            self._timer = later(self, REDRAW_MS, self._redraw)

    def _redraw(self) -> None:
        """Paint and draw in steps, so that the window answers in between; what changes meanwhile is drawn later."""
        self._timer = None
        if not self._dirty or self.canvas is None or self._paint is None:
            return
        if not self.winfo_viewable():
            self._schedule()  # a look four times a second is cheaper than all the ways of becoming visible
            return
        self._fit()
        self._dirty, self._drawing, self._overtaken = False, True, False
        self._go_on(chain(self._paint(), drawing_steps(self.canvas)))

    def _overtake(self) -> None:
        """matplotlib has drawn the whole figure by itself, as its size has changed."""
        self._overtaken = True

    def _go_on(self, steps: Iterator[None]) -> None:
        if self._overtaken:
            # More steps would draw a second time over what is there, or a picture of the old size: start anew.
            self._timer, self._drawing, self._dirty = None, False, True
            self._schedule()
            return
        try:
            goes_on = next(steps, _DONE) is not _DONE
        except Exception:
            self._timer, self._drawing = None, False  # so that the next change is drawn
            raise
        if goes_on:
            self._timer = later(self, 1, lambda: self._go_on(steps))
            return
        self._timer, self._drawing = None, False
        if self._dirty:
            self._schedule()


def drawing_steps(canvas: "FigureCanvasTkAgg") -> Iterator[None]:
    """Draw a figure as ``canvas.draw()`` does, but one of its axes at a time, and show it when all are drawn."""
    figure = canvas.figure
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    renderer = canvas.get_renderer()
    renderer.clear()
    figure.patch.draw(renderer)
    others = (artist for artist in figure.get_children() if artist is not figure.patch)
    for artist in sorted(others, key=lambda artist: artist.get_zorder()):
        artist.draw(renderer)
        yield
    canvas.blit()
