"""Sets of images and texts that are exported and opened on another machine."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.made_pictures import ignore_progress, make_set
from workbench.data.cache import prepare
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.imports.remembered import export, recall
from workbench.data.types import Sequences, silent
from workbench.storage.folders import Folders


def make_texts(folder: Path) -> Path:
    for name in ("good", "bad"):
        (folder / name).mkdir(parents=True)
        for number in range(10):
            (folder / name / f"{number}.txt").write_text(f"a {name} film, number {number}, “quoted”\n")
    return folder


def flat(samples: object) -> list[int]:
    values: list[int] = np.ravel(samples.values if isinstance(samples, Sequences) else np.asarray(samples)).tolist()
    return values


@pytest.mark.parametrize("make", [make_set, make_texts])
def test_an_exported_set_is_opened_elsewhere(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    here, there = Folders.under(tmp_path / "here"), Folders.under(tmp_path / "there")
    source = open_source(str(make(tmp_path / "mine")), here)
    data = prepare(source, (), here.cache, ignore_progress)
    known = recall("mine", here)
    assert known is not None and open_source("mine", here) == source
    export(known.recipe, tmp_path / "out", silent)
    shutil.rmtree(tmp_path / "mine")
    shutil.move(tmp_path / "out", tmp_path / "moved")

    again = open_source(str(tmp_path / "moved"), there)
    assert (again.name, again.class_names, again.sizes) == (source.name, source.class_names, source.sizes)
    copy = prepare(again, (), there.cache, ignore_progress)
    for name in ("x_train", "y_train", "x_test", "y_test"):
        assert flat(getattr(copy, name)) == flat(getattr(data, name))
    assert open_source("mine", there).key == again.key
    assert recipe_from_json({**recipe_to_json(known.recipe)}) == known.recipe
