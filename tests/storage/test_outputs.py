"""Results are never written over what is read."""

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.storage.outputs import Inputs, check_folder_writable, check_writable


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    return path


def other_spellings(table: Path) -> dict[str, Path]:
    link, hard_link, folder = table.with_name("link.csv"), table.with_name("hard.csv"), table.parent / "folder"
    link.symlink_to(table)
    hard_link.hardlink_to(table)
    folder.mkdir()
    return {"itself": table, "link": link, "hard link": hard_link, "detour": folder / ".." / "table.csv"}


@pytest.mark.parametrize("spelling", ["itself", "link", "hard link", "detour"])
def test_a_file_that_is_read_is_no_place_for_results(table: Path, spelling: str) -> None:
    before = table.read_bytes()
    path = other_spellings(table)[spelling]
    with pytest.raises(UserError, match="is read here") as caught:
        check_writable(path, "--json", Inputs((table,)))
    assert caught.value.option == "--json" and table.read_bytes() == before and path.samefile(table)


def test_other_files_are(table: Path) -> None:
    check_writable(table.with_name("new.csv"), "--json", Inputs((table,)))
    check_writable(table, "--json", Inputs((table.with_name("missing.csv"),)))
    assert [path.name for path in table.parent.iterdir()] == ["table.csv"]


def test_a_file_that_will_be_written_later_counts(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is read here"):
        check_writable(tmp_path / "out" / "run.json", "--json", Inputs((tmp_path / "out" / "run.json",)))
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_among_folders_of_classes(tmp_path: Path) -> None:
    sample = tmp_path / "pictures" / "cats" / "1.png"
    sample.parent.mkdir(parents=True)
    sample.write_bytes(b"cat")
    inputs = Inputs(class_folders=(tmp_path / "pictures",))
    for path in (sample, sample.with_name("new.png"), tmp_path / "pictures" / "dogs" / "new.json"):
        with pytest.raises(UserError, match="among the folders of classes"):
            check_writable(path, "--json", inputs)
    with pytest.raises(UserError, match="among the folders of classes"):
        check_folder_writable(tmp_path / "pictures" / "weights", "--save-weights", inputs)
    hard_link = tmp_path / "hard.png"
    hard_link.hardlink_to(sample)
    with pytest.raises(UserError, match="is read here"):
        check_writable(hard_link, "--json", inputs)
    check_writable(tmp_path / "pictures" / "results.json", "--json", inputs)
    check_folder_writable(tmp_path / "pictures", "--save-weights", inputs, ["A.weights.h5"])
    assert sample.read_bytes() == b"cat" and [path.name for path in sample.parent.iterdir()] == ["1.png"]


def test_files_that_a_folder_of_results_would_replace(table: Path) -> None:
    with pytest.raises(UserError, match="is read here"):
        check_folder_writable(table.parent, "--save-weights", Inputs((table,)), ["table.csv"])
    check_folder_writable(table.parent, "--save-weights", Inputs((table,)), ["A.weights.h5"])
