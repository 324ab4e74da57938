"""What every dataset of the registry must be."""

from pathlib import Path
from urllib.parse import urlparse

import numpy as np
import pytest

from tests.data.made_files import MADE, ignore_progress, write_files
from workbench.data.cache import open_prepared, prepare
from workbench.data.datasets.registry import DATASETS
from workbench.data.preprocessing import apply, fit
from workbench.data.types import Dataset, DatasetSource, InputForm, Kind, Sequences

FORMS = {
    Kind.TABULAR: (InputForm.FEATURES,),
    Kind.IMAGE: (InputForm.PIXELS,),
    Kind.SEQUENCE: (InputForm.TOKENS, InputForm.MULTI_HOT),
}


@pytest.fixture(scope="module", params=list(DATASETS.values()), ids=list(DATASETS))
def source(request: pytest.FixtureRequest) -> DatasetSource:
    assert isinstance(request.param, DatasetSource)
    return request.param


@pytest.fixture(scope="module")
def folder(source: DatasetSource, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search path with small files of the original formats where the dataset needs files."""
    folder = tmp_path_factory.mktemp(source.name)
    if source.files:
        write_files(folder / source.name, MADE[source.name]())
    return folder


@pytest.fixture(scope="module")
def dataset(source: DatasetSource, folder: Path) -> Dataset:
    return prepare(source, (folder,), folder / ".cache", ignore_progress)


def test_the_entry_is_complete(source: DatasetSource) -> None:
    assert source.name == source.name.lower() and source.title and source.description
    assert source.citation and source.licence
    assert source.num_classes >= 2 and len(set(source.class_names)) == source.num_classes
    assert min(source.sizes) > 0
    assert len(source.input_shape) == {Kind.TABULAR: 1, Kind.IMAGE: 3, Kind.SEQUENCE: 1}[source.kind]
    if source.kind is Kind.TABULAR:
        assert len(set(source.feature_names)) == source.input_shape[0]
    if source.kind is Kind.SEQUENCE:
        assert source.num_words > 1
    for file in (*source.files, *source.optional_files):
        assert urlparse(file.url).scheme in ("http", "https")
        assert len(file.sha256) == 64 and int(file.sha256, 16) and file.size > 0


def test_arrays_have_the_promised_shapes_and_types(dataset: Dataset) -> None:
    source = dataset.source
    for x, y in ((dataset.x_train, dataset.y_train), (dataset.x_test, dataset.y_test)):
        assert isinstance(y, np.memmap) and y.dtype == np.int32 and y.shape == (len(x),)
        assert set(np.unique(y)) <= set(range(source.num_classes))
        if isinstance(x, Sequences):
            assert source.kind is Kind.SEQUENCE
            assert isinstance(x.values, np.memmap) and x.values.dtype == np.int32 and x.offsets.dtype == np.int64
            assert x.values.min() >= 1 and x.values.max() < source.num_words
        else:
            assert isinstance(x, np.memmap) and x.shape[1:] == source.input_shape
            assert x.dtype == (np.uint8 if source.kind is Kind.IMAGE else np.float32)
            assert source.kind is not Kind.IMAGE or x.max() <= source.maximum
    assert set(np.unique(dataset.y_train)) == set(range(source.num_classes))
    if not source.files:
        assert (len(dataset.x_train), len(dataset.x_test)) == source.sizes


def test_preparing_again_gives_the_same(dataset: Dataset, folder: Path) -> None:
    other = prepare(dataset.source, (folder,), folder / "other cache", ignore_progress)
    assert other.fingerprint == dataset.fingerprint and len(dataset.fingerprint) == 64
    np.testing.assert_array_equal(other.y_train, dataset.y_train)
    np.testing.assert_array_equal(other.y_test, dataset.y_test)
    assert open_prepared(dataset.source, dataset.folder).fingerprint == dataset.fingerprint


def test_batches_are_ready_for_a_network(dataset: Dataset) -> None:
    source = dataset.source
    learned = fit(dataset, np.arange(len(dataset.x_train)))
    for form in FORMS[source.kind]:
        batch = apply(learned, dataset.x_test, np.array([3, 0, 3]), form)
        shape = (source.num_words,) if form is InputForm.MULTI_HOT else source.input_shape
        assert batch.shape == (3, *shape)
        assert batch.dtype == (np.int32 if form is InputForm.TOKENS else np.float32)
        assert np.isfinite(batch).all()
        np.testing.assert_array_equal(batch[0], batch[2])
