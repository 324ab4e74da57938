"""How many epochs suit data of the user's where nobody names any: few rows need more, since an epoch has few steps."""

import math

STEPS = 1000
"""Updates of the weights in which the networks of the workbench learn a small dataset."""


def suitable_epochs(rows: int, batch_size: int, fewest: int, most: int) -> int:
    """Epochs that make about `STEPS` steps, but neither less nor more than the bounds.

    Args:
        rows: in the training part, at least 1.
        batch_size: the usual one of the networks for such data.
    """
    return max(fewest, min(most, math.ceil(STEPS / math.ceil(rows / batch_size))))
