"""From what a user names to a dataset: names, paths, changed files, labels, and what is unknown."""

import csv
from pathlib import Path

import pytest

from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.opening import open_source
from workbench.data.imports.remembered import export, recall, remembered_names
from workbench.data.imports.tables.options import TableOptions
from workbench.data.types import silent
from workbench.errors import UserError
from workbench.storage.folders import Folders


def make_table(path: Path, rows: int = 40) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["length", "colour", "species"])
        writer.writerows(
            [f"{(number * 37) % 101 / 7:.3f}", "rgb"[number % 3], "ab"[number % 2]] for number in range(rows)
        )
    return path


def make_texts(folder: Path) -> Path:
    for name in ("good", "bad"):
        (folder / name).mkdir(parents=True)
        for number in range(10):
            (folder / name / f"{number}.txt").write_text(f"a {name} film, number {number}")
    return folder


def make_table_of_texts(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["review", "sentiment"])
        writer.writerows(
            [f"this is the {('good', 'bad')[number % 2]} film of number {number}", ("pos", "neg")[number % 2]]
            for number in range(30)
        )
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return make_table(tmp_path / "flowers.csv")


def test_a_dataset_of_the_workbench_is_found_by_its_name(folders: Folders) -> None:
    assert open_source("digits", folders) is DATASETS["digits"]
    with pytest.raises(UserError, match="dataset of the workbench"):
        open_source("digits", folders, TableOptions())


def test_a_path_is_remembered_and_then_found_by_its_name(table: Path, folders: Folders) -> None:
    source = open_source(str(table), folders)
    assert (source.name, source.class_names, sum(source.sizes)) == ("flowers", ("a", "b"), 40)
    assert open_source("flowers", folders) == source and open_source(str(table), folders) == source
    assert remembered_names(folders) == ("flowers",)


def test_a_relative_path_is_the_same_set(table: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_source(str(table), folders)
    monkeypatch.chdir(table.parent)
    assert open_source("flowers.csv", folders) == source and open_source("./flowers.csv", folders) == source
    assert remembered_names(folders) == ("flowers",)


@pytest.mark.parametrize("by_name", [True, False])
def test_a_file_that_has_changed_is_looked_at_again_in_the_same_way(
    table: Path, folders: Folders, by_name: bool
) -> None:
    before = open_source(str(table), folders, TableOptions(label_column="colour", left_out=("species",)))
    make_table(table, rows=70)
    after = open_source("flowers" if by_name else str(table), folders)
    assert (sum(before.sizes), sum(after.sizes)) == (40, 70)
    assert after.class_names == ("b", "g", "r") and after.feature_names == ("length",)
    assert after.key != before.key


def test_a_remembered_set_whose_file_is_gone_says_so(table: Path, folders: Folders) -> None:
    open_source(str(table), folders)
    table.unlink()
    with pytest.raises(UserError, match=r"flowers\.csv"):
        open_source("flowers", folders)


def test_what_is_unknown_is_answered_with_what_is_known(table: Path, folders: Folders) -> None:
    open_source(str(table), folders)
    with pytest.raises(UserError, match="Did you mean “digits”") as raised:
        open_source("digit", folders)
    assert "flowers" in raised.value.advice and "breast-cancer" in raised.value.advice
    with pytest.raises(UserError, match="Did you mean “flowers”"):
        open_source("flower", folders)


def test_a_folder_of_something_else_is_refused(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(UserError, match="neither pictures nor texts"):
        open_source(str(tmp_path / "papers"), folders)
    assert remembered_names(folders) == ()


def test_two_exported_sets_of_the_same_name_are_kept_apart(folders: Folders, tmp_path: Path) -> None:
    for number in (1, 2):
        path = make_table(tmp_path / f"from{number}" / "flowers.csv", rows=30 + 10 * number)
        known_by = Folders.under(tmp_path / f"home{number}")
        open_source(str(path), known_by)
        known = recall("flowers", known_by)
        assert known is not None
        export(known.recipe, tmp_path / f"out{number}", silent)
    sources = [open_source(str(tmp_path / f"out{number}"), folders) for number in (1, 2, 1)]
    assert [source.name for source in sources] == ["flowers", "flowers-2", "flowers"]
    assert [sum(source.sizes) for source in sources] == [40, 50, 40]


def test_an_empty_name_is_not_the_working_folder(folders: Folders) -> None:
    with pytest.raises(UserError, match="There is no dataset “”"):
        open_source("", folders)
