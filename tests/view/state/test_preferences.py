"""What the window remembers; whatever is damaged is as at first."""

import json
from pathlib import Path

import pytest

from workbench.view.state.preferences import FILE, Preferences, config_folder, load, save


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    kept = Preferences("dark", 150, "900x600+1+2", {"curves": 600}, "digits", {"epochs": "5"}, {"train f1": True})
    save(kept, tmp_path / "new")
    assert load(tmp_path / "new") == (kept, "")


def test_nothing_saved_gives_the_defaults_without_a_word(tmp_path: Path) -> None:
    assert load(tmp_path) == (Preferences(), "")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[1]", b'"text"', b""])
def test_a_damaged_file_is_reported_and_ignored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    preferences, notice = load(tmp_path)
    assert preferences == Preferences() and str(tmp_path / FILE) in notice


def test_values_of_a_wrong_type_are_ignored_one_by_one(tmp_path: Path) -> None:
    stored = {
        "theme": "pink",
        "scaling": "large",
        "geometry": 7,
        "sashes": {"curves": "high"},
        "ticks": {"train f1": 1},
        "entries": ["epochs"],
        "dataset": "imdb",
        "unknown": 3,
    }
    (tmp_path / FILE).write_text(json.dumps(stored))
    assert load(tmp_path) == (Preferences(dataset="imdb"), "")


def test_a_folder_that_cannot_be_made_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    save(Preferences(), tmp_path / "file" / "below")


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_CONFIG", str(tmp_path))
    assert config_folder() == tmp_path
    monkeypatch.delenv("WORKBENCH_CONFIG")
    assert config_folder().name == "workbench"
