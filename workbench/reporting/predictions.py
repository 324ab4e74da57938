"""What networks say of new samples: as verdicts, and as the one CSV that window and command line write."""

import csv
from collections.abc import Mapping
from pathlib import Path

from workbench.jobs.types.predict_files import FilesPredicted
from workbench.storage.atomic import replacing


def verdict(event: FilesPredicted, sample: int) -> tuple[str, float]:
    """The most probable class of a sample, the first one on ties, and its probability."""
    row = event.probabilities[sample]
    best = max(range(len(row)), key=row.__getitem__)
    return event.classes[best], row[best]


def write_predictions(path: Path, found: Mapping[str, FilesPredicted]) -> None:
    """Write a line for each sample and network, UTF-8 with commas; probabilities with all their digits.

    Args:
        path: of the CSV.
        found: what each network says, by its name; at least one.

    Raises:
        UserError: the file cannot be written.
    """
    first = next(iter(found.values()))
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("sample", "model", "class", *(f"probability: {name}" for name in first.classes)))
        for sample, name in enumerate(first.samples):
            for model, event in found.items():
                writer.writerow((name, model, verdict(event, sample)[0], *event.probabilities[sample]))
