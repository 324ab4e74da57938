"""The scores of one network, row by row, as its folder in a run keeps them: one file for each subset."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin
from workbench.storage.atomic import read_arrays, write_arrays
from workbench.storage.plain_values import from_plain, to_plain

FORMAT = 1
_DAMAGED = "Test the network again: that writes the file anew."


@dataclass(frozen=True, eq=False)
class StoredScores:
    """What is in one file.

    Attributes:
        row_ids: int64 (n,), numbers of the rows in the training or test part of the dataset as prepared.
        y_true: int32 (n,).
        y_score: float32 (n, classes).
        weights: which weights gave the scores.
        origin: where the rows come from.
    """

    row_ids: NDArray[np.int64]
    y_true: NDArray[np.int32]
    y_score: NDArray[np.float32]
    weights: EvaluatedWeights
    origin: Origin


def scores_path(model_folder: Path, subset: EvaluatedSubset) -> Path:
    """``test_scores.npz`` or ``validation_scores.npz`` in a network's folder."""
    return model_folder / f"{subset}_scores.npz"


def write_scores(model_folder: Path, subset: EvaluatedSubset, scores: StoredScores) -> None:
    """Write the file of a subset; `UserError` if the file system refuses."""
    arrays: dict[str, NDArray[Any]] = {"row_ids": scores.row_ids, "y_true": scores.y_true, "y_score": scores.y_score}
    metadata = {"format": FORMAT, **to_plain(scores.weights), "origin": to_plain(scores.origin)}
    write_arrays(scores_path(model_folder, subset), arrays, metadata)


def read_scores(
    model_folder: Path, subset: EvaluatedSubset, weights: EvaluatedWeights, origin: Origin
) -> StoredScores | None:
    """Read the file of a subset, None if there is none.

    Args:
        weights, origin: of scores that were written before files said so themselves. They have no row ids either: their
            rows are all of the test part, in its order.

    Raises:
        UserError: the file is damaged or of a later version of the workbench.
    """
    path = scores_path(model_folder, subset)
    if not path.exists():
        return None
    arrays, metadata = read_arrays(path)
    try:
        if "format" not in metadata:
            arrays["row_ids"] = np.arange(len(arrays["y_true"]))
        elif metadata["format"] == FORMAT:
            weights = from_plain(EvaluatedWeights, metadata)
            origin = from_plain(Origin, metadata["origin"])
        else:
            raise UserError(
                f"{path} has format {metadata['format']!r}; this version of the workbench reads format {FORMAT}.",
                "Open it with the version that wrote it.",
            )
        row_ids, y_true, y_score = arrays["row_ids"], arrays["y_true"], arrays["y_score"]
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path} is damaged: {type(error).__name__} {error}.", _DAMAGED) from error
    rows = len(y_true)
    for name, expected in (
        ("row_ids", np.empty(rows, np.int64)),
        ("y_true", np.empty(rows, np.int32)),
        ("y_score", np.empty((rows, len(origin.class_names)), np.float32)),
    ):
        found = arrays[name]
        if (found.dtype, found.shape) != (expected.dtype, expected.shape):
            wanted = f"{expected.dtype} {expected.shape}"
            raise UserError(f"{path} is damaged: {name} is {found.dtype} {found.shape}, not {wanted}.", _DAMAGED)
    return StoredScores(row_ids, y_true, y_score, weights, origin)
