import io
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from zlib import crc32

import numpy as np
import pytest
from PIL import EpsImagePlugin, Image

from workbench.data.files import pictures
from workbench.data.files.pictures import FORMATS, open_picture, picture_suffixes, read_picture
from workbench.errors import UserError


def smooth(width: int, height: int) -> Image.Image:
    """Black in the upper left corner, red to the right, green downwards."""
    x, y = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.stack([x, y, np.zeros_like(x)], axis=2).astype(np.uint8))


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_large_pictures_are_unpacked_smaller_and_look_the_same(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"picture.{suffix}"
    smooth(1_200, 900).save(path)
    opened = open_picture(path, least=100)
    assert opened.size == (1_200, 900) and 100 <= min(opened.image.size) < 200
    assert open_picture(path).image.size == (1_200, 900)
    expected = np.asarray(smooth(1_200, 900).resize((40, 30), Image.Resampling.BILINEAR), int)
    assert np.abs(read_picture(path, 30, 40, 3).astype(int) - expected).max() <= 8


def test_the_size_is_that_of_the_picture_as_it_is_shown(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 8
    smooth(30, 20).save(tmp_path / "picture.jpg", exif=turned)
    opened = open_picture(tmp_path / "picture.jpg")
    assert opened.size == opened.image.size == (20, 30)


def test_dark_pictures_of_sixteen_bits_stay_dark(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4), 200, np.uint16)).save(tmp_path / "dark.png")
    assert read_picture(tmp_path / "dark.png", 4, 4, 1).max() == 0


def test_one_large_picture_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered: list[bool] = []

    class Watched(AbstractContextManager[None]):
        def __enter__(self) -> None:
            entered.append(True)

        def __exit__(self, *_: object) -> None:
            pass

    smooth(30, 20).save(tmp_path / "picture.png")
    read_picture(tmp_path / "picture.png", 8, 8, 3, Watched())
    assert not entered
    monkeypatch.setattr(pictures, "LARGE", 500)
    read_picture(tmp_path / "picture.png", 8, 8, 3, Watched())
    read_picture(tmp_path / "picture.png", 8, 8, 3, Lock())
    assert entered == [True]


def test_a_picture_that_claims_to_be_enormous_is_refused_unread(tmp_path: Path) -> None:
    picture = bytearray(smooth_png())
    picture[16:24] = (60_000).to_bytes(4, "big") * 2  # width and height of its header
    picture[29:33] = crc32(picture[12:29]).to_bytes(4, "big")
    (tmp_path / "bomb.png").write_bytes(picture)
    with pytest.raises(UserError, match="3,600 million pixels"):
        read_picture(tmp_path / "bomb.png", 8, 8, 3)


def smooth_png() -> bytes:
    stream = io.BytesIO()
    smooth(8, 8).save(stream, "png")
    return stream.getvalue()


def test_postscript_never_reaches_the_program_that_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *arguments, **_: started.append(arguments))
    path = tmp_path / "picture.png"
    path.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n(program) run\n%%EOF\n")
    with Image.open(path) as image:
        assert image.format == "EPS", "Pillow itself would run it"
    with pytest.raises(UserError, match="is not a picture"):
        read_picture(path, 8, 8, 1)
    assert not started


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_read_and_has_its_suffixes(tmp_path: Path, name: str) -> None:
    suffixes = [suffix for suffix, known in Image.registered_extensions().items() if known == name]
    assert suffixes and picture_suffixes() >= set(suffixes)
    smooth(20, 10).save(tmp_path / "picture", name)
    assert read_picture(tmp_path / "picture", 10, 20, 3).shape == (10, 20, 3)


def test_the_suffixes_are_those_of_pictures() -> None:
    assert picture_suffixes() >= {".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
    assert picture_suffixes() >= {".ppm", ".pgm", ".pbm"}
    assert not picture_suffixes() & {".eps", ".ps", ".psd", ".svg", ".pdf", ".heic"}
