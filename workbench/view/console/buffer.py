"""What the console shows and has yet to show, without a widget."""

from collections import deque
from dataclasses import dataclass, field

CAPACITY = 5_000
"""Lines kept on the screen; all of them are on disk."""

AT_ONCE = 500
"""Lines drawn in one redraw."""


@dataclass
class ConsoleBuffer:
    """Lines on the screen, lines that wait for the next redraw, and one progress line a running model.

    Attributes:
        lines: what the screen holds (or will hold after the next redraw), newest last.
        waiting: how many of them are not drawn yet.
        progress: the lines at the bottom that are rewritten in place, by model.
        unsaved: lines written before there was a log on disk.
    """

    lines: deque[str] = field(default_factory=lambda: deque(maxlen=CAPACITY))
    waiting: int = 0
    progress: dict[str, str] = field(default_factory=dict)
    unsaved: list[str] = field(default_factory=list)

    def append(self, text: str) -> list[str]:
        """Add a text of one or more lines and return these lines."""
        new = text.split("\n")
        self.lines.extend(new)
        self.waiting = min(self.waiting + len(new), CAPACITY)
        return new

    def next_lines(self) -> list[str]:
        """The lines to draw now, the oldest of those that wait; no more than are drawn in the blink of an eye."""
        start = len(self.lines) - self.waiting
        end = min(len(self.lines), start + AT_ONCE)
        self.waiting = len(self.lines) - end
        return [self.lines[index] for index in range(start, end)]

    def clear(self) -> None:
        """Forget what is on the screen; progress lines stay, as their models are still running."""
        self.lines.clear()
        self.waiting = 0
