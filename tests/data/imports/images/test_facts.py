from pathlib import Path

import pytest

from tests.data.imports.made_pictures import ignore_progress, make_class, picture
from workbench.data.imports.class_folders import list_class_folders
from workbench.data.imports.images.facts import ImageFacts, look_at, proposed_channels, proposed_size
from workbench.errors import UserError


def facts(common: tuple[tuple[int, int], float], median: tuple[int, int], coloured: float = 1.0) -> ImageFacts:
    return ImageFacts((), (), (1, 1), median, (999, 999), common, coloured)


@pytest.mark.parametrize(
    ("common", "median", "size"),
    [
        (((150, 150), 0.9), (150, 150), (150, 150)),
        (((48, 32), 0.5), (48, 32), (32, 48)),
        (((48, 32), 0.4), (48, 32), (32, 32)),
        (((800, 600), 1.0), (800, 600), (128, 128)),
        (((151, 151), 1.0), (151, 151), (128, 128)),
        (((100, 100), 0.1), (100, 90), (64, 64)),
        (((100, 100), 0.1), (100, 100), (96, 96)),
        (((1, 1), 1.0), (1, 1), (8, 8)),
        (((28, 28), 1.0), (28, 28), (28, 28)),
    ],
)
def test_the_proposed_size(
    common: tuple[tuple[int, int], float], median: tuple[int, int], size: tuple[int, int]
) -> None:
    assert proposed_size(facts(common, median)) == size


@pytest.mark.parametrize(("coloured", "channels"), [(0.0, 1), (0.05, 1), (0.06, 3), (1.0, 3)])
def test_the_proposed_channels(coloured: float, channels: int) -> None:
    assert proposed_channels(facts(((9, 9), 1.0), (9, 9), coloured)) == channels


def test_grey_pictures_in_colour_files_count_as_grey(tmp_path: Path) -> None:
    folder = make_class(tmp_path / "set" / "a", 2)
    picture(7, 40, 40, "L").convert("RGB").save(folder / "grey.jpg")
    found = look_at(list_class_folders(tmp_path / "set", None, "a file").files, ignore_progress)
    assert found.coloured == pytest.approx(2 / 3)
    assert found.smallest == (12, 10) and found.largest == (40, 40) and found.median == (12, 10)


def test_no_picture_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.png").write_bytes(b"no")
    with pytest.raises(UserError, match="None of 1 files") as caught:
        look_at(list_class_folders(tmp_path, None, "a file").files, ignore_progress)
    assert "a/x.png: it is not a picture" in caught.value.advice
