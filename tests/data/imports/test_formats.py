"""The check of all samples before training, for each import format; it finds what preparation finds."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workbench.data.cache import prepare
from workbench.data.imports.checks import CheckReport
from workbench.data.imports.formats import inspect, source_of
from workbench.data.imports.registry import format_of
from workbench.data.types import silent
from workbench.errors import UserError


def table(folder: Path) -> Path:
    random = np.random.default_rng(0)
    rows = [f"{random.normal():.4f},{'ab'[n % 2]}{n % 2},{'ab'[n % 2]}\n" for n in range(60)]
    (folder / "mine.csv").write_text("x,twin,label\n" + "".join([*rows, rows[0], rows[0], rows[0]]))
    return folder / "mine.csv"


def pictures(folder: Path) -> Path:
    random = np.random.default_rng(0)
    for name in ("a", "b"):
        (folder / "mine" / name).mkdir(parents=True)
        for number in range(12):
            pixels = random.integers(0, 255, (9, 10, 3)).astype(np.uint8)
            Image.fromarray(pixels).save(folder / "mine" / name / f"{number}.png")
            if number < 4:
                Image.fromarray(pixels).save(folder / "mine" / name / f"again {number}.png")
    (folder / "mine" / "a" / "broken.png").write_bytes(b"no picture")
    return folder / "mine"


def texts(folder: Path) -> Path:
    random = np.random.default_rng(0)
    words = [f"word{number}" for number in range(40)]
    rows = [f"{' '.join(random.choice(words, 12))},{'ab'[number % 2]}\n" for number in range(40)]
    (folder / "mine.csv").write_text("text,label\n" + "".join([*rows, rows[0], rows[0], rows[0], rows[0]]))
    return folder / "mine.csv"


def checked(path: Path) -> tuple[CheckReport, tuple[str, ...]]:
    """What the check finds, and what preparation finds."""
    recipe = inspect(path, None, "mine", silent)
    found: CheckReport = format_of(recipe).check(recipe, silent)
    assert (sum(found.train), sum(found.test)) == recipe.sizes
    return found, prepare(source_of(recipe), (), path.parent / "cache", silent).warnings


@pytest.mark.parametrize("make", [table, pictures, texts])
def test_the_check_finds_what_preparation_finds(tmp_path: Path, make: object) -> None:
    found, warnings = checked(make(tmp_path))  # type: ignore[operator]
    messages = [str(finding) for finding in found.findings]
    assert any("repetitions" in message for message in messages)
    assert set(messages) <= set(warnings)
    sizes = next(text for text in warnings if text.startswith("Samples to train + to test"))
    assert f"a {found.train[0]} + {found.test[0]}, b {found.train[1]} + {found.test[1]}" in sizes


def test_a_column_that_gives_the_label_away_is_found(tmp_path: Path) -> None:
    found, _ = checked(table(tmp_path))
    assert any(finding.message.startswith("twin:") for finding in found.findings)


def test_data_that_have_changed_are_not_checked(tmp_path: Path) -> None:
    recipe = inspect(table(tmp_path), None, "mine", silent)
    (tmp_path / "mine.csv").write_text("x,twin,label\n1,2,a\n" * 3)
    with pytest.raises(UserError):
        format_of(recipe).check(recipe, silent)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_neither_file_nor_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(UserError, match="neither a file nor a folder"):
        inspect(tmp_path / "pipe.csv", None, "mine", silent)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize(("make", "good", "suffix"), [(pictures, "a/0.png", ".png"), (texts, "", ".txt")])
def test_new_files_that_cannot_be_read_are_left_out(tmp_path: Path, make: object, good: str, suffix: str) -> None:
    recipe = inspect(make(tmp_path), None, "mine", silent)  # type: ignore[operator]
    new = tmp_path / "new"
    new.mkdir()
    (new / f"good{suffix}").write_bytes((tmp_path / "mine" / good).read_bytes() if good else b"some words")
    (new / f"broken{suffix}").write_bytes(bytes(100))
    os.mkfifo(new / f"pipe{suffix}")
    found = format_of(recipe).new_samples(recipe, [new])
    assert [Path(name).name for name in found.names] == [f"good{suffix}"]
    assert len(found.left_out) == 1 and "broken" in found.left_out[0]
    (new / f"good{suffix}").unlink()
    with pytest.raises(UserError, match="None of"):
        format_of(recipe).new_samples(recipe, [new])
