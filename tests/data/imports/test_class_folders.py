import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.data.imports.class_folders import find_layout, list_class_folders, shortened, state_of_files
from workbench.errors import UserError


def make(root: Path, *files: str) -> Path:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_class_folders_without_a_split(tmp_path: Path) -> None:
    layout = find_layout(make(tmp_path, "a/1.txt", "b/1.txt"))
    assert (layout.train, layout.test, layout.notes) == (tmp_path, None, ())


def test_a_class_may_be_called_train(tmp_path: Path) -> None:
    layout = find_layout(make(tmp_path, "car/1.txt", "train/1.txt", "ship/1.txt"))
    assert (layout.train, layout.test) == (tmp_path, None)


def test_split_and_other_folders(tmp_path: Path) -> None:
    make(tmp_path, "data/train/a/1.txt", "data/val/a/1.txt", "data/pred/1.txt", "data/.git/x")
    layout = find_layout(tmp_path)
    assert (layout.train, layout.test) == (tmp_path / "data" / "train", tmp_path / "data" / "val")
    assert "val is the test part" in layout.notes[0] and "not used: pred" in layout.notes[1]


def test_files_by_class_sorted_and_with_reasons(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "b/10.TXT", "a/x/y.txt", "a/1.png", "c/.keep", "loose.txt")
    found = list_class_folders(tmp_path, frozenset({".txt"}), "a text file")
    assert [(file.name, file.class_name) for file in found.files] == [
        ("a/x/y.txt", "a"),
        ("b/10.TXT", "b"),
        ("b/2.txt", "b"),
    ]
    assert found.classes == ("a", "b", "c")
    assert found.left_out == ("loose.txt: it lies in no class folder", "a/1.png: it is not a text file")


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder"):
        find_layout(tmp_path / "gone")
    with pytest.raises(UserError, match="Could not read"):
        list_class_folders(tmp_path / "gone", None, "a file")
    with pytest.raises(UserError, match="Could not read"):
        state_of_files([tmp_path / "gone"])


def test_long_lists_are_shortened() -> None:
    lines = [str(number) for number in range(1_203)]
    assert shortened(lines, 3) == ("0", "1", "2", "and 1,200 more")
    assert shortened(lines[:3], 3) == ("0", "1", "2")


def test_links_to_other_classes_and_to_all_of_them_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path / "set", "a/1.txt", "b/1.txt")
    make(tmp_path / "elsewhere", "2.txt")
    (tmp_path / "set" / "a" / "all").symlink_to(tmp_path / "set")
    (tmp_path / "set" / "a" / "other").symlink_to(tmp_path / "set" / "b")
    (tmp_path / "set" / "c").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "set" / "b" / "gone.txt").symlink_to(tmp_path / "nothing")
    found = list_class_folders(tmp_path / "set", frozenset({".txt"}), "a text file")
    assert [(file.name, file.class_name) for file in found.files] == [
        ("a/1.txt", "a"),
        ("b/1.txt", "b"),
        ("c/2.txt", "c"),
    ]
    assert [line.partition(":")[0] for line in found.left_out] == ["a/all", "a/other", "b/gone.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_names_that_are_no_text_or_more_than_one_line(tmp_path: Path) -> None:
    for name in (b"caf\xe9", "two\nlines 👩\u200d👧".encode()):
        folder = tmp_path / os.fsdecode(name)
        make(folder, "1.txt")
    found = list_class_folders(tmp_path, frozenset({".txt"}), "a text file")
    assert found.classes == ("caf\\xe9", "two lines 👩\u200d👧")
    assert [file.name for file in found.files] == ["caf\\xe9/1.txt", "two lines 👩\u200d👧/1.txt"]
    assert all(file.path.is_file() for file in found.files)


def test_a_folder_that_cannot_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/1.txt", "secret/1.txt")
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "secret":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = list_class_folders(tmp_path, frozenset({".txt"}), "a text file")
    assert [file.name for file in found.files] == ["a/1.txt"]
    assert found.left_out == ("secret: the folder cannot be read (Permission denied)",)


def test_files_without_class_folders(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="in no class folder"):
        list_class_folders(make(tmp_path, "1.txt", "2.txt"), frozenset({".txt"}), "a text file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt")
    os.mkfifo(tmp_path / "a" / "pipe.txt")
    found = list_class_folders(tmp_path, frozenset({".txt"}), "a text file")
    assert found.left_out == ("a/pipe.txt: it is no ordinary file",)
