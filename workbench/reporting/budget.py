"""Whether networks that are compared had the same means."""

from collections.abc import Sequence

FAR_APART = 1.5
"""Times that the largest network has the weights of the smallest one, for both to be of the same size at most."""


def budget_note(epochs: Sequence[int], parameters: Sequence[int | None]) -> str:
    """A sentence where networks differ in what they were given, as in "Not alike: 18 to 67 epochs."; else "".

    Args:
        epochs, parameters: one of each a network that was trained; None where the parameters are not counted yet.
    """
    counted = [number for number in parameters if number]
    differences = []
    if len(set(epochs)) > 1:
        differences.append(f"{min(epochs):,} to {max(epochs):,} epochs")
    if counted and max(counted) > FAR_APART * min(counted):
        differences.append(f"{min(counted):,} to {max(counted):,} parameters")
    return f"Not alike: {', '.join(differences)}." if differences else ""
