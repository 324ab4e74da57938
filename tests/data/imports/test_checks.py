"""The check before training: what is found, what forbids training, and what is left alone."""

from collections.abc import Sequence

import numpy as np
import pytest

from workbench.data.imports.checks import (
    CheckedColumn,
    Severity,
    check,
    checked,
    class_findings,
    column_findings,
    duplicate_findings,
    reveals_label,
)
from workbench.data.imports.sample_hashes import sample_hashes
from workbench.data.types import RawArrays, Samples
from workbench.data.types import Sequences as TokenRows
from workbench.errors import UserError

NAMES = ("cat", "dog")


def raw(y_train: Sequence[int], y_test: Sequence[int]) -> RawArrays:
    """Samples that all differ."""
    rows = len(y_train) + len(y_test)
    x = np.arange(2 * rows, dtype=np.float32).reshape(rows, 2)
    split = len(y_train)
    return RawArrays(x[:split], np.array(y_train), x[split:], np.array(y_test))


def test_nothing_is_said_of_sound_data() -> None:
    x = np.random.default_rng(0).normal(size=60)
    labels = np.arange(60) % 2
    assert check(raw([0, 1] * 30, [0, 1] * 10), NAMES, [CheckedColumn("x", x, categorical=False)]) == ()
    assert not reveals_label(CheckedColumn("x", x, categorical=False), labels)


def test_one_class_forbids_training() -> None:
    found = check(raw([0] * 20, [0] * 5), ("cat", "dog"))
    assert found[0].severity is Severity.ERROR and "one class only" in found[0].message
    with pytest.raises(UserError, match="one class only"):
        checked(raw([0] * 20, [0] * 5), NAMES)


def test_classes_with_a_single_sample_are_named() -> None:
    (found, *_) = class_findings(raw([0] * 10 + [1] * 10 + [2], [0, 1]), ("cat", "dog", "owl"))
    assert found.severity is Severity.ERROR and found.message.startswith("owl has a single sample")


def test_few_samples_and_subsets_without_a_class_are_warnings() -> None:
    found = class_findings(raw([0] * 20 + [1] * 5, [0] * 5), NAMES)
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert [finding.message for finding in found] == [
        "dog: fewer than 10 samples.",
        "The test part has no samples of dog.",
    ]


def test_class_sizes_that_differ_are_shown_with_their_numbers() -> None:
    (found,) = class_findings(raw([0] * 400 + [1] * 12, [0, 1]), NAMES)
    assert "cat has 400 samples, dog 12" in found.message and "balanced" in found.advice


def test_repetitions_are_counted_within_and_between_training_and_test() -> None:
    data = raw([0, 1] * 10, [0, 1] * 3)
    assert data.x_test is not None
    x_train, x_test = np.asarray(data.x_train), np.asarray(data.x_test)
    x_train[3] = x_train[7] = x_train[0]
    x_test[1] = x_train[5]
    messages = [finding.message for finding in duplicate_findings(data)]
    assert messages.pop(0) == "3 of 20 training samples are the same as another one of another class."
    assert messages[0].startswith("1 of 20 training samples (5.0%) are repetitions")
    assert messages[1].startswith("1 of 6 test samples are in the training part")


@pytest.mark.parametrize("kind", ["table", "pictures", "texts"])
def test_samples_are_the_same_exactly_where_their_values_are(kind: str) -> None:
    rows = np.array([[1, 2, 3], [3, 2, 1], [1, 2, 3], [1, 2, 4]])
    by_kind: dict[str, Samples] = {
        "table": rows.astype(np.float32),
        "pictures": rows.astype(np.uint8).reshape(4, 3, 1, 1),
        "texts": TokenRows.from_rows(rows.tolist()),
    }
    hashes = sample_hashes(by_kind[kind])
    assert hashes.shape == (4,) and hashes[0] == hashes[2] and len(set(hashes.tolist())) == 3


def test_the_order_of_columns_and_missing_values_count() -> None:
    table = np.array([[0, np.nan], [np.nan, 0], [0, 0], [0, np.nan]], np.float32)
    hashes = sample_hashes(table).tolist()
    assert len(set(hashes[:3])) == 3 and hashes[0] == hashes[3]


def test_constant_columns_are_named_also_where_values_are_missing() -> None:
    labels = np.arange(40) % 2
    values = np.where(np.arange(40) % 3 == 0, np.nan, 7.0)
    columns = [
        CheckedColumn("same", values, categorical=False),
        CheckedColumn("empty", np.full(40, np.nan), categorical=False),
    ]
    (found,) = column_findings(columns, labels)
    assert found.message.startswith("same, empty: the same value")


