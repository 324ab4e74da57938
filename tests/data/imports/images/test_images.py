import io
import os
import pickle
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.data.imports.made_pictures import ignore_progress, make_class, make_set, picture
from workbench.data.cache import prepare
from workbench.data.class_subset import with_classes
from workbench.data.imports.formats import source_of
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.reading import export, files_state, inspect, new_samples
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import TestSplit, anchored
from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.sample_files import read_sample
from workbench.data.types import Cancelled, Dataset, Kind, silent
from workbench.errors import UserError
from workbench.storage.folders import Folders


def look(folder: Path, **options: object) -> ImageFolderRecipe:
    return inspect(folder, ImageOptions(**options), "mine", ignore_progress)  # type: ignore[arg-type]


def prepared(recipe: ImageFolderRecipe, cache: Path) -> Dataset:
    return prepare(source_of(recipe), (), cache, ignore_progress)


def test_what_is_found_and_what_is_read(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "pets"))
    assert recipe.class_names == ("cat", "dog") and recipe.class_sizes == (10, 10) and recipe.sizes == (16, 4)
    assert (recipe.height, recipe.width, recipe.channels) == (10, 12, 3)
    assert recipe.broken == ()
    data = prepared(recipe, tmp_path / "cache")
    assert data.kind is Kind.IMAGE and data.input_shape == (10, 12, 3)
    assert data.x_train.shape == (16, 10, 12, 3) and data.x_train.dtype == np.uint8  # type: ignore[union-attr]
    assert np.bincount(data.y_train).tolist() == [8, 8] and np.bincount(data.y_test).tolist() == [2, 2]
    originals = {
        np.asarray(picture(1_000 * label + number)).tobytes(): label for label in (0, 1) for number in range(10)
    }
    for x, label in ((data.x_train[0], data.y_train[0]), (data.x_test[-1], data.y_test[-1])):  # type: ignore[index]
        assert originals[np.asarray(x).tobytes()] == label
    assert not list((tmp_path / "cache").rglob("*.tmp"))


def test_a_recipe_survives_its_file_and_a_source_its_way_to_a_worker(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "pets"))
    assert recipe_from_json(recipe_to_json(recipe)) == recipe
    source = pickle.loads(pickle.dumps(source_of(recipe)))
    assert source == source_of(recipe) and source.key != source_of(replace(recipe, height=9)).key


@pytest.mark.parametrize(
    ("train", "test"),
    [("train", "test"), ("seg_train/seg_train", "seg_test/seg_test"), ("Training", "TESTING"), ("train", "val")],
)
def test_folders_to_train_and_to_test(tmp_path: Path, train: str, test: str) -> None:
    make_set(tmp_path / "set" / train, count=4)
    make_set(tmp_path / "set" / test, count=2)
    recipe = look(tmp_path / "set")
    assert recipe.sizes == (8, 4) and recipe.test.path == tmp_path / "set" / test
    assert len(prepared(recipe, tmp_path / "cache").y_test) == 4


def test_validation_is_not_used_beside_a_test_folder_and_a_fraction_may_be_chosen(tmp_path: Path) -> None:
    for subset, count in (("train", 10), ("test", 3), ("validation", 5)):
        make_set(tmp_path / subset, count=count)
    recipe = look(tmp_path)
    assert recipe.sizes == (20, 6) and "validation is not used" in " ".join(recipe.notes)
    recipe = look(tmp_path, test=TestSplit(fraction=0.5))
    assert recipe.sizes == (10, 10) and recipe.test.path is None
    assert len(prepared(recipe, tmp_path / "cache").y_test) == 10


def test_a_second_folder_for_the_test(tmp_path: Path) -> None:
    make_set(tmp_path / "one", count=3)
    make_set(tmp_path / "two", ("cat", "dog", "emu"), count=2)
    recipe = look(tmp_path / "one", test=TestSplit(path=tmp_path / "two"))
    assert recipe.sizes == (6, 4)
    assert any("emu: the training part has no such class" in line for line in recipe.broken)


