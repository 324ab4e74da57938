"""How likely a difference at least as large is where two networks are equally good."""

from collections.abc import Sequence


def mcnemar_mid_p(only_a: int, only_b: int) -> float:
    """Two-sided mid-p of McNemar's test (Fagerland, Lydersen and Laake 2013).

    Args:
        only_a, only_b: rows on which only A, only B is right.

    Returns:
        From 0 to 1; 1 where there are no such rows.
    """
    from scipy.special import bdtr

    rows, smaller = only_a + only_b, min(only_a, only_b)
    if rows == 0:
        return 1.0
    below = float(bdtr(smaller - 1, rows, 0.5)) if smaller else 0.0
    return min(1.0, float(bdtr(smaller, rows, 0.5)) + below)  # 2·(F(k) - f(k)/2) = F(k) + F(k - 1)


def normal_p(difference: float, standard_error: float) -> float:
    """Two-sided p of a difference that is normal around 0 with that standard error.

    Resampled differences are used by their standard error, too: counting those on the other side of 0 cannot give less
    than 2 / (draws + 1), which leaves nothing to be found where many pairs are compared.
    """
    from scipy.special import ndtr

    if standard_error == 0:
        return float(difference == 0)
    return 2 * float(ndtr(-abs(difference / standard_error)))


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values of a family of tests, corrected so that a false alarm in any is as rare as in one (Holm 1979)."""
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, p_values[place] * (len(p_values) - rank)))
        corrected[place] = largest
    return corrected
