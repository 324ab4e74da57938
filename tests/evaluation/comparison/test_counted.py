"""Intervals, p-values and rows needed that follow from counts, against SciPy, the papers' formulas and simulation."""

import numpy as np
import pytest
from scipy import stats

from workbench.evaluation.comparison.intervals import of_paired_difference, of_proportion
from workbench.evaluation.comparison.p_values import holm, mcnemar_mid_p, normal_p
from workbench.evaluation.comparison.power import least_difference, rows_needed, rows_needed_by_error


@pytest.mark.parametrize(("right", "rows"), [(0, 1), (1, 1), (0, 10), (7, 10), (350, 359), (9_999, 10_000)])
def test_the_interval_of_an_accuracy_is_scipys(right: int, rows: int) -> None:
    expected = stats.binomtest(right, rows).proportion_ci(0.95, "wilson")
    found = of_proportion(right, rows)
    assert (found.low, found.high) == (pytest.approx(expected.low, abs=1e-12), pytest.approx(expected.high, abs=1e-12))


def test_the_interval_of_a_difference_holds_the_true_one() -> None:
    random = np.random.default_rng(0)
    for rows, only_a, only_b in ((60, 0.1, 0.05), (359, 0.02, 0.02), (2000, 0.08, 0.05)):
        drawn = random.multinomial(rows, [only_a, only_b, 1 - only_a - only_b], 2000)
        found = [of_paired_difference(int(a), int(b), rows) for a, b, _ in drawn]
        covered = np.mean([each.low <= only_a - only_b <= each.high for each in found])
        assert 0.935 <= covered <= 1, (rows, covered)
    assert of_paired_difference(3, 8, 100).low == pytest.approx(-of_paired_difference(8, 3, 100).high)


@pytest.mark.parametrize(("only_a", "only_b"), [(0, 1), (1, 0), (3, 9), (12, 11), (40, 80), (500, 610)])
def test_the_mid_p_value_is_the_exact_one_less_half_of_what_was_seen(only_a: int, only_b: int) -> None:
    rows, smaller = only_a + only_b, min(only_a, only_b)
    exact = stats.binomtest(only_a, rows).pvalue
    assert mcnemar_mid_p(only_a, only_b) == pytest.approx(exact - stats.binom.pmf(smaller, rows, 0.5), abs=1e-12)
    assert mcnemar_mid_p(only_a, only_b) == mcnemar_mid_p(only_b, only_a)


def test_p_values_of_no_difference_are_one() -> None:
    assert mcnemar_mid_p(0, 0) == mcnemar_mid_p(7, 7) == normal_p(0.0, 0.0) == normal_p(0.0, 1.0) == 1.0
    assert normal_p(0.1, 0.0) == 0.0
    assert normal_p(-1.96, 1.0) == pytest.approx(0.05, abs=1e-4)


def test_holms_correction_of_a_family() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.6]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize(
    ("rows", "pairs", "points"),
    [
        (114, 1, (None, 8.2, 11.6)),
        (114, 6, (None, None, 14.4)),
        (359, 1, (3.3, 4.7, 6.6)),
        (359, 6, (4.1, 5.8, 8.2)),
        (2_000, 1, (1.4, 2.0, 2.8)),
        (10_000, 1, (0.63, 0.89, 1.25)),
        (10_000, 6, (0.78, 1.1, 1.6)),
        (25_000, 6, (0.49, 0.70, 0.98)),
    ],
)
def test_the_least_difference_and_the_rows_it_needs(rows: int, pairs: int, points: tuple[float | None, ...]) -> None:
    for discordant, expected in zip((0.05, 0.10, 0.20), points, strict=True):
        found = least_difference(rows, discordant, pairs)
        if expected is None or found is None:
            assert found is expected
            continue
        assert 100 * found == pytest.approx(expected, abs=0.05 if expected > 1.3 else 0.01)
        assert rows_needed(found, discordant, pairs) in (rows, rows + 1)


def test_a_difference_of_the_least_size_is_found_in_four_of_five_trials() -> None:
    rows, discordant = 359, 0.1
    difference = least_difference(rows, discordant)
    assert difference is not None
    only_a, only_b = (discordant + difference) / 2, (discordant - difference) / 2
    drawn = np.random.default_rng(0).multinomial(rows, [only_a, only_b, 1 - discordant], 4000)
    found = np.mean([mcnemar_mid_p(int(a), int(b)) < 0.05 for a, b, _ in drawn])
    assert 0.75 <= found <= 0.85


def test_no_difference_needs_no_rows() -> None:
    assert rows_needed(0.0, 0.1) is None and rows_needed_by_error(0.0, 0.1, 100) is None
    assert rows_needed_by_error(0.02, 0.01, 1000) == rows_needed_by_error(-0.02, 0.01, 1000) == 1963
