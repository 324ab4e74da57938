"""Work that takes a moment and is no job for a worker process: in a thread, its result back in the window's own."""

import queue
import threading
from collections.abc import Callable
from tkinter import Misc
from typing import TypeVar

from workbench.view.widgets.small import later

T = TypeVar("T")

_LOOK_MS = 20


def in_background(widget: Misc, work: Callable[[], T], done: Callable[[T | Exception], None]) -> None:
    """Call ``work``, which must not touch Tk, in a thread, then ``done`` with the result or error in this one.

    Nothing is called if ``widget`` is gone by then.
    """
    results: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except Exception as error:  # noqa: BLE001  # whatever it is, the window's thread deals with it
            results.put(error)

    def look() -> None:
        try:
            result = results.get_nowait()
        except queue.Empty:
            later(widget, _LOOK_MS, look)
        else:
            done(result)

    threading.Thread(target=run, daemon=True).start()
    later(widget, _LOOK_MS, look)