def test_every_kind_of_picture_is_read(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set", count=6) / "cat"
    picture(1, mode="CMYK").save(folder / "cmyk.jpg")
    picture(2, mode="L").save(folder / "grey.PNG")
    picture(3, mode="P").save(folder / "palette.gif")
    picture(4, mode="RGBA").save(folder / "transparent.webp")
    Image.fromarray(np.full((10, 12), 65535, np.uint16)).save(folder / "sixteen bits.png")
    frames = [picture(5), picture(6), picture(7)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    Image.new("RGB", (1, 1), "red").save(folder / "one.png")
    picture(8).save(folder / "name with spaces \U0001f408.JPG")
    turned = Image.Exif()
    turned[0x0112] = 6
    picture(9, width=10, height=12).save(folder / "turned.jpg", exif=turned)
    recipe = look(tmp_path / "set")
    assert recipe.broken == () and recipe.class_sizes == (15, 6)
    assert recipe.smallest == (1, 1) and recipe.largest == (12, 10)
    data = prepared(recipe, tmp_path / "cache")
    assert len(data.y_train) + len(data.y_test) == 21
    new = new_samples(recipe, [folder / "one.png", folder / "sixteen bits.png"])
    assert isinstance(new.samples, np.ndarray)
    assert (new.samples[0] == (255, 0, 0)).all() and (new.samples[1] == 255).all()


def test_enormous_pictures_are_read(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set", count=3) / "dog"
    Image.new("RGB", (8_000, 6_000), (0, 0, 255)).save(folder / "large.jpg", quality=30)
    Image.new("L", (8_000, 6_000), 40).save(folder / "large.png")
    recipe = look(tmp_path / "set")
    assert recipe.broken == () and recipe.largest == (8_000, 6_000)
    new = new_samples(recipe, [folder / "large.jpg", folder / "large.png"])
    assert isinstance(new.samples, np.ndarray)
    assert (np.abs(new.samples[0].astype(int) - (0, 0, 254)) <= 2).all() and (new.samples[1] == 40).all()


def jpeg_beginning() -> bytes:
    stream = io.BytesIO()
    picture(0, 200, 200).save(stream, "JPEG")
    return stream.getvalue()[:5_000]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("notes.txt", b"some words", "is not a picture"),
        ("words.jpg", b"some words", "is not a picture"),
        ("empty.png", b"", "is not a picture"),
        ("cut.jpg", jpeg_beginning(), "truncated"),
        ("Makefile", b"all:", "is not a picture"),
    ],
)
def test_what_cannot_be_read_is_listed_and_left_out(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    folder = make_set(tmp_path / "set")
    (folder / "dog" / name).write_bytes(content)
    recipe = look(folder)
    assert len(recipe.broken) == 1 and recipe.broken[0].startswith(f"dog/{name}: ") and reason in recipe.broken[0]
    data = prepared(recipe, tmp_path / "cache")
    assert recipe.class_sizes == (10, 10) and len(data.y_train) + len(data.y_test) == 20
    assert (len(data.y_train), len(data.y_test)) == recipe.sizes


def test_empty_classes_loose_files_and_hidden_ones(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    (folder / "emu").mkdir()
    picture(1).save(folder / "loose.png")
    make_class(folder / ".hidden", 3)
    picture(1).save(folder / "cat" / ".hidden.png")
    (folder / "Thumbs.db").write_bytes(b"x")
    recipe = look(folder)
    assert recipe.class_names == ("cat", "dog") and recipe.class_sizes == (10, 10)
    assert recipe.broken == ("loose.png: it lies in no class folder", "emu: the folder holds no picture")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that users seldom have")
def test_nested_folders_and_links(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    make_class(folder / "cat" / "kittens" / "tiny", 2, first=500)
    make_class(tmp_path / "elsewhere", 3, first=700)
    (folder / "cat" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "cat" / "again").symlink_to(folder / "cat", target_is_directory=True)
    (folder / "dog" / "nowhere.png").symlink_to(tmp_path / "gone.png")
    (folder / "dog" / "file.png").symlink_to(tmp_path / "elsewhere" / "700.png")
    recipe = look(folder)
    assert recipe.class_sizes == (15, 11)
    assert sorted(recipe.broken) == [
        "cat/again: it leads to a folder that is read already",
        "dog/nowhere.png: it is a link to something that is not there",
    ]


def one_class(folder: Path) -> Path:
    return make_set(folder, ("cat",))


def single_picture(folder: Path) -> Path:
    make_class(folder / "emu", 1)
    return make_set(folder)


def no_pictures(folder: Path) -> Path:
    (folder / "cat").mkdir(parents=True)
    (folder / "cat" / "a.txt").write_text("a")
    return folder


def other_test_classes(folder: Path) -> Path:
    make_set(folder / "train")
    make_set(folder / "test", ("emu", "fox"))
    return folder


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (one_class, "holds only the class cat"),
        (single_picture, "emu has a single sample"),
        (no_pictures, "There are no pictures"),
        (other_test_classes, "none of the classes of the training part"),
        (lambda folder: folder, "is not a folder"),
    ],
)
def test_folders_that_cannot_be_learned_from(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        look(make(tmp_path / "set"))
    assert caught.value.advice


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"height": 0}, None),
        ({"width": 5_000}, "a width of 5000 pixels"),
        ({"channels": 2}, "2 channels"),
        ({"test": TestSplit(column="part")}, "no column"),
        ({"name": "a b"}, "cannot be the name"),
    ],
)
def test_options_that_cannot_be_followed(tmp_path: Path, options: dict[str, object], message: str | None) -> None:
    folder = make_set(tmp_path / "set")
    if message is None:
        assert look(folder, **options).height == 10  # 0 means: guess
        return
    with pytest.raises(UserError, match=message):
        look(folder, **options)


