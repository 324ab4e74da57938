"""The values of all epochs, by name."""

from collections.abc import Mapping

History = dict[str, list[float | None]]
"""Values per epoch by name: "loss", metric ids, and the same with "val_" in front; None where not computed."""


def with_epoch(
    history: Mapping[str, list[float | None]], completed: int, values: Mapping[str, float | None]
) -> History:
    """A history with one epoch more; what was not computed in an epoch is None there.

    Args:
        completed: epochs that the history has.
        values: of the new epoch; their order is that of the result, older names come behind.
    """
    names = [*values, *(name for name in history if name not in values)]
    return {name: [*history.get(name, [None] * completed), values.get(name)] for name in names}
