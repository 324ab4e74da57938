"""The console: capped, searchable, in place, and as fast at the end as at the beginning."""

import pytest

from tests.view.conftest import Hands
from workbench.view.console.buffer import AT_ONCE, CAPACITY, ConsoleBuffer
from workbench.view.console.console import Console
from workbench.view.widgets.small import LateScrollbar
from workbench.view.window.view import View


def shown(console: Console) -> list[str]:
    return console.text.get("1.0", "end-1c").rstrip("\n").split("\n")


def test_lines_and_progress_lines_stay_apart(view: View, hands: Hands) -> None:
    console = view.console
    console.clear()
    console.set_progress("A", "           A   1/2")
    console.write("first")
    console.set_progress("B", "           B   1/2")
    hands.rest()
    assert shown(console) == ["first", "           A   1/2", "           B   1/2"]
    console.write("second\nthird")
    console.set_progress("A", "           A   2/2")
    hands.rest()
    assert shown(console) == ["first", "second", "third", "           A   2/2", "           B   1/2"]
    console.set_progress("A", None)
    console.set_progress("B", None)
    hands.rest()
    assert shown(console) == ["first", "second", "third"]


@pytest.mark.slow
def test_the_screen_is_capped_and_the_newest_lines_are_kept(view: View, hands: Hands) -> None:
    for number in range(CAPACITY * 2):
        view.console.write(f"line {number}")
        if number % 1000 == 0:
            hands.rest(0.08)
    hands.wait(lambda: not view.buffer.waiting)
    hands.rest()
    lines = shown(view.console)
    assert lines[-1] == f"line {CAPACITY * 2 - 1}"
    assert CAPACITY <= len(lines) <= CAPACITY + 500


@pytest.mark.slow
def test_autoscroll_waits_while_the_user_reads(view: View, hands: Hands) -> None:
    console = view.console
    for number in range(200):
        console.write(f"line {number}")
    hands.rest()
    assert console.text.yview()[1] == 1.0
    console.text.event_generate("<Prior>")  # no focus needed: sent to the widget
    console.text.yview_scroll(-2, "pages")
    console.text.event_generate("<Button-4>")
    hands.rest()
    top = console.text.index("@0,0")
    assert not console.following and console.resume.winfo_ismapped()
    console.write("news")
    hands.rest()
    assert console.text.index("@0,0") == top
    assert "1 new line" in console.resume.cget("text")
    hands.press(console.resume)
    assert console.text.yview()[1] == 1.0 and not console.resume.winfo_ismapped()
    console.write("more news")
    hands.rest()
    assert console.text.yview()[1] == 1.0


def test_search_marks_and_goes_around(view: View, hands: Hands) -> None:
    console = view.console
    console.clear()
    console.write("alpha\nbeta\nALPHA alpha")
    hands.rest()
    hands.focus(view.root)
    view.actions.find()
    hands.type(console.search.entry, "alpha")
    assert console.search.found.cget("text") == "3 of 3"
    assert len(console.text.tag_ranges("match")) == 2 * 3
    console.search.go(1)
    assert console.search.found.cget("text") == "1 of 3"
    assert str(console.text.tag_ranges("current_match")[0]) == "1.0"
    console.search.go(-1)
    assert console.search.found.cget("text") == "3 of 3"
    hands.type(console.search.entry, "gamma")
    assert console.search.found.cget("text") == "not found"
    console.search.entry.event_generate("<Escape>")
    hands.rest(0.1)
    assert not console.search.winfo_ismapped() and not console.text.tag_ranges("match")


def test_names_of_competitors_have_their_colours(view: View, hands: Hands) -> None:
    view.console.clear()
    view.console.write("[14:02:11] Image_CNN    epoch 1/3")
    hands.rest()
    start, end = view.console.text.tag_ranges("name1")
    assert view.console.text.get(start, end) == "Image_CNN"


def test_read_only_but_copied(view: View, hands: Hands) -> None:
    console = view.console
    console.clear()
    console.write("copy me")
    hands.rest()
    hands.focus(console.text)
    console.text.event_generate("x")
    console.text.event_generate("<Control-a>")
    console.text.event_generate("<<Copy>>")
    hands.rest(0.1)
    assert view.root.clipboard_get() == "copy me\n"
    assert shown(console) == ["copy me"]


def test_a_rebuilt_window_shows_the_same_lines(view: View, hands: Hands) -> None:
    view.console.clear()
    view.console.write("kept")
    hands.rest()
    view.rebuild()
    hands.rest()
    assert shown(view.console) == ["kept"]


def test_the_buffer_hands_out_each_line_once() -> None:
    buffer = ConsoleBuffer()
    buffer.append("a\nb")
    assert buffer.next_lines() == ["a", "b"] and buffer.next_lines() == []
    for number in range(CAPACITY + 10):
        buffer.append(str(number))
    handed_out: list[str] = []
    while lines := buffer.next_lines():
        assert len(lines) <= AT_ONCE
        handed_out += lines
    assert handed_out == [str(number) for number in range(10, CAPACITY + 10)]
    buffer.clear()
    assert not buffer.lines and buffer.next_lines() == []


@pytest.mark.slow
def test_the_widget_keeps_few_marks_and_tags(view: View, hands: Hands) -> None:
    """What a line costs must not grow: nothing may be left behind by a redraw."""
    for number in range(50):
        view.console.write(f"[14:02:11] Image_CNN    epoch {number}/50")
        view.console.set_progress("Image_CNN", f"{number}")
        hands.rest(0.07)
    assert len(view.console.text.tag_names()) < 24  # a tag for each competitor, and those of the console
    assert len(view.console.text.mark_names()) < 8


@pytest.mark.slow
def test_a_scrollbar_stays_until_the_window_changes_its_size(view: View, hands: Hands) -> None:
    """A bar takes the room of a line: if it vanished with the line that needs it, it would come and go for ever."""
    console = view.console
    console.clear()
    bars = [child for child in console.winfo_children() if isinstance(child, LateScrollbar)]

    def resize(size: str) -> None:
        view.root.geometry(size)
        hands.rest()

    resize("1200x700")
    assert not any(bar.winfo_ismapped() for bar in bars)
    console.write("\n".join(["long " * 80] * 100))
    hands.rest()
    assert all(bar.winfo_ismapped() for bar in bars)
    console.clear()
    hands.rest()
    assert all(bar.winfo_ismapped() for bar in bars)
    resize("1210x710")
    assert not any(bar.winfo_ismapped() for bar in bars)
