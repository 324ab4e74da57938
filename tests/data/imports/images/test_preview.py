from pathlib import Path

import numpy as np

from tests.data.imports.made_pictures import ignore_progress, make_set, picture
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.preview import MOST_SHOWN, SHOWN_SIDE, preview
from workbench.data.imports.images.reading import inspect, new_samples


def test_a_few_pictures_before_and_after(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set", ("cat", "dog", "emu"), count=6)
    picture(1, 900, 300, "L").save(folder / "cat" / "0.png")
    (folder / "dog" / "0 broken.png").write_bytes(b"no")
    recipe = inspect(folder, ImageOptions(height=8, width=9), "mine", ignore_progress)
    found = preview(recipe)
    assert len(found.pictures) == MOST_SHOWN and found.class_sizes == (6, 6, 6)
    assert [pair.class_name for pair in found.pictures[:4]] == ["cat", "emu", "cat", "dog"]
    assert all(pair.after.shape == (8, 9, 3) and len(pair.after.pixels) == 8 * 9 * 3 for pair in found.pictures)
    first = found.pictures[0].before
    assert max(first.shape) <= SHOWN_SIDE and first.shape[2] == 1 and len(first.pixels) == np.prod(first.shape)
    assert any("0 broken.png" in note for note in found.notes)


def test_the_picture_that_is_shown_is_the_one_that_is_learned(tmp_path: Path) -> None:
    recipe = inspect(make_set(tmp_path / "set"), ImageOptions(), "mine", ignore_progress)
    pair = preview(recipe).pictures[0]
    new = new_samples(recipe, [tmp_path / "set" / pair.name])
    assert np.asarray(new.samples)[0].tobytes() == pair.after.pixels == pair.before.pixels
