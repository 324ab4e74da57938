"""Files of NumPy: samples and labels under the names that are usual, and nothing that could run or fill the memory."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.tables.files import numpy_arrays
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent
from workbench.errors import UserError

X = np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32)
Y = np.arange(60) % 3


def look(path: Path, **options: object) -> TableRecipe:
    return inspect(path, TableOptions(**options), "mine", silent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("samples", "labels"), [("x", "y"), ("X", "Y"), ("X", "y"), ("data", "target"), ("features", "labels")]
)
def test_samples_and_labels_under_their_usual_names(tmp_path: Path, samples: str, labels: str) -> None:
    np.savez(tmp_path / "set.npz", **{samples: X, labels: Y})  # type: ignore[arg-type]
    recipe = look(tmp_path / "set.npz")
    assert recipe.label_column == labels.lower() and recipe.class_names == ("0", "1", "2") and recipe.sizes == (48, 12)
    assert recipe.feature_names == ("column 1", "column 2", "column 3")
    found = read(recipe, {}, silent)
    assert found.x_test is not None
    assert sorted(map(tuple, np.concatenate([found.x_train, found.x_test]))) == sorted(map(tuple, X))


def test_the_test_part_names_and_shapes_of_labels(tmp_path: Path) -> None:
    one_hot = np.eye(3)[Y[:50]]
    names, classes = np.array(["a", "b", "c"]), np.array([b"zebra", b"ant", b"bee"])
    arrays = {"x_train": X[:50], "y_train": one_hot, "x_test": X[50:], "y_test": Y[50:, None], "feature_names": names}
    np.savez_compressed(tmp_path / "set.npz", target_names=classes, **arrays)  # type: ignore[arg-type]
    recipe = look(tmp_path / "set.npz")
    assert recipe.sizes == (50, 10) and recipe.feature_names == ("a", "b", "c")
    assert recipe.class_names == ("zebra", "ant", "bee")
    found = read(recipe, {}, silent)
    np.testing.assert_array_equal(found.x_train, X[:50])
    np.testing.assert_array_equal(found.y_train, Y[:50])
    np.testing.assert_array_equal(found.y_test, Y[50:])


def test_a_table_alone_and_one_with_names(tmp_path: Path) -> None:
    np.save(tmp_path / "table.npy", np.asfortranarray(np.column_stack([X, Y])))
    recipe = look(tmp_path / "table.npy")
    assert recipe.label_column == "column 4" and recipe.sizes == (48, 12)
    records = np.array([(1.5, number % 2, b"ab"[number % 2 :][:1]) for number in range(40)], "f4,i8,S1")
    records.dtype.names = ("x", "z", "label")
    np.save(tmp_path / "records.npy", records)
    assert look(tmp_path / "records.npy").class_names == ("a", "b")
    assert [len(piece) for piece in pieces(look_at(tmp_path / "records.npy", TableOptions()), rows=5)] == [5]


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"x": np.zeros((5, 8, 8)), "y": Y[:5]}, r"\(5, 8, 8\): pictures or sequences"),
        ({"x": X, "y": Y[:59]}, r"“y” .* \(59,\), and there are 60 samples"),
        ({"weights": X}, r"no array “x” .* “weights” \(60, 3\)"),
        ({"x": X.astype(complex), "y": Y}, "the type complex"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, arrays: dict[str, np.ndarray], message: str) -> None:
    np.savez(tmp_path / "set.npz", **arrays)  # type: ignore[arg-type]
    with pytest.raises(UserError, match=message) as caught:
        look(tmp_path / "set.npz")
    assert caught.value.advice


def test_objects_are_not_unpickled(tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "harm",)  # type: ignore[return-value]

    np.save(tmp_path / "set.npy", np.array([[Harm()] * 2], object), allow_pickle=True)
    with pytest.raises(UserError, match="can run programs"):
        look(tmp_path / "set.npy")
    assert not (tmp_path / "harm").exists()


def test_arrays_that_claim_more_than_they_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": (10**6, 3)})
    with zipfile.ZipFile(tmp_path / "set.npz", "w") as archive:
        archive.writestr("x.npy", stream.getvalue() + bytes(100))
    with pytest.raises(UserError, match="shorter than it says"):
        look(tmp_path / "set.npz")
    monkeypatch.setattr(numpy_arrays, "MOST_BYTES", 1_000)
    with pytest.raises(UserError, match="is the most"):
        look(tmp_path / "set.npz")
