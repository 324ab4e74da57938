from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import UserError
from workbench.storage.weights import (
    WeightsInfo,
    check_set_name,
    delete_set,
    find_weights,
    info_path,
    list_sets,
    read_info,
    write_info,
)

INFO = WeightsInfo(
    architecture="Tabular_MLP",
    input_shape=(30,),
    num_classes=2,
    class_names=("malignant", "benign"),
    num_words=0,
    preprocessing={"mean": [0.1, 1e-17], "scale": [1.0, 2.0], "median": [0.0, 0.0]},
    dataset="breast-cancer",
    fingerprint="ab12",
    scores={"accuracy": 0.97, "auc_pr": None},
    epochs=30,
    which="best",
    date="2026-03-04T05:06:07",
    versions={"keras": "3"},
)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights" / "breast-cancer" / "first" / "Tabular_MLP.weights.h5"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    write_info(path, INFO)
    return path


def test_info_round_trip(weights: Path) -> None:
    assert info_path(weights).name == "Tabular_MLP.json"
    assert read_info(weights) == INFO


def test_info_of_earlier_versions_is_of_whole_epochs() -> None:
    values = INFO.to_json()
    assert WeightsInfo.from_json({**values, "begun_epoch": 3}).partial_epoch == 3
    del values["begun_epoch"], values["recipe"]
    assert WeightsInfo.from_json(values) == INFO and INFO.partial_epoch == 0


def test_info_of_legacy_files(tmp_path: Path) -> None:
    assert info_path(tmp_path / "Image_CNN.h5").name == "Image_CNN.json"
    assert read_info(tmp_path / "Image_CNN.h5") is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"architecture": 1},
        {"input_shape": 30},
        {"input_shape": ["30"]},
        {"num_classes": True},
        {"class_names": [1]},
        {"scores": {"accuracy": "good"}},
        {"date": "yesterday"},
        {"preprocessing": []},
    ],
)
def test_damaged_info(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        WeightsInfo.from_json({**INFO.to_json(), **change})


@pytest.mark.parametrize("name", ["architecture", "input_shape", "versions", "format"])
def test_incomplete_info(weights: Path, name: str) -> None:
    values = INFO.to_json()
    del values[name]
    with pytest.raises(ValueError, match=name):
        WeightsInfo.from_json(values)
    info_path(weights).write_text("{}")
    with pytest.raises(UserError, match="damaged"):
        read_info(weights)


@pytest.mark.parametrize("name", ["first", "Žluť 2", "a-b_c.d", "x" * 80, "CONSOLE"])
def test_good_names(name: str) -> None:
    assert check_set_name(f" {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        ".",
        "..",
        "a/b",
        "a\\b",
        "a:b",
        "../x",
        ".hidden",
        "end.",
        "x" * 81,
        "con",
        "LPT1.txt",
        "NUL .a",
        "a\nb",
        "a\0",
        "½",
        "COM¹",
    ],
)
def test_bad_names(name: str) -> None:
    with pytest.raises(UserError):
        check_set_name(name)


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert check_set_name("e\u0301") == "é"


def test_list(weights: Path, tmp_path: Path) -> None:
    root = tmp_path / "weights"
    newer = root / "breast-cancer" / "second" / "Tabular_CNN.weights.h5"
    newer.parent.mkdir()
    newer.write_bytes(b"")
    write_info(newer, replace(INFO, architecture="Tabular_CNN", date="2026-05-01T00:00:00"))
    legacy = newer.with_name("Tabular_RNN.h5")
    legacy.write_bytes(b"")
    info_path(legacy).write_text("damaged")
    (root / "breast-cancer" / "empty").mkdir()
    (root / "breast-cancer" / "second" / ".0123.weights.h5").write_bytes(b"left by a crash")
    second, first = list_sets(root, "breast-cancer")
    assert (first.name, first.models, first.scores["Tabular_MLP"]) == ("first", ("Tabular_MLP",), INFO.scores)
    assert first.date.isoformat() == INFO.date
    assert second.models == ("Tabular_CNN", "Tabular_RNN")
    assert second.scores["Tabular_RNN"] == {}
    assert list_sets(root, "digits") == []


def test_find(weights: Path) -> None:
    folder = weights.parent
    assert find_weights(folder, "Tabular_MLP") == weights
    assert find_weights(folder, "Tabular_CNN") is None
    (folder / "Tabular_MLP.h5").write_bytes(b"")
    (folder / "Tabular_CNN.h5").write_bytes(b"")
    assert find_weights(folder, "Tabular_MLP") == weights
    assert find_weights(folder, "Tabular_CNN") == folder / "Tabular_CNN.h5"


def test_delete(weights: Path) -> None:
    delete_set(weights.parent)
    assert not weights.parent.exists()


def test_delete_leaves_other_files(weights: Path) -> None:
    (weights.parent / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match=r"notes\.txt"):
        delete_set(weights.parent)
    assert [path.name for path in weights.parent.iterdir()] == ["notes.txt"]
    with pytest.raises(UserError, match="nothing was deleted"):
        delete_set(weights.parent)
