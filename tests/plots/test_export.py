"""Figures and numbers as files."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from workbench.errors import UserError
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import FORMATS, confusion_csv, curves_csv, figure_bytes, figure_format
from workbench.plots.style import DARK

FIRST = ModelCurves("Image_CNN", 1, {"loss": [1.5, 0.5], "accuracy": [0.25, None]})
SECOND = ModelCurves("Image_MLP", 0, {"loss": [2.0], "val_loss": [3.0]})


@pytest.mark.parametrize(("file_format", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_formats(figure: Figure, file_format: str, start: bytes) -> None:
    draw_curves(figure, [FIRST], ("accuracy",), DARK)
    assert file_format in FORMATS
    assert figure_bytes(figure, file_format).startswith(start)


def test_a_saved_picture_has_the_background_of_the_theme(figure: Figure) -> None:
    draw_curves(figure, [FIRST], ("accuracy",), DARK)
    picture = Image.open(BytesIO(figure_bytes(figure, "png", dpi=50))).convert("RGB")
    assert picture.size == (450, 300)
    assert picture.getpixel((2, 298)) == tuple(bytes.fromhex(DARK.background[1:]))


def test_the_suffix_chooses_the_format() -> None:
    assert figure_format(Path("curves.PNG")) == "png"
    assert figure_format(Path("a.b/curves.svg")) == "svg"


@pytest.mark.parametrize("name", ["curves", "curves.docx", "curves.png.txt"])
def test_other_suffixes_are_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(UserError) as caught:
        figure_format(Path(name))
    assert name in caught.value.message
    assert ".png, .svg, .pdf" in caught.value.advice


def test_curves_as_csv() -> None:
    assert curves_csv([FIRST, SECOND]) == (
        "model,epoch,loss,accuracy,val_loss\n"
        "Image_CNN,1,1.5,0.25,\n"
        "Image_CNN,2,0.5,,\n"
        "Image_MLP,1,2.0,,3.0\n"
    )  # fmt: skip


def test_no_curves_are_only_a_heading() -> None:
    assert curves_csv([]) == "model,epoch\n"


def test_confusion_matrix_as_csv() -> None:
    text = confusion_csv(np.array([[5, 1], [0, 7]]), ["plain", 'with "quotes", and comma'])
    assert list(csv.reader(StringIO(text))) == [
        ["true class", "plain", 'with "quotes", and comma'],
        ["plain", "5", "1"],
        ['with "quotes", and comma', "0", "7"],
    ]
