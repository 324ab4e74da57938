import csv
import os
import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.made_pictures import ignore_progress
from workbench.data.cache import prepare
from workbench.data.class_subset import with_classes
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe import TestSplit, anchored
from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.imports.texts.new_samples import new_samples
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import preview
from workbench.data.imports.texts.reading import decode, encode, export, files_state, inspect
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.preprocessing import apply, fit
from workbench.data.sample_files import read_sample
from workbench.data.types import Cancelled, Dataset, InputForm, Sequences, silent
from workbench.data.vocabulary import OUT_OF_VOCABULARY, WORDS_FILE
from workbench.errors import UserError

Row = tuple[str, ...]


def write(path: Path, rows: Sequence[Row], header: Row = ("text", "label")) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def rows_of(count: int = 20) -> list[Row]:
    return [(f"film {'good' if number % 2 else 'bad'} number {number}", "np"[number % 2]) for number in range(count)]


def look(path: Path, **options: object) -> TextRecipe:
    return inspect(path, TextOptions(**options), "mine", ignore_progress)  # type: ignore[arg-type]


def prepared(recipe: TextRecipe, cache: Path) -> Dataset:
    return prepare(source_of(recipe), (), cache, ignore_progress)


def sequences(samples: object) -> Sequences:
    assert isinstance(samples, Sequences)
    return samples


def test_what_is_found_and_what_is_read(tmp_path: Path) -> None:
    recipe = look(write(tmp_path / "films.csv", rows_of()))
    assert recipe.class_names == ("n", "p") and recipe.class_sizes == (10, 10) and recipe.sizes == (16, 4)
    assert recipe.length == 16 and recipe.different_words == 24 and recipe.num_words == 26
    assert set(recipe.lengths) == {4}
    data = prepared(recipe, tmp_path / "cache")
    words = data.folder / WORDS_FILE
    x = sequences(data.x_train)
    shown = [decode(x.row(index), words) for index in range(len(x))]
    assert all(("good" in text) == (label == 1) for text, label in zip(shown, data.y_train, strict=True))
    assert shown[0].startswith("film ") and np.bincount(data.y_test).tolist() == [2, 2]


def test_the_vocabulary_is_learned_from_the_training_rows_of_a_run(tmp_path: Path) -> None:
    rows = [("common first", "a"), ("common common second", "b"), ("common third third", "a"), ("third", "b")]
    data = prepared(look(write(tmp_path / "t.csv", rows), test=TestSplit(fraction=0.25)), tmp_path / "cache")
    x = sequences(data.x_train)
    for index in range(len(x)):
        learned = fit(data, np.array([index]))
        text = decode(x.row(index), data.folder / WORDS_FILE)
        assert set(learned.words) == set(text.split())
    learned = fit(data, np.arange(len(x)))
    new = Sequences.from_rows([encode("Common unheard", None)])
    batch = apply(learned, new, np.array([0]), InputForm.TOKENS)
    assert batch[0, :-2].tolist() == [0] * 14
    assert batch[0, -2:].tolist() == [2 + learned.words.index("common"), OUT_OF_VOCABULARY]
    marked = apply(learned, new, np.array([0]), InputForm.MULTI_HOT)
    assert np.flatnonzero(marked[0]).tolist() == sorted(batch[0, -2:].tolist())


def test_a_small_vocabulary_keeps_the_most_frequent_words(tmp_path: Path) -> None:
    data = prepared(look(write(tmp_path / "films.csv", rows_of()), num_words=4), tmp_path / "cache")
    learned = fit(data, np.arange(16))
    assert set(learned.words) == {"film", "number"} and learned.num_words == 4
    batch = apply(learned, data.x_test, np.arange(4), InputForm.TOKENS)
    assert batch.max() == 3 and set(batch[:, -1].tolist()) == {OUT_OF_VOCABULARY}


def test_folders_of_text_files(tmp_path: Path) -> None:
    for subset, count in (("train", 4), ("test", 2)):
        for name in ("pos", "neg"):
            (tmp_path / "set" / subset / name).mkdir(parents=True)
            for number in range(count):
                (tmp_path / "set" / subset / name / f"{number}.txt").write_text(f"{name} {subset} {number}")
    (tmp_path / "set" / "train" / "pos" / "cafe.txt").write_bytes("café pos".encode("utf-16"))
    (tmp_path / "set" / "train" / "pos" / "latin.TXT").write_bytes("café pos".encode("latin-1"))
    (tmp_path / "set" / "train" / "pos" / "binary.txt").write_bytes(b"a\0b")
    (tmp_path / "set" / "train" / "pos" / "empty.txt").write_bytes(b"")
    (tmp_path / "set" / "train" / "pos" / "image.png").write_bytes(b"")
    recipe = look(tmp_path / "set")
    assert recipe.class_names == ("neg", "pos") and recipe.sizes == (10, 4) and recipe.class_sizes == (6, 8)
    assert recipe.test.path == tmp_path / "set" / "test" and recipe.text_column == ""
    assert len(recipe.broken) == 2 and any("1 texts without any word" in note for note in recipe.notes)
    data = prepared(recipe, tmp_path / "cache")
    shown = [decode(sequences(data.x_train).row(index), data.folder / WORDS_FILE) for index in range(10)]
    assert shown.count("café pos") == 2
    assert any("1 texts without any word are left out" in warning for warning in data.warnings)


