import dataclasses
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from workbench.data.datasets.registry import DATASETS
from workbench.data.files import pictures
from workbench.data.sample_files import read_image, read_row, read_sample
from workbench.data.types import Sequences
from workbench.errors import UserError

FASHION, DIGITS = DATASETS["fashion-mnist"], DATASETS["digits"]
TABLE, MINIBOONE = DATASETS["breast-cancer"], DATASETS["miniboone"]
NUMBERS = [round(0.5 * number - 3, 2) for number in range(30)]


def gradient(mode: str, height: int = 28, width: int = 28) -> Image.Image:
    """A picture that is black on the left and bright on the right."""
    values = np.tile(np.linspace(0, 255, width), (height, 1)).astype(np.uint8)
    return Image.fromarray(values).convert(mode)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "CMYK", "I", "F", "1", "YCbCr"])
def test_pictures_of_any_mode(tmp_path: Path, mode: str) -> None:
    gradient(mode).save(tmp_path / "picture.tif")
    x = read_image(FASHION, tmp_path / "picture.tif")
    assert x.shape == (1, 28, 28, 1) and x.dtype == np.uint8
    assert x[0, :, :3].mean() < 30 and x[0, :, -3:].mean() > 225


def test_a_picture_in_the_form_of_the_dataset_is_kept(tmp_path: Path) -> None:
    values = np.random.RandomState(0).randint(0, 256, (28, 28)).astype(np.uint8)
    Image.fromarray(values).save(tmp_path / "picture.png")
    np.testing.assert_array_equal(read_image(FASHION, tmp_path / "picture.png")[0, :, :, 0], values)


def test_size_and_brightness_become_the_datasets(tmp_path: Path) -> None:
    gradient("RGB", 200, 300).save(tmp_path / "picture.jpg")
    x = read_image(DIGITS, tmp_path / "picture.jpg")
    assert x.shape == (1, 8, 8, 1)
    assert x.max() in (15, 16) and x.min() in (0, 1)
    assert np.all(np.diff(x[0, 4, :, 0].astype(int)) > 0)


def test_colour_is_kept_for_coloured_datasets(tmp_path: Path) -> None:
    Image.new("RGB", (10, 10), (255, 0, 51)).save(tmp_path / "picture.png")
    x = read_image(dataclasses.replace(FASHION, input_shape=(4, 4, 3)), tmp_path / "picture.png")
    assert x.shape == (1, 4, 4, 3) and x[0, 2, 2].tolist() == [255, 0, 51]


