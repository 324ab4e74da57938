from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import (
    cifar_10,
    cifar_batch,
    cifar_batches,
    cifar_pickle,
    ignore_progress,
    tar_gz,
    write_files,
)
from workbench.data.cache import prepare
from workbench.data.datasets.cifar10 import ARCHIVE, FOLDER, SOURCE
from workbench.data.files.locate import is_available
from workbench.data.types import Dataset, RawArrays
from workbench.errors import UserError


def read_archive(folder: Path, members: dict[str, bytes]) -> RawArrays:
    write_files(folder, {ARCHIVE: tar_gz(members)})
    return SOURCE.read({ARCHIVE: folder / ARCHIVE}, ignore_progress)


def prepared(folder: Path, files: dict[str, bytes]) -> Dataset:
    write_files(folder / "cifar-10", files)
    return prepare(SOURCE, (folder,), folder / ".cache", ignore_progress)


def test_planes_become_pictures_with_channels_last(tmp_path: Path) -> None:
    data = np.zeros((2, 3072), np.uint8)
    data[0, 0], data[0, 1], data[0, 32], data[1, 1024], data[1, 3071] = 1, 2, 3, 4, 5
    batches = {f"{FOLDER}/data_batch_1": cifar_pickle(data, [7, 3]), f"{FOLDER}/test_batch": cifar_batch(20)}
    raw = read_archive(tmp_path, batches)
    x = np.asarray(raw.x_train)
    assert x.shape == (2, 32, 32, 3) and x.dtype == np.uint8 and raw.y_train.tolist() == [7, 3]
    assert x[0, 0, 0].tolist() == [1, 0, 0] and x[0, 0, 1, 0] == 2 and x[0, 1, 0, 0] == 3
    assert x[1, 0, 0].tolist() == [0, 4, 0] and x[1, 31, 31].tolist() == [0, 0, 5]
    assert x.sum() == 15


def test_batches_are_in_the_order_of_their_numbers_wherever_they_lie(tmp_path: Path) -> None:
    from_archive = prepared(tmp_path / "one", cifar_10())
    from_folder = prepared(tmp_path / "other", cifar_batches())
    assert len(from_archive.y_train) == 50 and len(from_archive.y_test) == 20
    np.testing.assert_array_equal(np.asarray(from_archive.x_train), np.asarray(from_folder.x_train))
    np.testing.assert_array_equal(np.asarray(from_archive.x_test), np.asarray(from_folder.x_test))
    first = np.random.RandomState(0).randint(0, 256, (10, 3072)).astype(np.uint8)
    np.testing.assert_array_equal(np.asarray(from_archive.x_train)[0, :, :, 0], first[0, :1024].reshape(32, 32))
    assert from_archive.fingerprint != from_folder.fingerprint, "other files, though with the same content"


@pytest.mark.parametrize(("training", "rows"), [((10, 5, 0, 0, 0), 15), ((0, 0, 7, 0, 0), 7)])
def test_a_partial_set_is_used_and_said(training: tuple[int, ...], rows: int, tmp_path: Path) -> None:
    dataset = prepared(tmp_path, cifar_batches(training))
    assert is_available(SOURCE, (tmp_path,))
    assert len(dataset.y_train) == rows
    assert any(f"{rows} of 50,000 training rows" in text for text in dataset.warnings)
    assert any("20 of 10,000 test rows" in text for text in dataset.warnings)
    assert any(FOLDER in text and "not checked" in text for text in dataset.warnings)


@pytest.mark.parametrize("missing", [{"training": (0, 0, 0, 0, 0)}, {"test": 0}])
def test_a_folder_that_lacks_too_much_is_not_there(missing: dict[str, object], tmp_path: Path) -> None:
    write_files(tmp_path / "cifar-10", cifar_batches(**missing))  # type: ignore[arg-type]
    assert not is_available(SOURCE, (tmp_path,))


def test_the_archive_is_preferred_to_what_was_unpacked_from_it(tmp_path: Path) -> None:
    write_files(tmp_path / "cifar-10", cifar_batches((3, 0, 0, 0, 0)))
    assert len(prepared(tmp_path, cifar_10()).y_train) == 50


@pytest.mark.parametrize("name", ["test_batch", "data_batch_1"])
def test_an_archive_without_a_batch_that_is_needed(name: str, tmp_path: Path) -> None:
    batches = cifar_batches((10, 0, 0, 0, 0))
    del batches[f"{FOLDER}/{name}"]
    with pytest.raises(UserError, match=f"does not hold {name}"):
        read_archive(tmp_path, batches)


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (cifar_batch(10)[:-100], "damaged"),
        (b"cposix\nsystem\n(S'true'\ntR.", "posix.system"),
        (b"\x80\x02]q\x00.", "no dictionary"),
        (b"\x80\x02}.", "has no 'data'"),
        (cifar_pickle(np.zeros((3, 3071), np.uint8), [0, 1, 2]), "3,072 bytes"),
        (cifar_batch(10, labels=[0] * 9), "10 whole numbers as labels"),
    ],
    ids=["truncated", "a program", "a list", "empty", "another shape", "too few labels"],
)
def test_a_batch_that_is_not_one_is_reported(batch: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=message) as caught:
        read_archive(tmp_path, cifar_batches() | {f"{FOLDER}/data_batch_2": batch})
    assert "data_batch_2" in caught.value.message and caught.value.advice


def test_a_class_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    batches = cifar_batches() | {f"{FOLDER}/data_batch_2": cifar_batch(10, labels=[10] * 10)}
    with pytest.raises(UserError, match="from 0 to 9"):
        prepared(tmp_path, batches)


@pytest.mark.parametrize(
    "content", [b"", b"no archive", tar_gz({"x": b""})[:-30]], ids=["empty", "no archive", "truncated"]
)
def test_a_file_that_is_no_archive_is_reported(content: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {ARCHIVE: content})
    with pytest.raises(UserError, match=ARCHIVE):
        SOURCE.read({ARCHIVE: tmp_path / ARCHIVE}, ignore_progress)
