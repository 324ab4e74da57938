"""Tables of texts as other programs leave them: no row and no text is lost without a word."""

import random
from pathlib import Path

import pytest

from workbench.data.imports.formats import guess_format
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.texts.format import TEXTS
from workbench.data.imports.texts.new_samples import new_samples
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import preview
from workbench.data.imports.texts.quotation import looks_glued, surrounds_cells
from workbench.data.imports.texts.reading import inspect, read
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.types import silent

WORDS = ("the", "film", "was", "good", "bad", "slow", "bright", "long", "story", "never", "always", "end")


def texts(count: int) -> list[tuple[str, str]]:
    chooser = random.Random(0)
    return [
        (f"{' '.join(chooser.choices(WORDS, k=8))} {number}", ("neg", "pos")[number % 2]) for number in range(count)
    ]


def write(path: Path, lines: list[str], above: str = "") -> Path:
    path.write_text(above + "\n".join([*lines, ""]), encoding="utf-8")
    return path


def look(path: Path, **options: object) -> TextRecipe:
    return inspect(path, TextOptions(**options), "mine", silent)  # type: ignore[arg-type]


def rows_read(recipe: TextRecipe) -> int:
    raw = read(recipe, {}, silent)
    assert raw.y_test is not None
    return len(raw.y_train) + len(raw.y_test)


def count(recipe: Recipe) -> int:
    return sum(recipe.sizes)


def test_a_lone_mark_in_front_of_a_text_swallows_no_rows(tmp_path: Path) -> None:
    rows = [f"{chr(34) if number % 10 == 0 else ''}{text}\t{label}" for number, (text, label) in enumerate(texts(400))]
    path = write(tmp_path / "lead.tsv", ["text\tlabel", *rows])
    assert guess_format(path) is TEXTS
    recipe = look(path)
    assert count(recipe) == 400 and recipe.class_names == ("neg", "pos") and not recipe.quoting
    assert any("some have no partner" in warning for warning in preview(recipe).warnings)
    assert rows_read(recipe) == 400
    assert len(new_samples(recipe, [path]).names) == 400


def test_marks_around_texts_stay_what_they_are(tmp_path: Path) -> None:
    rows = [f'"{text},{chr(10)}""so"" they said",{label}' for text, label in texts(40)]
    recipe = look(write(tmp_path / "texts.csv", ["text,label", *rows]))
    assert recipe.quoting and count(recipe) == 40 and recipe.warnings == ()


def test_rows_that_were_swallowed_are_counted(tmp_path: Path) -> None:
    lines = [f"{text},{label}" for text, label in texts(40)]
    rows = [f'"{text}, really",{label}' for text, label in texts(40)]
    lines = [*rows[:20], '"' + lines[20], *lines[21:23], '"' + lines[23], *rows[24:]]
    recipe = look(write(tmp_path / "texts.csv", ["text,label", *lines]))
    assert count(recipe) < 40
    assert any("seem to hold further rows, for example row 21" in warning for warning in recipe.warnings)
    assert any("seem to hold further rows" in warning for warning in read(recipe, {}, silent).warnings)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["text\tlabel", '"a\tp', "b\tn"], False),
        (["text\tlabel", '"a"\tp', "b\tn"], True),
        (["text\tlabel", '"a', 'b"\tn'], True),
        (["text\tlabel", '"a\t', 'b"\tn'], True),
        (["text\tlabel", "", "a\tp", '"b\tn'], False),
    ],
)
def test_whether_marks_surround_cells(lines: list[str], expected: bool) -> None:
    assert surrounds_cells([line + "\n" for line in lines], "\t", 2) is expected


def test_line_breaks_alone_are_no_sign_of_lost_rows() -> None:
    assert not looks_glued("dear all,\nthanks, yours", ",", {"neg", "pos"})
    assert looks_glued("good,pos\nbad film", ",", {"neg", "pos"})
    assert looks_glued('good\n"bad film', ",", {"neg", "pos"})
    assert not looks_glued('5" wide', ",", {"neg", "pos"})


@pytest.mark.parametrize("above", ["\n", "\n\n", ",\n", "sep=,\n", "\r\n", "# exported\n"])
def test_lines_above_the_names_are_no_samples(tmp_path: Path, above: str) -> None:
    path = write(tmp_path / "blank_top.csv", ["text,label", *(f"{text},{label}" for text, label in texts(40))], above)
    recipe = look(path)
    assert count(recipe) == 40 and recipe.class_names == ("neg", "pos") and recipe.skip_rows == 1 + (above == "\n\n")
    assert rows_read(recipe) == 40
    assert len(new_samples(recipe, [path]).names) == 40


@pytest.mark.parametrize("number", [True, False])
def test_a_second_label_beside_texts(tmp_path: Path, *, number: bool) -> None:
    """The label as a number, or how sure the annotators were."""
    beside = [int(label == "pos") if number else 0.5 + place / 90 for place, (_, label) in enumerate(texts(40))]
    rows = [f"{label},{text},{value}" for (text, label), value in zip(texts(40), beside, strict=True)]
    path = write(tmp_path / "spam.csv", ["label,Text,label_num" if number else "sentiment,text,confidence", *rows])
    assert guess_format(path) is TEXTS
    recipe = look(path)
    assert (recipe.text_column.lower(), recipe.label_column) == ("text", "label" if number else "sentiment")
    assert f"Columns that are not used: {'label_num' if number else 'confidence'}." in recipe.warnings


def test_words_for_missing_values_that_are_classes_are_named(tmp_path: Path) -> None:
    rows = [f"{text},{'NA' if number % 4 == 0 else label}" for number, (text, label) in enumerate(texts(40))]
    recipe = look(write(tmp_path / "texts.csv", ["text,label", *rows]))
    assert "NA" in recipe.class_names
    assert any("“NA” (10)" in warning for warning in recipe.warnings)
