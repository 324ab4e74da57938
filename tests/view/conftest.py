"""A window on a virtual screen, with a fake pool or real workers, and hands that press its buttons."""

import gc
import time
import tkinter
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from tests.patience import PATIENCE
from tests.shared_pool import lent
from tests.view.fake_pool import FakePool
from workbench.errors import UserError
from workbench.jobs.local.pool import LocalPool
from workbench.storage.folders import Folders
from workbench.view.dialogs.modal import Dialog
from workbench.view.state import preferences
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

DIALOG_PATIENCE = 500  # some wait for a worker


class Hands:
    """Lets the window live, presses its controls with real events, answers its dialogs."""

    def __init__(self, view: View) -> None:
        self.view = view

    def wait(self, until: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Let the window live until something is true."""
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, "that did not happen"
            self.view.root.update()
            time.sleep(0.002)

    def rest(self, seconds: float = 0.25) -> None:
        """Let the window live for a moment."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end)

    def press(self, widget: tkinter.Misc) -> None:
        """Click with the left button in the middle of a widget."""
        self.view.root.update()
        x, y = widget.winfo_width() // 2, widget.winfo_height() // 2
        widget.event_generate("<Enter>", x=x, y=y)
        widget.event_generate("<ButtonPress-1>", x=x, y=y)
        widget.event_generate("<ButtonRelease-1>", x=x, y=y)
        widget.event_generate("<Leave>", x=x, y=y)
        self.view.root.update()

    def focus(self, widget: tkinter.Misc) -> None:
        """Give the keyboard to a widget as soon as it is on the screen, where alone it can have it."""
        self.wait(widget.winfo_viewable)
        widget.focus_force()
        self.wait(lambda: widget.focus_get() is widget)

    def type(self, entry: tkinter.Misc, text: str) -> None:
        """Replace what an entry holds, key by key."""
        self.focus(entry)
        entry.event_generate("<Control-a>")
        entry.event_generate("<Delete>")
        for character in text:
            entry.event_generate("<Key>", keysym={" ": "space", ".": "period", "-": "minus"}.get(character, character))
        self.view.root.update()

    def dialog(self) -> Dialog | None:
        """The dialog on top, as soon as it has grabbed keyboard and mouse."""
        found = [
            widget for widget in descendants(self.view.root) if isinstance(widget, Dialog) and widget.winfo_viewable()
        ]
        return found[-1] if found and found[-1].grab_status() else None

    def next_dialog(self, react: Callable[[Dialog], None], above: Dialog | None = None) -> list[str]:
        """When the next dialog opens (``above`` one that is open), do something with it.

        Returns:
            A list that then holds its texts.
        """
        texts: list[str] = []

        def look() -> None:
            dialog = self.dialog()
            if dialog is None or dialog is above:
                self.view.root.after(20, look)
            else:
                texts.extend(_texts(dialog))
                react(dialog)

        self.view.root.after(20, look)
        return texts

    def answer(self, button: str, above: Dialog | None = None) -> list[str]:
        """Press that button in the next dialog; returns a list that then holds the dialog's texts."""
        return self.next_dialog(lambda dialog: find_button(dialog, button).invoke(), above)


def watch_for_trouble(view: View) -> list[object]:
    """A list that collects errors in callbacks, and dialogs that nobody answered (which would wait for ever)."""
    trouble: list[object] = []
    view.root.report_callback_exception = lambda kind, error, trace: trouble.append(error)
    open_since: dict[Dialog, float] = {}

    def look() -> None:
        dialog = Hands(view).dialog()
        if dialog is not None and time.monotonic() - open_since.setdefault(dialog, time.monotonic()) > DIALOG_PATIENCE:
            trouble.append(("not answered", _texts(dialog)))
            dialog.cancel()
        view.root.after(200, look)

    view.root.after(200, look)
    return trouble


def find_button(parent: tkinter.Misc, text: str) -> ttk.Button:
    """The button, radio button or tick of that text."""
    for widget in descendants(parent):
        if isinstance(widget, ttk.Button | ttk.Radiobutton | ttk.Checkbutton) and widget.cget("text") == text:
            return widget  # type: ignore[return-value]  # all three have invoke()
    raise LookupError(text)


def _texts(dialog: tkinter.Misc) -> list[str]:
    return [str(widget.cget("text")) for widget in descendants(dialog) if widget.winfo_class() == "TLabel"]


def let_variables_go(interpreter: object) -> None:
    """Variables and pictures of a window that is gone have nothing to say to Tk when some thread collects them."""
    for found in gc.get_objects():
        if issubclass(type(found), tkinter.Variable) and found._tk is interpreter:
            found._tk = None
        elif issubclass(type(found), tkinter.Image) and found.tk is interpreter:
            found.name = None


@pytest.fixture
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the window keeps its preferences in tests."""
    folder = tmp_path / "config"
    monkeypatch.setenv("WORKBENCH_CONFIG", str(folder))
    preferences.save(preferences.Preferences(scaling=100), folder)
    return folder


@pytest.fixture
def pool() -> FakePool:
    """A pool without workers."""
    return FakePool()


@pytest.fixture
def view(display: str, settings_folder: Path, folders: Folders, pool: FakePool) -> Iterator[View]:
    """A window with a fake pool, shown and settled; nothing may go wrong in a callback."""
    made = View(pool, folders)
    trouble = watch_for_trouble(made)
    hands = Hands(made)
    try:
        hands.wait(lambda: pool.started)
        pool.settle()
        hands.wait(lambda: made.experiment.prepared is not None and not made.experiment.busy)
        made.refresh()
        hands.focus(made.root)
        yield made
    finally:
        if not pool.closed:
            made.close()
        let_variables_go(made.root.tk)
    assert not trouble, trouble


@pytest.fixture
def hands(view: View) -> Hands:
    """Hands for `view`."""
    return Hands(view)


@pytest.fixture(scope="module")
def real_folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders.under(tmp_path_factory.mktemp("home"))


@pytest.fixture
def real_pool(workers: LocalPool) -> Iterator[LocalPool]:
    """The workers that all tests share."""
    with lent(workers) as pool:
        yield pool


@pytest.fixture
def real_view(
    display: str, settings_folder: Path, real_folders: Folders, real_pool: LocalPool, monkeypatch: pytest.MonkeyPatch
) -> Iterator[View]:
    """A window as the user's; nothing may go wrong in a callback."""
    view = View(real_pool, real_folders)
    trouble = watch_for_trouble(view)
    report = view.actions.report

    def note(error: Exception, doing: str) -> None:
        if not isinstance(error, UserError):
            trouble.append(error)
        report(error, doing)

    monkeypatch.setattr(view.actions, "report", note)
    closed = False

    def close() -> None:
        nonlocal closed
        closed = True
        View.close(view)

    monkeypatch.setattr(view, "close", close)
    yield view
    if not closed:
        close()
    let_variables_go(view.root.tk)
    assert not trouble, trouble
