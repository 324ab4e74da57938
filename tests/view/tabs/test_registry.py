"""A tab is a file and a line: the one that `docs/extending.md` shows, in a real window."""

import re
from pathlib import Path
from typing import Any

import pytest

import workbench
from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.storage.folders import Folders
from workbench.view.state import preferences
from workbench.view.tabs.registry import TABS
from workbench.view.tabs.tab import Tab
from workbench.view.window.view import View

PAGE = (Path(workbench.__file__).parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
SECTION = PAGE.split("\n## A tab\n")[1].split("\n## ")[0]


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> type[Tab]:
    """The class of the example, entered in the registry by the line of the example."""
    example = re.search(r"```python\n(.*?)```", SECTION, re.DOTALL)
    line = re.search(r"^\+    (\"Notes\": NotesTab,)$", SECTION, re.MULTILINE)
    assert example and line
    names: dict[str, Any] = {"__name__": "workbench.view.tabs.notes"}
    exec(compile(example[1], "notes.py", "exec"), names)
    for title, made in eval(f"{{{line[1]}}}", names).items():
        monkeypatch.setitem(TABS, title, made)
    found: type[Tab] = names["NotesTab"]
    return found


def test_the_example_is_a_tab_like_the_others(notes: type[Tab], view: View, hands: Hands) -> None:
    titles = [view.content.tabs.tab(index, "text") for index in range(view.content.tabs.index("end"))]
    assert titles == ["Train", "Confusion", "Samples", "Summaries", "Runs", "Notes"]
    view.show_tab("Notes")
    tab: Any = view.content.tab(notes)
    hands.wait(lambda: bool(tab.entry.winfo_viewable()))
    assert tab.dataset.cget("text") == f"Note on {view.experiment.source.title}"
    hands.type(tab.entry, "small steps")
    assert tab.note.get() == "small steps"


def test_what_is_entered_outlives_layout_scaling_and_session(
    notes: type[Tab], view: View, hands: Hands, folders: Folders, settings_folder: Path
) -> None:
    tab: Any = view.content.tab(notes)
    view.show_tab("Notes")
    hands.type(tab.entry, "small steps")
    view.reset_layout()
    assert tab.note.get() == "small steps"
    view.scaling.set("125")
    view.rebuild()
    rebuilt: Any = view.content.tab(notes)
    assert rebuilt is not tab and rebuilt.note.get() == "small steps"
    assert view.content.selected_tab() == "Notes"
    view.close()
    assert preferences.load(settings_folder)[0].entries["note"] == "small steps"
    again = View(FakePool(), folders)
    try:
        entered: Any = again.content.tab(notes)
        assert entered.note.get() == "small steps"
    finally:
        again.close()


def test_every_tab_hears_what_the_window_does(notes: type[Tab], view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    for method in ("refresh", "restyle", "forget"):
        monkeypatch.setattr(notes, method, lambda _, method=method: called.append(method))
    view.restyle()
    view.forget_results()
    view.refresh()
    assert called == ["restyle", "forget", "refresh"]
