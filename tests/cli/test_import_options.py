"""The options of ``run`` for the user's data, as they are typed."""

import argparse
from pathlib import Path

import pytest

from tests.data.imports.test_opening import make_table_of_texts
from workbench.cli import import_options
from workbench.cli import main as cli
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.exit_codes import INTERRUPTED
from workbench.storage.folders import Folders


def opened(folders: Folders, *arguments: object) -> DatasetSource:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dataset")
    import_options.add_to(parser)
    return import_options.open_named(parser.parse_args([str(argument) for argument in arguments]), folders)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [f"{number * 37 % 101},{'ab'[number % 2]},{('train', 'test')[number % 4 == 0]}\n" for number in range(40)]
    (tmp_path / "mine.csv").write_text("x,kind,usage\n" + "".join(rows))
    (tmp_path / "more.csv").write_text("x,kind,usage\n" + "".join(rows[:10]))
    return tmp_path / "mine.csv"


def test_the_test_rows_are_a_fraction_a_column_or_a_file(table: Path, folders: Folders) -> None:
    assert opened(folders, "--dataset", table, "--label", "kind").sizes == (32, 8)
    assert opened(folders, "--dataset", table, "--split-column", "usage").sizes == (30, 10)
    wanted = ("--split-column", "usage", "--split-value", "train")
    assert opened(folders, "--dataset", "mine", *wanted).sizes == (10, 30)
    assert opened(folders, "--dataset", table, "--test-file", table.with_name("more.csv")).sizes == (40, 10)
    assert opened(folders, "--dataset", "mine").sizes == (40, 10)  # as it was chosen last
    with pytest.raises(UserError, match="different things"):
        opened(folders, "--dataset", table, "--test-fraction", "0.3", "--split-column", "usage")


def test_the_form_of_the_file(tmp_path: Path, folders: Folders) -> None:
    path = tmp_path / "times.csv"
    path.write_text("x:kind\n" + "".join(f"{number * 37 % 101}:{'ab'[number % 2]}\n" for number in range(40)))
    with pytest.raises(UserError, match="single column") as raised:
        opened(folders, "--dataset", path)
    assert "--separator" in raised.value.option
    assert opened(folders, "--dataset", path, "--separator", ":").class_names == ("a", "b")


def test_lines_that_are_not_read_and_the_row_of_names(table: Path, folders: Folders) -> None:
    assert sum(opened(folders, "--dataset", table, "--skip-footer", "10").sizes) == 30
    wanted = ("--skip-rows", "5", "--header", "no", "--label", "column 2")
    assert sum(opened(folders, "--dataset", table, *wanted).sizes) == 36
    for option, text in (("--skip-rows", "two"), ("--skip-footer", "-1"), ("--skip-rows", "10001")):
        with pytest.raises(UserError, match=f"{option}: “{text}” is out of range"):
            opened(folders, "--dataset", table, option, text)
    with pytest.raises(UserError, match="--header: “perhaps”"):
        opened(folders, "--dataset", table, "--header", "perhaps")


def test_lines_above_a_table_of_texts(folders: Folders, tmp_path: Path) -> None:
    path = make_table_of_texts(tmp_path / "films.csv")
    path.write_text("Films, and what was said of them\n" + path.read_text())
    source = opened(folders, "--dataset", path, "--format", "texts", "--skip-rows", "1", "--label", "sentiment")
    assert source.class_names == ("neg", "pos")


def test_what_is_interrupted_ends_without_a_traceback(
    table: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("WORKBENCH_HOME", str(folders.datasets.parent))
    monkeypatch.setattr(import_options, "open_source", interrupted)
    assert cli.run_command(["run", "--dataset", str(table)]) == INTERRUPTED
    assert capsys.readouterr().err == "Interrupted.\n"