def test_a_column_or_a_second_file_says_which_are_for_the_test(tmp_path: Path) -> None:
    rows = [(*row, "test" if place % 5 == 0 else "train") for place, row in enumerate(rows_of())]
    path = write(tmp_path / "films.csv", rows, ("text", "label", "part"))
    recipe = look(path, label_column="label", test=TestSplit(column="part", value="test"))
    assert recipe.sizes == (16, 4) and len(prepared(recipe, tmp_path / "cache").y_test) == 4
    second = write(tmp_path / "more.csv", [("film bad", "n"), ("film what", "unknown"), ("film x", "")])
    recipe = look(path, label_column="label", test=TestSplit(path=second))
    assert recipe.sizes == (20, 1) and any("no such class" in note for note in recipe.notes)
    assert any("1 rows without a label" in note for note in recipe.notes)
    with pytest.raises(UserError, match="no column “nothing”"):
        look(path, label_column="label", test=TestSplit(column="nothing", value="test"))
    with pytest.raises(UserError, match="has no column “text”"):
        look(
            path, label_column="label", test=TestSplit(path=write(tmp_path / "x.csv", [("a", "b")], ("words", "label")))
        )


@pytest.mark.slow
def test_emoji_right_to_left_empty_rows_and_ten_megabytes_in_a_row(tmp_path: Path) -> None:
    rows = [("😀 great 😀", "p"), ("שלום עולם", "n"), ("", "p"), (" !? ", "n"), ("好电影", "p"), ("مرحبا", "n")]
    rows += [("long words " * 950_000 + "last", "p"), ("x" * 200_000, "n")]
    recipe = look(write(tmp_path / "films.csv", rows), length=500)
    assert recipe.class_sizes == (3, 3)
    assert any("2 texts without any word" in note for note in recipe.notes)
    data = prepared(recipe, tmp_path / "cache")
    subsets = (sequences(data.x_train), sequences(data.x_test))
    lengths = sorted(length for subset in subsets for length in np.diff(subset.offsets).tolist())
    assert lengths == [1, 2, 3, 3, 3_125, 1_900_001]
    learned = fit(data, np.arange(len(data.y_train)))
    for subset in subsets:
        batch = apply(learned, subset, np.arange(len(subset)), InputForm.TOKENS)
        assert batch.shape[1] == 500 and (batch[:, -1] > 0).all()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a b", "x"), ("c d", "x")], "have the label “x”"),
        ([("same words", "x"), ("Same words!", "y")] * 4, "All texts have the same words"),
        ([("", "x"), ("...", "y")], "no text that has words"),
        ([("a b", ""), ("c d", "")], "no text that has words"),
        ([("a", "x"), ("b", "x"), ("c", "y")], "y has a single sample"),
        ([(f"text {n}", f"label {n}") for n in range(60)], "occur once"),
        ([(f"text {n}", f"label {n}") for n in range(1_100)], "more than 1,000 different values"),
    ],
)
def test_texts_that_cannot_be_learned_from(tmp_path: Path, rows: list[Row], message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        look(write(tmp_path / "t.csv", rows), text_column="text", label_column="label")
    assert caught.value.advice


@pytest.mark.parametrize("options", [{"length": 6_000}, {"num_words": 2}, {"label_column": "x"}, {"name": "a b"}])
def test_options_that_cannot_be_followed(tmp_path: Path, options: dict[str, object]) -> None:
    with pytest.raises(UserError):
        look(write(tmp_path / "films.csv", rows_of()), **options)


def test_a_recipe_survives_its_file_and_a_source_its_way_to_a_worker(tmp_path: Path) -> None:
    recipe = look(write(tmp_path / "films.csv", rows_of()))
    assert recipe_from_json(recipe_to_json(recipe)) == recipe
    assert pickle.loads(pickle.dumps(source_of(recipe))) == source_of(recipe)


def test_a_wrong_guess_of_the_names_can_be_corrected(tmp_path: Path) -> None:
    path = write(tmp_path / "films.csv", rows_of(), ("bad film", "n"))
    assert look(path).header is False and sum(look(path).sizes) == 21
    recipe = look(path, header=True)
    assert (recipe.text_column, recipe.label_column) == ("bad film", "n") and sum(recipe.sizes) == 20


def test_new_texts(tmp_path: Path) -> None:
    recipe = look(write(tmp_path / "films.csv", rows_of()))
    table = write(tmp_path / "new.csv", [("1", "a good film"), ("2", ""), ("3", "bad")], ("id", "text"))
    (tmp_path / "one.txt").write_text("good film")
    (tmp_path / "lines.csv").write_text("text\na film\nno film\n")
    new = new_samples(recipe, [table, tmp_path / "one.txt", tmp_path / "lines.csv"])
    assert new.names[:2] == ("new.csv, row 1", "new.csv, row 3") and len(new.samples) == len(new.names) == 5
    assert new.left_out == ("new.csv, row 2: it has no words",)
    single = sequences(read_sample(source_of(recipe), file=tmp_path / "one.txt"))
    assert single.row(0).tolist() == sequences(new.samples).row(2).tolist()
    with pytest.raises(UserError, match="no column “text”"):
        new_samples(recipe, [write(tmp_path / "x.csv", [("1", "good")], ("id", "words"))])
    with pytest.raises(UserError, match="None of the files"):
        new_samples(recipe, [write(tmp_path / "y.csv", [("1", "")], ("id", "text"))])


def test_an_exported_set_gives_the_same_arrays(tmp_path: Path) -> None:
    rows = [*rows_of(), ("", "p"), ('two\nlines, "quoted"', "n")]
    recipe = look(write(tmp_path / "films.csv", rows))
    data = prepared(recipe, tmp_path / "cache")
    (tmp_path / "out").mkdir()
    moved = anchored(export(recipe, tmp_path / "out", silent), tmp_path / "out")
    (tmp_path / "films.csv").unlink()
    again = prepared(recipe_from_json(recipe_to_json(moved)), tmp_path / "cache2")  # type: ignore[arg-type]
    for subset in ("train", "test"):
        assert getattr(again, f"y_{subset}").tolist() == getattr(data, f"y_{subset}").tolist()
        assert getattr(again, f"x_{subset}").values.tolist() == getattr(data, f"x_{subset}").values.tolist()


def test_the_state_of_a_table_shows_a_change(tmp_path: Path) -> None:
    path = write(tmp_path / "films.csv", rows_of())
    recipe = look(path)
    before = files_state(recipe)
    os.utime(path, ns=(1, 1))
    assert files_state(recipe) != before
    path.unlink()
    with pytest.raises(UserError, match="Could not read"):
        files_state(recipe)


def test_the_state_of_a_folder_shows_a_change(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "set" / name).mkdir(parents=True)
        for number in range(2):
            (tmp_path / "set" / name / f"{number}.txt").write_text(f"{name} {number}")
    recipe = look(tmp_path / "set")
    before = files_state(recipe)
    (tmp_path / "set" / "a" / "more.txt").write_text("more")
    assert files_state(recipe) != before
    shutil.rmtree(tmp_path / "set")
    with pytest.raises(UserError):
        files_state(recipe)


def test_some_of_the_classes_keep_its_words(tmp_path: Path) -> None:
    rows = [(f"word{number} of {label}", label) for number in range(10) for label in "abc"]
    recipe = look(write(tmp_path / "t.csv", rows))
    data = prepare(with_classes(source_of(recipe), ("a", "c")), (), tmp_path / "cache", ignore_progress)
    assert set(data.y_train.tolist()) == {0, 1} and "of" in fit(data, np.arange(len(data.y_train))).words


def test_preview_and_a_stop(tmp_path: Path) -> None:
    recipe = look(write(tmp_path / "films.csv", rows_of()))
    found = preview(recipe)
    assert found.rows[:2] == (("n", "film bad number 0"), ("p", "film good number 1")) and len(found.rows) == 12
    assert found.lengths == recipe.lengths and found.notes

    def stop(_what: str, _done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        inspect(tmp_path / "films.csv", TextOptions(), "mine", stop)


def test_long_rows_are_shown_from_their_end(tmp_path: Path) -> None:
    tokens = np.array(encode("a b " * 2_000 + "end", None), np.int32)
    assert decode(tokens, None).split()[-1] == str(tokens[-1])
    words = tmp_path / "words.txt"
    words.write_text("a\nend\n")
    shown = decode(tokens, words).split()
    assert shown[0] == "…" and shown[-3:] == ["a", "…", "end"] and len(shown) == 2_001
