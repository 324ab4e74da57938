from pathlib import Path

from tests.data.made_files import MADE, npz, write_files
from workbench.data.datasets.registry import DATASETS
from workbench.data.files.locate import find_file, is_available, optional_file

MINIBOONE = DATASETS["miniboone"]
TEXT = MINIBOONE.files[0]


def test_folders_are_searched_in_their_order(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_files(second / "miniboone", {TEXT.name: b"second"})
    assert find_file("miniboone", TEXT, (first, second)) == second / "miniboone" / TEXT.name
    write_files(first / "miniboone", {TEXT.name: b"first"})
    assert find_file("miniboone", TEXT, (first, second)) == first / "miniboone" / TEXT.name


def test_a_zip_with_the_file_is_found_whatever_its_name(tmp_path: Path) -> None:
    write_files(
        tmp_path / "miniboone",
        {"a broken.zip": b"PK, but no zip", "another.zip": npz({"x": b""}), "uci.zip": npz({TEXT.name: b"text"})},
    )
    assert find_file("miniboone", TEXT, (tmp_path,)) == tmp_path / "miniboone" / "uci.zip"


def test_available_means_that_every_file_is_there(tmp_path: Path) -> None:
    source = DATASETS["fashion-mnist"]
    files = MADE["fashion-mnist"]()
    last = source.files[-1].name
    write_files(tmp_path / "fashion-mnist", {name: data for name, data in files.items() if name != last})
    assert not is_available(source, (tmp_path,))
    write_files(tmp_path / "fashion-mnist", {last: files[last]})
    assert is_available(source, (tmp_path,))
    assert is_available(DATASETS["digits"], ())


def test_the_optional_file_is_found_or_none(tmp_path: Path) -> None:
    source = DATASETS["imdb"]
    assert optional_file(source, (tmp_path,)) is None
    write_files(tmp_path / "imdb", {"imdb_word_index.json": b"{}"})
    assert optional_file(source, (tmp_path,)) == tmp_path / "imdb" / "imdb_word_index.json"
    assert optional_file(DATASETS["digits"], (tmp_path,)) is None
