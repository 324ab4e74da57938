"""Results of a run's networks, from the scores that their tests have left."""

from collections.abc import Mapping
from functools import reduce
from pathlib import Path

import numpy as np

from workbench.data.splits import SplitSpec
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin, Results, join
from workbench.runs.scores import read_scores


def split_text(subset: EvaluatedSubset, split: SplitSpec, seed: int) -> str:
    """Which rows a subset holds, and of what their ids are the numbers.

    Args:
        seed: of the dataset's splits.
    """
    if subset is EvaluatedSubset.TEST or split.validation.fraction is None:
        return f"test part, seed {seed}"
    return f"{split.validation.fraction:g} of the training part, seed {seed}"


def stored_results(
    run_folder: Path, subset: EvaluatedSubset, weights: Mapping[str, EvaluatedWeights], origin: Origin
) -> Results | None:
    """What networks of a run have scored on the same rows.

    Networks without stored scores are left out, and those whose scores are not finite numbers (diverged training).

    Args:
        weights: the networks by name, with the weights that were tested.
        origin: of the run's rows. It counts, as ``weights`` do, where a file is too old to say so itself.

    Returns:
        None where no network is left.

    Raises:
        UserError: a file is damaged, or two networks were tested on different rows.
    """
    found = []
    for name, tested in weights.items():
        stored = read_scores(run_folder / name, subset, tested, origin)
        if stored is not None and np.isfinite(stored.y_score).all():
            scores, used = {name: stored.y_score}, {name: stored.weights}
            found.append(Results(stored.origin, subset, stored.row_ids, stored.y_true, scores, used))
    return reduce(join, found) if found else None
