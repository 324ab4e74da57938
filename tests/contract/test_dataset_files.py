"""What every dataset with files does where these are damaged, others than the publisher's, or not there."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tests.data.conftest import LocalServer
from tests.data.made_files import MADE, at_address, ignore_progress, write_files
from workbench.data.cache import prepare
from workbench.data.datasets.registry import DATASETS
from workbench.data.types import Dataset, DatasetSource
from workbench.errors import UserError

WITH_FILES = [source for source in DATASETS.values() if source.files]
CASES = [(source, file.name) for source in WITH_FILES for file in source.files]
each_source = pytest.mark.parametrize("source", WITH_FILES, ids=lambda file: file.name)
each_file = pytest.mark.parametrize(("source", "name"), CASES, ids=[f"{source.name}-{name}" for source, name in CASES])


def prepared(source: DatasetSource, folder: Path) -> Dataset:
    return prepare(source, (folder,), folder / ".cache", ignore_progress)


def test_there_are_makers_of_all_files() -> None:
    for source in WITH_FILES:
        assert {file.name for file in source.files} <= MADE[source.name]().keys()


@each_source
def test_other_files_than_the_publishers_are_used_and_said(source: DatasetSource, tmp_path: Path) -> None:
    files = MADE[source.name]()
    write_files(tmp_path / source.name, files)
    warnings = prepared(source, tmp_path).warnings
    for file in source.files:
        assert any(file.name in text and file.sha256 in text for text in warnings)
    write_files(tmp_path / "home" / source.name, files)
    right = prepared(at_address(source, "http://nowhere", files), tmp_path / "home").warnings
    assert not any("publisher" in text for text in right)


@each_file
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.97], ids=["empty", "half", "nearly whole"])
def test_a_truncated_file_is_named(source: DatasetSource, name: str, kept: float, tmp_path: Path) -> None:
    files = MADE[source.name]()
    files[name] = files[name][: int(kept * len(files[name]))]
    write_files(tmp_path / source.name, files)
    with pytest.raises(UserError, match=name) as caught:
        prepared(source, tmp_path)
    assert caught.value.advice


@each_source
def test_it_is_downloaded_and_the_same_as_from_a_folder(
    source: DatasetSource, server: LocalServer, tmp_path: Path
) -> None:
    server.files = MADE[source.name]()
    remote = at_address(source, server.address, server.files)
    downloaded = prepared(remote, tmp_path / "one")
    write_files(tmp_path / "other" / source.name, server.files)
    local = prepared(remote, tmp_path / "other")
    assert downloaded.fingerprint == local.fingerprint
    np.testing.assert_array_equal(downloaded.y_train, local.y_train)


@each_source
def test_a_download_with_a_wrong_sum_is_refused(source: DatasetSource, server: LocalServer, tmp_path: Path) -> None:
    server.files = MADE[source.name]()
    moved = at_address(source, server.address, server.files)
    wrong = dataclasses.replace(moved.files[0], sha256="0" * 64)
    with pytest.raises(UserError, match=f"{wrong.name} was downloaded, but it is not the expected file"):
        prepared(dataclasses.replace(moved, files=(wrong, *moved.files[1:])), tmp_path)
    assert not list((tmp_path / source.name).iterdir())


@each_source
def test_an_interrupted_download_goes_on_next_time(source: DatasetSource, server: LocalServer, tmp_path: Path) -> None:
    server.files = MADE[source.name]()
    remote = at_address(source, server.address, server.files)
    first = source.files[0].name
    server.cut_after = half = len(server.files[first]) // 2
    with pytest.raises(UserError, match=f"The download of {first} broke off after {half:,}"):
        prepared(remote, tmp_path)
    server.cut_after = None
    prepared(remote, tmp_path)
    assert (first, f"bytes={half}-") in server.requests


@each_file
def test_a_missing_file_that_cannot_be_had_is_named_with_its_place(
    source: DatasetSource, name: str, server: LocalServer, tmp_path: Path
) -> None:
    files = MADE[source.name]()
    write_files(tmp_path / source.name, {key: data for key, data in files.items() if key != name})
    with pytest.raises(UserError, match=f"{name} is not there and could not be downloaded") as caught:
        prepared(at_address(source, server.address, files), tmp_path)
    assert str(tmp_path / source.name / name) in caught.value.advice