def test_chosen_size_and_grey(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set"), height=7, width=5, channels=1)
    data = prepared(recipe, tmp_path / "cache")
    assert data.x_train.shape[1:] == (7, 5, 1)  # type: ignore[union-attr]


def test_a_sample_to_predict_is_read_as_the_training_data(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    picture(3, 300, 200).save(folder / "cat" / "photo.jpg")
    recipe = look(folder)
    source = source_of(recipe)
    new = new_samples(recipe, [folder / "cat" / "photo.jpg"])
    single = read_sample(source, file=folder / "cat" / "photo.jpg")
    np.testing.assert_array_equal(np.asarray(new.samples), np.asarray(single))
    data = prepared(recipe, tmp_path / "cache")
    everything = np.concatenate([np.asarray(data.x_train), np.asarray(data.x_test)])
    assert any((row == np.asarray(single)[0]).all() for row in everything)


def test_new_pictures_with_reasons_for_those_left_out(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set"))
    new = make_class(tmp_path / "new", 3)
    (new / "broken.png").write_bytes(b"no")
    found = new_samples(recipe, [new, new / "1.png"])
    assert len(found.names) == len(found.samples) == 4 and len(found.left_out) == 1
    with pytest.raises(UserError, match="None of 1 files is a picture"):
        new_samples(recipe, [new / "broken.png"])


def test_an_exported_set_gives_the_same_arrays(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set"), height=6, width=6)
    data = prepared(recipe, tmp_path / "cache")
    (tmp_path / "out").mkdir()
    moved = anchored(export(recipe, tmp_path / "out", silent), tmp_path / "out")
    shutil.rmtree(tmp_path / "set")
    again = prepared(recipe_from_json(recipe_to_json(moved)), tmp_path / "cache2")  # type: ignore[arg-type]
    for name in ("x_train", "y_train", "x_test", "y_test"):
        np.testing.assert_array_equal(getattr(again, name), getattr(data, name))


def test_the_state_of_the_files_shows_a_change(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    recipe = look(folder)
    before = files_state(recipe)
    assert files_state(recipe) == before
    os.utime(folder / "cat" / "1.png", ns=(1, 1))
    changed = files_state(recipe)
    picture(99).save(folder / "cat" / "more.png")
    assert len({before, changed, files_state(recipe)}) == 3
    shutil.rmtree(folder)
    with pytest.raises(UserError, match="is not a folder"):
        files_state(recipe)


def test_some_of_the_classes(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set", ("cat", "dog", "emu")))
    data = prepare(with_classes(source_of(recipe), ("emu", "cat")), (), tmp_path / "cache", ignore_progress)
    assert data.class_names == ("cat", "emu") and set(data.y_train.tolist()) == {0, 1}
    whole = prepared(recipe, tmp_path / "cache")
    kept = np.flatnonzero(np.isin(whole.y_train, (0, 2)))
    np.testing.assert_array_equal(np.asarray(data.x_train), np.asarray(whole.x_train)[kept])


def test_reading_can_be_stopped_and_leaves_nothing_behind(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set"))

    def stop(what: str, _done: int, _total: int) -> None:
        if what == "reading pictures":
            raise Cancelled

    with pytest.raises(Cancelled):
        prepare(source_of(recipe), (), tmp_path / "cache", stop)
    assert not list((tmp_path / "cache").rglob("*.tmp"))
    with pytest.raises(Cancelled):
        inspect(tmp_path / "set", ImageOptions(), "x", lambda *_: (_ for _ in ()).throw(Cancelled))


def test_pictures_that_vanish_after_the_inspection_are_reported(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    recipe = look(folder)
    (folder / "cat" / "3.png").write_bytes(b"overwritten")
    data = prepared(recipe, tmp_path / "cache")
    assert len(data.y_train) + len(data.y_test) == 19
    assert any("1 pictures cannot be read, for example cat/3.png" in line for line in data.warnings)


@pytest.mark.parametrize("suffix", ["ppm", "pgm", "jfif", "webp"])
def test_folders_of_unusual_pictures_are_recognised_and_read(tmp_path: Path, folders: Folders, suffix: str) -> None:
    for place, name in enumerate(("a", "b")):
        (tmp_path / "set" / name).mkdir(parents=True)
        for number in range(5):
            mode = "L" if suffix == "pgm" else "RGB"
            picture(10 * place + number, mode=mode).save(
                tmp_path / "set" / name / f"{number}.{suffix}", "JPEG" if suffix == "jfif" else None
            )
    source = open_source(str(tmp_path / "set"), folders)
    assert source.kind is Kind.IMAGE and sum(source.sizes) == 10
