"""Widgets that go on in a new row where there is no room beside each other."""

import tkinter
from tkinter import ttk

from tests.view.conftest import Hands
from workbench.view.widgets.flow import Flow
from workbench.view.window.view import View


def test_rows_follow_the_width(view: View, hands: Hands) -> None:
    window = tkinter.Toplevel(view.root)
    flow = Flow(window, gap=4)
    flow.pack(fill="x")
    buttons = [ttk.Button(flow, text=text) for text in ("one", "two", "three")]
    widest = max(button.winfo_reqwidth() for button in buttons)
    for width, rows in ((5 * widest, 1), (2 * widest + 10, 2), (widest, 3)):
        window.geometry(f"{width}x300")
        hands.wait(lambda width=width: flow.winfo_width() == width)  # type: ignore[misc]
        hands.rest(0.1)
        assert len({button.winfo_y() for button in buttons}) == rows
        assert flow.winfo_height() >= max(button.winfo_y() + button.winfo_height() for button in buttons)
    buttons[1].configure(text="a longer text, for which there is no room beside the first")
    window.geometry(f"{4 * widest}x300")
    hands.wait(lambda: buttons[1].winfo_y() > buttons[0].winfo_y() and buttons[1].winfo_x() == 0)
    buttons[1].configure(text="two")
    hands.wait(lambda: len({button.winfo_y() for button in buttons}) == 1)
    window.destroy()
