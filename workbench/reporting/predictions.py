"""What networks say of new samples: as verdicts, and as the one CSV that window and command line write."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from workbench.storage.atomic import replacing


def verdict(classes: Sequence[str], probabilities: Sequence[float]) -> tuple[str, float]:
    """The most probable class of a sample, the first one on ties, and its probability.

    Args:
        classes: names, in the order of the probabilities.
    """
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    return classes[best], probabilities[best]


def write_predictions(
    path: Path,
    samples: Sequence[str],
    classes: Sequence[str],
    probabilities: Mapping[str, Sequence[Sequence[float]]],
) -> None:
    """Write a line for each sample and network, UTF-8 with commas; probabilities with all their digits.

    Args:
        path: of the CSV.
        samples: what each is called.
        classes: names, in the order of the probabilities.
        probabilities: by network, shape (samples, classes).

    Raises:
        UserError: the file cannot be written.
    """
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sample", "model", "class", *(f"probability: {name}" for name in classes)))
        for place, sample in enumerate(samples):
            for model, rows in probabilities.items():
                writer.writerow((sample, model, verdict(classes, rows[place])[0], *rows[place]))
