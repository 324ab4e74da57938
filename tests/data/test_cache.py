"""Preparing datasets: searching, reading, splitting, caching, opening."""

import dataclasses
import errno
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.data.conftest import LocalServer
from tests.data.made_files import MADE, at_address, ignore_progress, npz, write_files
from workbench.data.cache import open_prepared, prepare
from workbench.data.datasets.registry import DATASETS
from workbench.data.types import SCRATCH, Cancelled, Dataset, DatasetSource, Progress, RawArrays, Sequences
from workbench.errors import UserError

ROWS = 40


def read_table(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
    x = np.arange(ROWS * 30, dtype=np.float32).reshape(ROWS, 30)
    return RawArrays(x, np.arange(ROWS) % 2)


TABLE = dataclasses.replace(DATASETS["breast-cancer"], name="table", read=read_table)


def never(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
    raise AssertionError("read a second time")


def arrays_of(dataset: Dataset) -> list[np.ndarray[Any, Any]]:
    arrays: list[np.ndarray[Any, Any]] = []
    for values in (dataset.x_train, dataset.y_train, dataset.x_test, dataset.y_test):
        arrays.extend((values.values, values.offsets) if isinstance(values, Sequences) else (values,))
    return arrays


def assert_same(first: Dataset, second: Dataset) -> None:
    assert first.fingerprint == second.fingerprint and first.warnings == second.warnings
    for one, other in zip(arrays_of(first), arrays_of(second), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_test_part_is_held_out_stratified(tmp_path: Path) -> None:
    dataset = prepare(TABLE, (), tmp_path, ignore_progress)
    assert isinstance(dataset.x_train, np.ndarray) and isinstance(dataset.x_test, np.ndarray)
    assert len(dataset.x_train) == 32 and len(dataset.x_test) == 8
    assert np.bincount(dataset.y_train).tolist() == [16, 16] and np.bincount(dataset.y_test).tolist() == [4, 4]
    both = np.concatenate((dataset.x_train, dataset.x_test))
    np.testing.assert_array_equal(np.sort(both[:, 0]), np.arange(ROWS) * 30)
    np.testing.assert_array_equal(dataset.x_test[:, 0] // 30 % 2, dataset.y_test)


def test_sequences_without_a_test_part_are_split_too(tmp_path: Path) -> None:
    def read(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
        return RawArrays(Sequences.from_rows([[1 + row % 30] * (1 + row) for row in range(20)]), np.arange(20) % 4)

    dataset = prepare(dataclasses.replace(DATASETS["temporal-order"], read=read), (), tmp_path, ignore_progress)
    assert isinstance(dataset.x_test, Sequences)
    assert len(dataset.x_test) == 4
    assert [len(dataset.x_test.row(index)) % 4 for index in range(4)] == [(1 + y) % 4 for y in dataset.y_test]


def test_arrays_are_memory_maps_that_cannot_be_written(tmp_path: Path) -> None:
    for name in ("breast-cancer", "temporal-order"):
        for array in arrays_of(prepare(DATASETS[name], (), tmp_path, ignore_progress)):
            assert isinstance(array, np.memmap) and not array.flags.writeable


def test_a_second_call_does_not_read_again(tmp_path: Path) -> None:
    first = prepare(TABLE, (), tmp_path, ignore_progress)
    assert_same(first, prepare(dataclasses.replace(TABLE, read=never), (), tmp_path, ignore_progress))
    assert_same(first, open_prepared(TABLE, first.folder))


@pytest.mark.parametrize("changes", [{"structure_version": 2}, {"split_seed": 5}])
def test_a_new_version_is_made_anew(tmp_path: Path, changes: dict[str, Any]) -> None:
    first = prepare(TABLE, (), tmp_path, ignore_progress)
    second = prepare(dataclasses.replace(TABLE, **changes), (), tmp_path, ignore_progress)
    assert first.folder != second.folder


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\x80\x04garbage")


@pytest.mark.parametrize("damage", [truncate, empty, garbage, Path.unlink])
@pytest.mark.parametrize("name", ["x_train_values.npy", "x_test_offsets.npy", "y_train.npy", "dataset.json"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: Callable[[Path], None], name: str) -> None:
    source = DATASETS["temporal-order"]
    folder = prepare(source, (), tmp_path / "cache", ignore_progress).folder
    damage(folder / name)
    with pytest.raises(UserError):
        open_prepared(source, folder)
    again = prepare(source, (), tmp_path / "cache", ignore_progress)
    assert again.folder == folder
    assert_same(again, prepare(source, (), tmp_path / "other cache", ignore_progress))


def test_arrays_that_do_not_fit_together_are_damage(tmp_path: Path) -> None:
    folder = prepare(TABLE, (), tmp_path, ignore_progress).folder
    np.save(folder / "y_test.npy", np.zeros(3, np.int32))
    with pytest.raises(UserError, match="8 samples with 3 labels"):
        open_prepared(TABLE, folder)


def test_the_folder_of_another_dataset_is_refused(tmp_path: Path) -> None:
    folder = prepare(TABLE, (), tmp_path, ignore_progress).folder
    with pytest.raises(UserError, match="holds table"):
        open_prepared(DATASETS["digits"], folder)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(np, "save", full)
        with pytest.raises(UserError, match="the disk is full"):
            prepare(TABLE, (), tmp_path, ignore_progress)
    assert [known.name for known in (tmp_path / "table").iterdir() if known.name != "lock"] == []
    prepare(TABLE, (), tmp_path, ignore_progress)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="Could not write"):
        prepare(TABLE, (), tmp_path / "cache", ignore_progress)


def test_stopping_leaves_no_half_cache(tmp_path: Path) -> None:
    def cancel(what: str, done: int, _total: int) -> None:
        if what.startswith("caching") and done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        prepare(TABLE, (), tmp_path, cancel)
    assert [known.name for known in (tmp_path / "table").iterdir() if known.name != "lock"] == []


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "table" / "0123.tmp").mkdir(parents=True)
    prepare(TABLE, (), tmp_path, ignore_progress)
    assert not (tmp_path / "table" / "0123.tmp").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"y_train": np.arange(ROWS)}, "labels must be whole numbers from 0 to 1"),
        ({"y_train": np.arange(ROWS) % 2 - 1}, "labels must be"),
        ({"y_train": np.zeros(ROWS)}, "labels must be"),
        ({"y_train": np.zeros(3, int)}, "40 samples with 3 labels"),
        ({"x_train": np.zeros((ROWS, 7), np.float32)}, "shape"),
        ({"x_train": np.zeros((ROWS, 30))}, "type float64"),
    ],
)
def test_a_reader_that_breaks_its_promise_is_noticed(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
        return dataclasses.replace(read_table(files, progress), **changes)

    with pytest.raises(UserError, match=message):
        prepare(dataclasses.replace(TABLE, read=read), (), tmp_path, ignore_progress)


@pytest.mark.parametrize("row", [[0, 1], [31], [-1], []])
def test_tokens_out_of_the_vocabulary_are_noticed(tmp_path: Path, row: list[int]) -> None:
    def read(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
        return RawArrays(Sequences.from_rows([[1, 2], row]), np.arange(2), Sequences.from_rows([[1]]), np.arange(1))

    with pytest.raises(UserError, match="not what was expected"):
        prepare(dataclasses.replace(DATASETS["temporal-order"], read=read), (), tmp_path, ignore_progress)


def served(name: str, server: LocalServer) -> DatasetSource:
    server.files = MADE[name]()
    return at_address(DATASETS[name], server.address, server.files)


@pytest.mark.parametrize("name", MADE)
def test_files_are_downloaded_checked_and_read(tmp_path: Path, server: LocalServer, name: str) -> None:
    source = served(name, server)
    dataset = prepare(source, (tmp_path,), tmp_path / ".cache", ignore_progress)
    assert not any("publisher" in text for text in dataset.warnings)
    assert {known.name for known in (tmp_path / name).iterdir()} == set(server.files)
    server.requests.clear()
    assert_same(
        dataset, prepare(dataclasses.replace(source, read=never), (tmp_path,), tmp_path / ".cache", ignore_progress)
    )
    assert server.requests == []


def test_the_zip_of_miniboone_is_unpacked(tmp_path: Path, server: LocalServer) -> None:
    source = served("miniboone", server)
    server.files["uci.zip"] = npz(MADE["miniboone"]())
    zipped = dataclasses.replace(source.files[0], url=f"{server.address}/uci.zip")
    dataset = prepare(dataclasses.replace(source, files=(zipped,)), (tmp_path,), tmp_path / ".cache", ignore_progress)
    assert [known.name for known in (tmp_path / "miniboone").iterdir()] == ["MiniBooNE_PID.txt"]
    assert dataset.fingerprint == zipped.sha256


def test_a_local_zip_and_its_text_have_the_same_fingerprint(tmp_path: Path) -> None:
    source = DATASETS["miniboone"]
    write_files(tmp_path / "text" / "miniboone", MADE["miniboone"]())
    write_files(tmp_path / "zip" / "miniboone", {"download.zip": npz(MADE["miniboone"]())})
    text = prepare(source, (tmp_path / "text",), tmp_path / "cache 1", ignore_progress)
    assert_same(text, prepare(source, (tmp_path / "zip",), tmp_path / "cache 2", ignore_progress))


@pytest.mark.parametrize("name", MADE)
def test_a_local_file_that_is_not_the_publishers_is_used_with_a_warning(tmp_path: Path, name: str) -> None:
    source = DATASETS[name]
    write_files(tmp_path / name, MADE[name]())
    dataset = prepare(source, (tmp_path,), tmp_path / "cache", ignore_progress)
    reported = [text for text in dataset.warnings if "publisher" in text]
    assert len(reported) == len(source.files)
    assert all(file.name in text for file, text in zip(source.files, reported, strict=True))
    assert prepare(source, (tmp_path,), tmp_path / "cache", ignore_progress).warnings == dataset.warnings


@pytest.mark.parametrize("name", MADE)
def test_a_truncated_local_file_is_refused_and_named(tmp_path: Path, name: str) -> None:
    files = MADE[name]()
    first = DATASETS[name].files[0].name
    files[first] = files[first][: len(files[first]) * 2 // 3]
    write_files(tmp_path / name, files)
    with pytest.raises(UserError) as caught:
        prepare(DATASETS[name], (tmp_path,), tmp_path / "cache", ignore_progress)
    assert str(tmp_path / name / first) in caught.value.message


def test_a_changed_local_file_is_read_anew(tmp_path: Path) -> None:
    source, files = DATASETS["fashion-mnist"], MADE["fashion-mnist"]()
    write_files(tmp_path / source.name, files)
    first = prepare(source, (tmp_path,), tmp_path / "cache", ignore_progress)
    files["train-labels-idx1-ubyte.gz"] = MADE["fashion-mnist"]()["t10k-labels-idx1-ubyte.gz"]
    files["train-images-idx3-ubyte.gz"] = files["t10k-images-idx3-ubyte.gz"]
    write_files(tmp_path / source.name, files)
    second = prepare(source, (tmp_path,), tmp_path / "cache", ignore_progress)
    assert first.fingerprint != second.fingerprint and len(second.x_train) == 20


def test_checksums_are_remembered_until_a_file_changes(tmp_path: Path) -> None:
    source = DATASETS["miniboone"]
    write_files(tmp_path / source.name, MADE["miniboone"]())
    reported: list[str] = []

    def progress(what: str, _done: int, _total: int) -> None:
        reported.append(what)

    prepare(source, (tmp_path,), tmp_path / "cache", progress)
    assert "checking MiniBooNE_PID.txt" in reported
    reported.clear()
    prepare(source, (tmp_path,), tmp_path / "cache", progress)
    assert reported == []
    (tmp_path / "cache" / source.name / "checksums.json").write_text("damaged")
    prepare(source, (tmp_path,), tmp_path / "cache", progress)
    assert "checking MiniBooNE_PID.txt" in reported


def test_processes_that_prepare_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from workbench.data.cache import prepare
from workbench.data.datasets.registry import DATASETS
for name in ("temporal-order", "miniboone"):
    dataset = prepare(DATASETS[name], (Path(sys.argv[1]),), Path(sys.argv[1]) / ".cache", lambda *progress: None)
    print(dataset.fingerprint, dataset.x_train.values.sum() if name == "temporal-order" else len(dataset.x_train))
"""
    write_files(tmp_path / "miniboone", MADE["miniboone"]())
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    outputs = [process.communicate(timeout=600) for process in processes]
    assert [error for _, error in outputs] == [""] * 3
    assert len({output for output, _ in outputs}) == 1 and outputs[0][0]


def test_waiting_for_another_process_is_reported_and_can_be_stopped(tmp_path: Path) -> None:
    from filelock import FileLock

    def cancel(what: str, _done: int, _total: int) -> None:
        assert what == "waiting for another process that prepares Breast cancer"
        raise Cancelled

    (tmp_path / "table").mkdir()
    with FileLock(tmp_path / "table" / "lock"), pytest.raises(Cancelled):
        prepare(TABLE, (), tmp_path, cancel)


def test_memory_maps_in_the_scratch_folder_are_cached_and_removed(tmp_path: Path) -> None:
    seen: list[Path] = []

    def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
        raw = read_table({}, progress)
        seen.append(files[SCRATCH] / "x")
        x = np.memmap(seen[0], np.float32, "w+", shape=(ROWS, *TABLE.input_shape))
        x[:] = np.asarray(raw.x_train)
        return dataclasses.replace(raw, x_train=x)

    dataset = prepare(dataclasses.replace(TABLE, read=read, scratch=True), (), tmp_path, ignore_progress)
    plain = prepare(TABLE, (), tmp_path / "plain", ignore_progress)
    np.testing.assert_array_equal(np.asarray(dataset.x_train), np.asarray(plain.x_train))
    assert seen[0].is_relative_to(tmp_path) and not seen[0].parent.exists()