def test_sixteen_bits_transparency_and_rotation(tmp_path: Path) -> None:
    deep = np.tile(np.linspace(0, 65535, 28), (28, 1)).astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert read_image(FASHION, tmp_path / "deep.png")[0, 0, [0, 27], 0].tolist() == [0, 255]
    Image.new("RGBA", (28, 28), (255, 255, 255, 0)).save(tmp_path / "clear.png")
    assert read_image(FASHION, tmp_path / "clear.png").max() == 0
    turned = Image.Exif()
    turned[0x0112] = 6  # to be shown turned by a quarter, clockwise
    gradient("L").save(tmp_path / "turned.jpg", exif=turned)
    x = read_image(FASHION, tmp_path / "turned.jpg")[0, :, :, 0]
    assert x[0].max() < 30 and x[-1].min() > 225


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_other_files_are_no_pictures(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "picture.png").write_bytes(data)
    with pytest.raises(UserError, match=r"is not a picture|is damaged"):
        read_image(FASHION, tmp_path / "picture.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_truncated_pictures(tmp_path: Path, kind: str) -> None:
    stream = io.BytesIO()
    Image.fromarray(np.random.RandomState(0).randint(0, 256, (99, 99)).astype(np.uint8)).save(stream, kind)
    (tmp_path / "picture").write_bytes(stream.getvalue()[:3000])
    with pytest.raises(UserError, match=r"is damaged|is not a picture"):
        read_image(FASHION, tmp_path / "picture")


def test_enormous_pictures_are_refused_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gradient("L").save(tmp_path / "picture.png")
    monkeypatch.setattr(pictures, "MAX_PIXELS", 700)
    with pytest.raises(UserError, match="too large"):
        read_image(FASHION, tmp_path / "picture.png")
    for limit in (500, 100):  # Pillow's own warning and its error
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
        with pytest.raises(UserError, match="too large"):
            read_image(FASHION, tmp_path / "picture.png")


def test_a_missing_file(tmp_path: Path) -> None:
    for source in (FASHION, TABLE, DATASETS["temporal-order"]):
        with pytest.raises(UserError, match="Could not read"):
            read_sample(source, file=tmp_path / "missing")


@pytest.mark.parametrize("separator", [",", ", ", ";", "\t", " ", "   "])
@pytest.mark.parametrize("header", [False, True])
def test_a_row_of_numbers(tmp_path: Path, separator: str, header: bool) -> None:
    names = [f"column{number}" for number in range(30)]
    lines = [separator.join(names)] if header else []
    path = tmp_path / "row.csv"
    path.write_text("\n".join([*lines, separator.join(map(str, NUMBERS)), ""]))
    x = read_sample(TABLE, file=path)
    assert isinstance(x, np.ndarray) and x.dtype == np.float32
    np.testing.assert_array_equal(x, np.array([NUMBERS], np.float32))


def test_named_columns_may_have_any_order_and_others_beside_them() -> None:
    names = ["class", *reversed(TABLE.feature_names)]
    text = ",".join(f'"{name}"' for name in names) + "\nbenign," + ",".join(map(str, reversed(NUMBERS)))
    np.testing.assert_array_equal(read_row(TABLE, text, "The text"), np.array([NUMBERS], np.float32))


@pytest.mark.parametrize("missing", ["", "?", "NA", "nan", "NULL"])
def test_missing_values(missing: str) -> None:
    x = read_row(TABLE, ",".join([missing, *map(str, NUMBERS[1:])]), "The text")
    assert np.isnan(x[0, 0]) and np.isfinite(x[0, 1:]).all()


def test_the_mark_of_the_dataset_for_a_missing_value() -> None:
    x = read_row(MINIBOONE, " ".join(["-999.0"] * 3 + ["1.5"] * 47), "The text")
    assert np.isnan(x[0, :3]).all() and (x[0, 3:] == 1.5).all()


def test_the_decimal_comma() -> None:
    text = ";".join(str(number).replace(".", ",") for number in NUMBERS)
    np.testing.assert_array_equal(read_row(TABLE, text, "The text"), np.array([NUMBERS], np.float32))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds 0 rows"),
        ("\n \n", "holds 0 rows"),
        (",".join(TABLE.feature_names), "holds 0 rows"),
        ("\n".join([",".join(map(str, NUMBERS))] * 2), "holds 2 rows"),
        ("1,2,3", "has 3 columns, but Breast cancer has 30 features"),
        (",".join(map(str, [*NUMBERS, 1])), "has 31 columns"),
        (",".join(["1", "two", *map(str, NUMBERS[2:])]), r"“two” in column 2 \(mean texture\)"),
        (",".join(["inf", *map(str, NUMBERS[1:])]), "is not a number"),
        (",".join(["1e99", *map(str, NUMBERS[1:])]), "is not a number"),
        (",".join(["1.2.3", *map(str, NUMBERS[1:])]), "is not a number"),
    ],
)
def test_wrong_rows_are_explained(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_row(TABLE, text, "The text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_texts_in_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("a café\n".encode(encoding))
    seen: list[str] = []

    def encode(text: str, _path: Path | None) -> list[int]:
        seen.append(text)
        return [1, 2]

    x = read_sample(dataclasses.replace(DATASETS["imdb"], encode=encode), file=path)
    assert seen == ["a café\n"]
    assert isinstance(x, Sequences) and len(x) == 1 and x.row(0).tolist() == [1, 2]


def test_a_typed_text() -> None:
    x = read_sample(DATASETS["temporal-order"], text="abX")
    assert isinstance(x, Sequences) and x.row(0).tolist() == [1, 2, 29]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": FASHION, "text": "a shirt"}, "a text is none"),
        ({"source": TABLE}, "Neither a file nor a text"),
        ({"source": DATASETS["temporal-order"], "text": "  "}, "The text is empty"),
        ({"source": DATASETS["imdb"], "text": "a film"}, "imdb_word_index.json"),
    ],
)
def test_wrong_use_is_explained(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_sample(**arguments)


@pytest.mark.parametrize(
    ("data", "message"), [(b"a\0b", "is not a text file"), (b"a" * (1 << 25), "larger than 17 megabytes")]
)
def test_files_that_are_no_texts(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "text.txt").write_bytes(data)
    with pytest.raises(UserError, match=message):
        read_sample(DATASETS["temporal-order"], file=tmp_path / "text.txt")
