"""Folders of pictures as cameras and other programs leave them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.data.imports.made_pictures import make_class, make_set, picture
from workbench.data.files.picture_types import why_not_read
from workbench.data.imports.checks import Severity
from workbench.data.imports.formats import guess_format, source_of
from workbench.data.imports.images.format import IMAGES
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.reading import check, export, inspect, new_samples, read
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.recipe import anchored
from workbench.data.imports.recipe_json import recipe_digest
from workbench.data.sample_files import read_sample
from workbench.data.types import SCRATCH, RawArrays, silent


def look(folder: Path) -> ImageFolderRecipe:
    return inspect(folder, ImageOptions(), "mine", silent)


def arrays(recipe: ImageFolderRecipe, scratch: Path) -> RawArrays:
    scratch.mkdir()
    return read(recipe, {SCRATCH: scratch}, silent)


def sixteen_bits(folder: Path, highest: int) -> Path:
    for place, name in enumerate(("dark", "bright")):
        (folder / name).mkdir(parents=True)
        for number in range(10):
            values = np.random.default_rng(100 * place + number).integers(0, (place + 1) * highest // 2 + 1, (12, 12))
            Image.fromarray(values.astype(np.uint16)).save(folder / name / f"{number}.png")
    return folder


def test_twelve_bits_in_sixteen(tmp_path: Path) -> None:
    recipe = look(sixteen_bits(tmp_path / "set", 4095))
    assert recipe.brightness.whole == (0.0, 4095.0)
    assert any("0 is black, 4,095 is white" in note for note in recipe.notes)
    raw = arrays(recipe, tmp_path / "a")
    assert np.asarray(raw.x_train).max() >= 250 and any("4,095 is white" in warning for warning in raw.warnings)
    file = tmp_path / "set" / "dark" / "0.png"
    (row,) = np.asarray(new_samples(recipe, [file]).samples)
    assert np.array_equal(row, np.asarray(read_sample(source_of(recipe), file=file))[0]), "a single one, too"
    copy = tmp_path / "copy"
    moved = anchored(export(recipe, copy, silent), copy)
    assert np.array_equal(np.asarray(arrays(moved, tmp_path / "b").x_train), np.asarray(raw.x_train))


def test_all_sixteen_bits_are_read_as_before(tmp_path: Path) -> None:
    folder = sixteen_bits(tmp_path / "set", 65535)
    recipe = look(folder)
    assert recipe.brightness.whole is None and not recipe.by_content
    file = folder / "bright" / "0.png"
    (row,) = np.asarray(new_samples(recipe, [file]).samples)
    assert np.array_equal(row[..., 0], np.asarray(Image.open(file)) >> 8)


def test_files_without_an_ending_are_recognised_by_what_is_in_them(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    for number, path in enumerate(sorted((folder / "cat").iterdir())):
        path.rename(path.with_name(f"{number}.jpg_large" if number % 2 else f"{number}"))
    (folder / "dog" / "notes.md").write_text("no picture")
    (folder / "dog" / "new.avif").write_bytes(b"\0\0\0\x20ftypavif\0\0\0\0")
    recipe = look(folder)
    assert sum(recipe.sizes) == 20 and recipe.by_content
    assert "dog/new.avif: it is a picture of the type AVIF: save it as PNG or JPEG" in recipe.broken
    assert "dog/notes.md: it is not a picture" in recipe.broken
    raw = arrays(recipe, tmp_path / "a")
    assert raw.y_test is not None and len(raw.y_train) + len(raw.y_test) == 20
    assert any(warning.startswith("2 files or folders are left out, for example dog/") for warning in raw.warnings)
    assert len(new_samples(recipe, [folder / "cat"]).names) == 10


def test_a_folder_of_pictures_without_any_ending(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set")
    for path in list(folder.rglob("*.png")):
        path.rename(path.with_suffix(""))
    assert guess_format(folder) is IMAGES and sum(look(folder).sizes) == 20


def test_sets_of_usual_files_keep_their_identity(tmp_path: Path) -> None:
    recipe = look(make_set(tmp_path / "set"))
    before = ImageFolderRecipe(
        **{name: getattr(recipe, name) for name in vars(recipe) if name not in ("brightness", "by_content")}
    )
    assert recipe_digest(recipe) == recipe_digest(before)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"\xff\xd8\xff\xe0", None),
        (b"GIF89a", None),
        (b"P5 3 4\n255\n", None),
        (b"P1 is the first", "it is not a picture"),
        (b"BMW is a car", "it is not a picture"),
        (b"", "it is not a picture"),
        (b"%!PS-Adobe", "PostScript"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b'<?xml version="1.0"?>\n<svg xmlns="">', "SVG"),
    ],
)
def test_what_a_file_is_by_its_first_bytes(tmp_path: Path, start: bytes, reason: str | None) -> None:
    (tmp_path / "file").write_bytes(start)
    found = why_not_read(tmp_path / "file")
    assert found is None if reason is None else found is not None and reason in found


def test_a_validation_folder_beside_train_and_test_is_named(tmp_path: Path) -> None:
    for name in ("train", "val", "test"):
        make_set(tmp_path / "set" / name, count=4)
    raw = arrays(look(tmp_path / "set"), tmp_path / "a")
    assert "The folder val is not used: there is a test folder, too." in raw.warnings


def test_the_same_picture_in_two_classes_is_a_contradiction(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "set" / "train", count=12)
    make_class(tmp_path / "set" / "test" / "cat", 4, first=50)
    make_class(tmp_path / "set" / "test" / "dog", 4, first=60)
    picture(1).save(folder / "dog" / "copy.png")
    picture(2).save(tmp_path / "set" / "test" / "dog" / "copy.png")
    found = [str(each) for each in check(look(tmp_path / "set"), silent).findings if each.severity is Severity.WARNING]
    assert any("2 of 25 training samples are the same as another one of another class" in text for text in found)
    assert any("1 of 9 test samples are in the training part with another class" in text for text in found)
    assert not any("repetitions" in text for text in found)
