"""Whether competitors are alike: what a larger network, or one trained longer, does better may come from that."""

from collections.abc import Mapping, Sequence

FAR_APART = 3.0
"""The largest network has so many times the parameters of the smallest."""


def size_note(parameters: Mapping[str, int | None]) -> str:
    """A sentence where the sizes of networks are far apart; "" where they are not, or not known.

    Args:
        parameters: by name; None where nobody has counted them.
    """
    known = {name: count for name, count in parameters.items() if count}
    if not known:
        return ""
    smallest, largest = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    ratio = known[largest] / known[smallest]
    if ratio < FAR_APART:
        return ""
    times = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return (
        f"The networks differ in size: {largest} has {known[largest]:,} parameters, {times} times as many as "
        f"{smallest} ({known[smallest]:,}). A difference between them may come from that."
    )


def epochs_note(epochs: Sequence[int]) -> str:
    """A sentence where trained networks have different numbers of epochs; "" where they do not."""
    return f"Trained for {min(epochs):,} to {max(epochs):,} epochs, not alike." if len(set(epochs)) > 1 else ""
