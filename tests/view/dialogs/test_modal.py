"""Dialogs stay usable whatever they hold and however small the screen is."""

import tkinter
from collections.abc import Callable
from tkinter import StringVar

import pytest
import ttkbootstrap as ttk

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.view.dialogs.modal import Dialog, ask, show_error
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.dialogs.training.rows import ValueBox
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View


def opened(view: View, hands: Hands, dialog: Dialog, act: Callable[[], None]) -> None:
    """Show a dialog, do something in it, close it; an error there is an error of the test."""
    failures: list[BaseException] = []

    def react(_: Dialog) -> None:
        try:
            hands.rest(0.1)
            act()
        except BaseException as error:  # noqa: BLE001  # raised again below, out of Tk
            failures.append(error)
        dialog.cancel()

    hands.next_dialog(react)
    dialog.wait()
    if failures:
        raise failures[0]


def is_whole(dialog: Dialog) -> bool:
    """Whether all of the dialog is on the screen, with room for a title bar."""
    right, bottom = dialog.winfo_rootx() + dialog.winfo_width(), dialog.winfo_rooty() + dialog.winfo_height()
    room = dialog.winfo_screenwidth(), dialog.winfo_screenheight()
    return dialog.winfo_rootx() >= 0 and dialog.winfo_rooty() >= 0 and right <= room[0] and bottom <= room[1]


def is_seen(dialog: Dialog, widget: tkinter.Misc) -> bool:
    """Whether the middle of a widget can be seen and clicked."""
    x, y = widget.winfo_rootx() + widget.winfo_width() // 2, widget.winfo_rooty() + widget.winfo_height() // 2
    return dialog.winfo_containing(x, y) is widget


def test_enter_never_loses_anything(view: View, hands: Hands) -> None:
    def press_enter(dialog: Dialog) -> None:
        assert dialog._default is find_button(dialog, "Cancel")
        assert dialog._default is not None
        dialog._default.invoke()

    hands.next_dialog(press_enter)
    assert ask(view.root, "Delete?", "It is gone then.", "", ("Delete", "Cancel"), "Delete") is None


def test_what_has_no_room_scrolls_and_the_buttons_stay(view: View, hands: Hands) -> None:
    dialog = Dialog(view.root, "Large")
    first, last = ttk.Entry(dialog.body), ttk.Entry(dialog.body)
    first.grid(row=0, column=0)
    ttk.Frame(dialog.body, width=3_000, height=2_000).grid(row=1, column=1)
    last.grid(row=2, column=2)
    button = dialog.add_button("OK", "ok", default=True)

    def act() -> None:
        assert is_whole(dialog) and is_seen(dialog, button) and is_seen(dialog, first)
        hands.focus(last)
        hands.wait(lambda: is_seen(dialog, last))
        assert is_seen(dialog, button) and not is_seen(dialog, first)
        hands.focus(first)
        hands.wait(lambda: is_seen(dialog, first))
        dialog.event_generate("<Button-5>")
        hands.wait(lambda: not is_seen(dialog, first))

    opened(view, hands, dialog, act)


def test_what_has_room_does_not_scroll(view: View, hands: Hands) -> None:
    dialog = Dialog(view.root, "Small")
    label = ttk.Label(dialog.body, text="short")
    label.pack(fill="both", expand=True)
    dialog.add_button("OK", "ok", default=True)

    def bars() -> int:
        return sum(isinstance(widget, ttk.Scrollbar) and widget.winfo_ismapped() for widget in descendants(dialog))

    def act() -> None:
        assert bars() == 0
        before = dialog.winfo_height()
        label.configure(text="long\n" * 10)
        hands.rest(0.1)
        assert bars() == 0 and dialog.winfo_height() > before + 100
        label.configure(text="long\n" * 200)
        hands.rest(0.1)
        assert bars() == 1 and is_whole(dialog)
        label.configure(text="short")
        hands.rest(0.1)
        assert bars() == 0 and dialog.winfo_height() == before
        dialog.geometry("500x400")  # as the user drags its corner
        hands.rest(0.1)
        assert bars() == 0 and label.winfo_width() > 400 and label.winfo_height() > 250

    opened(view, hands, dialog, act)


def test_unfolded_details_stay_on_the_screen(view: View, hands: Hands) -> None:
    view.root.geometry(f"1280x800+0+{view.root.winfo_screenheight() - 200}")
    hands.rest(0.1)

    def unfold(dialog: Dialog) -> None:
        find_button(dialog, "Show details").invoke()
        hands.rest(0.1)
        assert is_whole(dialog) and is_seen(dialog, find_button(dialog, "Close"))
        dialog.cancel()

    hands.next_dialog(unfold)
    show_error(view.root, ValueError("\n".join(f"line {number}" for number in range(60))), "testing")


@pytest.mark.parametrize("scaling", [150, 200])
def test_training_options_are_whole_at_every_scaling(view: View, hands: Hands, scaling: int) -> None:
    view.scaling.set(str(scaling))
    view.actions.rescale()
    hands.rest(0.1)
    dialog = OptionsDialog(view.root, view.selection, view.experiment, lambda: None)

    def act() -> None:
        for page in (dialog.editor.training, dialog.editor.stopping, dialog.editor.augmentation):
            dialog.editor.notebook.select(page)
            hands.rest(0.1)
            assert is_whole(dialog)
            for text in ("OK", "Cancel", "Defaults of this page"):
                assert is_seen(dialog, find_button(dialog, text))

    opened(view, hands, dialog, act)


def test_the_wheel_changes_no_box(view: View, hands: Hands) -> None:
    variable = StringVar(view.root, "a")
    box = ValueBox(view.root, variable, {"a": "A", "b": "B"}, 10, lambda: None)
    box.pack()
    hands.rest(0.1)
    for turn in ("<Button-5>", "<Button-4>"):
        box.event_generate(turn)
    assert variable.get() == "a"


def test_nothing_is_pulled_from_under_an_open_dialog(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs()
    hands.rest(0.2)
    hands.answer("Stop and change the dataset")
    view.actions.choose_dataset(DATASETS["breast-cancer"])  # goes on as soon as the networks have stopped

    def act() -> None:
        hands.rest(0.3)
        assert not view.experiment.working and view.experiment.source.name == "digits"

    opened(view, hands, OptionsDialog(view.root, view.selection, view.experiment, lambda: None), act)
    hands.wait(lambda: view.experiment.source.name == "breast-cancer")
    pool.settle()


def test_the_window_is_not_closed_behind_a_dialog(view: View, hands: Hands, pool: FakePool) -> None:
    dialog = Dialog(view.root, "Open")
    entry = ttk.Entry(dialog.body)
    entry.pack()

    def act() -> None:
        hands.focus(entry)
        hands.focus(view.root)
        view.actions.quit()
        hands.rest(0.2)
        assert not pool.closed and dialog.winfo_exists() and dialog.focus_get() is entry

    opened(view, hands, dialog, act)


def test_a_dialog_under_another_one_is_modal_again(view: View, hands: Hands) -> None:
    dialog = Dialog(view.root, "Below")

    def act() -> None:
        hands.answer("Close", dialog)
        show_error(view.root, ValueError("of a worker"), "testing")
        assert dialog.grab_current() is dialog

    opened(view, hands, dialog, act)
