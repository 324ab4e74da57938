"""Where the window stands and how large it is: plain arithmetic on Tk's "WIDTHxHEIGHT+X+Y"."""

import re
from dataclasses import dataclass

DEFAULT_SIZE = (1280, 800)
MINIMUM_SIZE = (900, 560)
DECORATION_HEIGHT = 96
"""What title bar, menu bar and a panel of the desktop may take of a small screen."""
_FRAME = (16, 72)
"""What borders and title bar of a dialog, and a panel of the desktop, may take of a screen."""
_TITLE_HEIGHT = 32
_VISIBLE = 100  # pixels of the window that must be on the screen, so that it can be taken hold of

_GEOMETRY = re.compile(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)")

Screen = tuple[int, int]


def default(screen: Screen, scaling: int) -> str:
    """The default size, or as much of it as the screen has room for, in the middle."""
    width, height = _room(screen, scaling)
    width, height = min(DEFAULT_SIZE[0] * scaling // 100, width), min(DEFAULT_SIZE[1] * scaling // 100, height)
    return f"{width}x{height}+{(screen[0] - width) // 2}+{(screen[1] - height) // 3}"


def minimum(screen: Screen, scaling: int) -> tuple[int, int]:
    """The smallest size at which everything can be reached, or as much of it as the screen has room for."""
    width, height = _room(screen, scaling)
    return min(MINIMUM_SIZE[0] * scaling // 100, width), min(MINIMUM_SIZE[1] * scaling // 100, height)


def remembered(geometry: str, screen: Screen, scaling: int) -> str:
    """A geometry of an earlier session if it can be seen on this screen, no larger than that; else the default."""
    match = _GEOMETRY.fullmatch(geometry)
    if match is None:
        return default(screen, scaling)
    width, height, x, y = map(int, match.groups())
    width, height = min(width, screen[0]), min(height, screen[1])
    if not (_VISIBLE - width <= x <= screen[0] - _VISIBLE and 0 <= y <= screen[1] - _VISIBLE):
        return default(screen, scaling)
    return f"{width}x{height}+{x}+{y}"


def rescaled(geometry: str, screen: Screen, before: int, after: int) -> str:
    """A geometry for another scaling: the same fraction of what the window shows, as far as the screen has room."""
    match = _GEOMETRY.fullmatch(geometry)
    if match is None:
        return default(screen, after)
    width, height, x, y = map(int, match.groups())
    room = _room(screen, after)
    width, height = min(width * after // before, room[0]), min(height * after // before, room[1])
    return f"{width}x{height}+{max(0, min(x, screen[0] - width))}+{max(0, min(y, room[1] - height))}"


@dataclass
class Rescaling:
    """Geometries of a window whose scaling changes now and then: what the screen had no room for once comes back.

    Attributes:
        wanted: the geometry that the user gave it, and the scaling at that time.
        given: the geometry that followed from that last.
    """

    wanted: tuple[str, int] = ("", 100)
    given: str = ""

    def geometry(self, current: str, screen: Screen, before: int, after: int) -> str:
        """The geometry for another scaling; see `rescaled`."""
        if current != self.given:
            self.wanted = current, before
        self.given = rescaled(self.wanted[0], screen, self.wanted[1], after)
        return self.given


def room_for_dialogs(screen: Screen, scaling: int) -> Screen:
    """The largest size of a dialog's inside."""
    return screen[0] - _FRAME[0] * scaling // 100, screen[1] - _FRAME[1] * scaling // 100


def inside(place: tuple[int, int], size: Screen, screen: Screen, scaling: int) -> tuple[int, int]:
    """Where a dialog of that size can be seen whole, as near as possible to ``place``."""
    lowest = screen[1] - size[1] - _TITLE_HEIGHT * scaling // 100
    return max(0, min(place[0], screen[0] - size[0])), max(0, min(place[1], lowest))


def _room(screen: Screen, scaling: int) -> Screen:
    return screen[0], screen[1] - DECORATION_HEIGHT * scaling // 100
