from pathlib import Path

import pytest

from workbench.data.own.class_folders import find_layout, list_part, shortened, stamp_of
from workbench.errors import UserError


def make(root: Path, *files: str) -> Path:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_class_folders_without_parts(tmp_path: Path) -> None:
    layout = find_layout(make(tmp_path, "a/1.txt", "b/1.txt"))
    assert (layout.train, layout.test, layout.notes) == (tmp_path, None, ())


def test_a_class_may_be_called_train(tmp_path: Path) -> None:
    layout = find_layout(make(tmp_path, "car/1.txt", "train/1.txt", "ship/1.txt"))
    assert (layout.train, layout.test) == (tmp_path, None)


def test_parts_and_other_folders(tmp_path: Path) -> None:
    make(tmp_path, "data/train/a/1.txt", "data/val/a/1.txt", "data/pred/1.txt", "data/.git/x")
    layout = find_layout(tmp_path)
    assert (layout.train, layout.test) == (tmp_path / "data" / "train", tmp_path / "data" / "val")
    assert "val is the test part" in layout.notes[0] and "not used: pred" in layout.notes[1]


def test_files_by_class_sorted_and_with_reasons(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "b/10.TXT", "a/x/y.txt", "a/1.png", "c/.keep", "loose.txt")
    part = list_part(tmp_path, frozenset({".txt"}), "a text file")
    assert [(file.name, file.class_name) for file in part.files] == [
        ("a/x/y.txt", "a"),
        ("b/10.TXT", "b"),
        ("b/2.txt", "b"),
    ]
    assert part.classes == ("a", "b", "c")
    assert part.left_out == ("a/1.png: it is not a text file", "loose.txt: it lies in no class folder")


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder"):
        find_layout(tmp_path / "gone")
    with pytest.raises(UserError, match="Could not read"):
        list_part(tmp_path / "gone", None, "a file")
    with pytest.raises(UserError, match="Could not read"):
        stamp_of([tmp_path / "gone"])


def test_long_lists_are_shortened() -> None:
    lines = [str(number) for number in range(1_203)]
    assert shortened(lines, 3) == ("0", "1", "2", "and 1,200 more")
    assert shortened(lines[:3], 3) == ("0", "1", "2")
