"""One scale for pictures with more than eight bits."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workbench.data.files.brightness import Brightness, Span, common_fractions, common_whole
from workbench.data.files.pictures import open_picture, read_picture


@pytest.mark.parametrize(
    ("sixteen", "thirty_two", "span"),
    [
        ([(0, 4095), (3, 2000)], [], (0.0, 4095.0)),
        ([(0, 1000)], [], (0.0, 1023.0)),
        ([(0, 60_000), (0, 100)], [], None),
        ([], [(0, 200), (0, 1)], (0.0, 255.0)),
        ([], [(0, 200), (0, 190)], None),
        ([], [(-5, 100)], (-5.0, 255.0)),
        ([], [(0, 100_000)], None),
        ([(0, 60_000)], [(0, 200)], (0.0, 65535.0)),
        ([], [], None),
    ],
)
def test_whole_numbers(sixteen: list[Span], thirty_two: list[Span], span: Span | None) -> None:
    assert common_whole(sixteen, thirty_two) == span


@pytest.mark.parametrize(
    ("spans", "span"),
    [
        ([(0.0, 1.0), (0.2, 0.5)], None),
        ([(-1.0, 1.0), (0.0, 0.5)], (-1.0, 1.0)),
        ([(0.0, 1.0), (0.0, 200.0)], (0.0, 255.0)),
        ([(270.0, 310.0)], (0.0, 310.0)),
        ([], None),
    ],
)
def test_fractions(spans: list[Span], span: Span | None) -> None:
    assert common_fractions(spans) == span


def test_twelve_bits_in_sixteen_keep_all_their_levels(tmp_path: Path) -> None:
    values = np.linspace(0, 4095, 4096).astype(np.uint16).reshape(64, 64)
    Image.fromarray(values).save(tmp_path / "12.png")
    assert read_picture(tmp_path / "12.png", 64, 64, 1).max() == 15  # each by itself, as it was before
    pixels = read_picture(tmp_path / "12.png", 64, 64, 1, brightness=Brightness(whole=(0.0, 4095.0)))
    assert len(np.unique(pixels)) == 256 and np.abs(pixels[..., 0] - values / 4095 * 255).max() <= 0.51
    opened = open_picture(tmp_path / "12.png")
    assert (opened.span, opened.bits, opened.fractions) == ((0.0, 4095.0), 16, False)


def test_negative_fractions_are_not_cut_off(tmp_path: Path) -> None:
    Image.fromarray(np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8)).save(tmp_path / "f.tif")
    pixels = read_picture(tmp_path / "f.tif", 8, 8, 1, brightness=Brightness(fractions=(-1.0, 1.0))).ravel()
    assert pixels[0] == 0 and pixels[-1] == 255 and (np.diff(pixels.astype(int)) > 0).all()