def revealing_columns(labels: np.ndarray) -> dict[str, CheckedColumn]:
    noise = np.random.default_rng(3).normal(size=len(labels))
    return {
        "the label itself": CheckedColumn("x", labels.astype(np.float32), categorical=False),
        "in proportion": CheckedColumn("x", 5.0 - 2.5 * labels, categorical=False),
        "divided by a limit": CheckedColumn("x", labels * 100 + noise, categorical=False),
        "a category a class": CheckedColumn("x", labels * 3 + np.arange(len(labels)) % 3, categorical=True),
    }


@pytest.mark.parametrize("case", ["the label itself", "in proportion", "divided by a limit", "a category a class"])
@pytest.mark.parametrize("classes", [2, 3])
def test_a_column_that_gives_the_label_away_is_found(case: str, classes: int) -> None:
    labels = np.arange(90) % classes
    (found,) = column_findings([revealing_columns(labels)[case]], labels)
    assert "tells the class" in found.message and found.severity is Severity.WARNING


def test_a_column_with_one_exception_does_not_reveal_the_label() -> None:
    labels = np.arange(60) % 2
    values = labels * 100 + np.random.default_rng(4).normal(size=60)
    values[0] = 100.0
    assert not reveals_label(CheckedColumn("x", values, categorical=False), labels)
    codes = labels.copy()
    codes[0] = 1
    assert not reveals_label(CheckedColumn("x", codes, categorical=True), labels)


def test_few_rows_are_not_judged_and_identifiers_do_not_reveal_it() -> None:
    labels = np.arange(20) % 2
    assert column_findings([CheckedColumn("x", labels.astype(float), categorical=False)], labels) == []
    many = np.arange(60) % 2
    assert not reveals_label(CheckedColumn("x", np.arange(60), categorical=True), many)


def test_all_warnings_are_kept_and_only_errors_stop() -> None:
    data = raw([0] * 20 + [1] * 5, [0, 1])
    noted = checked(data, NAMES).warnings
    assert noted[0] == "Samples to train + to test: cat 20 + 1, dog 5 + 1."
    assert len(noted) == 2 and noted[1].startswith("dog: fewer than 10 samples.")


@pytest.mark.parametrize("names", [("Dog", "dog "), ("1.5", "1.50")])
def test_classes_that_differ_in_their_spelling_only(names: tuple[str, str]) -> None:
    (found, *_) = class_findings(raw([0, 1] * 10, [0, 1]), names)
    assert found.severity is Severity.WARNING and f"“{names[0]}” and “{names[1]}”" in found.message
    assert not class_findings(raw([0, 1] * 10, [0, 1]), ("a 1", "a 2"))


def test_numbers_that_lie_apart_since_classes_have_one_row_each_reveal_nothing() -> None:
    assert not reveals_label(CheckedColumn("x", np.arange(60.0) ** 2, categorical=False), np.arange(60)[::-1] // 2 % 60)
    assert reveals_label(CheckedColumn("x", np.arange(60.0) ** 2, categorical=False), np.arange(60) // 20)


def test_long_names_of_classes_are_shown_in_one_short_line() -> None:
    (noted, *_) = checked(raw([0, 1] * 10, [0, 1]), ("a\nsentence " * 40, "b")).warnings
    assert "\n" not in noted and len(noted) < 150 and "…" in noted


def test_a_value_with_both_classes_does_not_reveal_the_label() -> None:
    """As the first column of ionosphere: 38 times 0, all b; 313 times 1, of which 88 are b and 225 g."""
    values = np.array([0.0] * 38 + [1.0] * 313)
    labels = np.array([0] * 38 + [0] * 88 + [1] * 225)
    assert not reveals_label(CheckedColumn("pulse", values, categorical=False), labels)
    assert reveals_label(CheckedColumn("pulse", values, categorical=False), (values > 0).astype(int))


def test_long_numbers_that_differ_in_the_last_digit_are_not_alike() -> None:
    counts = raw([0] * 20 + [1] * 20, [0, 1])
    assert class_findings(counts, ("12345678901234567890", "12345678901234567891")) == []
    (found,) = class_findings(counts, ("1.0", "1"))
    assert "differ in their spelling only" in found.message


def test_names_whose_accents_are_stored_in_two_ways_are_alike() -> None:
    (found,) = class_findings(raw([0] * 20 + [1] * 20, [0, 1]), ("Caf\u00e9", "Cafe\u0301"))
    assert "differ in their spelling only" in found.message


def test_the_same_sample_in_two_classes_is_a_contradiction() -> None:
    x = np.array([[0.0], [0.0], [1.0], [1.0], [2.0]], np.float32)
    found = duplicate_findings(RawArrays(x, np.array([0, 1, 0, 0, 1]), None, None))
    assert found[0].message == "2 of 5 training samples are the same as another one of another class."
