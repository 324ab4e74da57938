"""What networks say of new samples, as a table on the terminal and as JSON for other programs."""

from collections.abc import Mapping
from typing import Any

from workbench.data.types import DatasetSource
from workbench.jobs.types.predict_files import FilesPredicted
from workbench.reporting.predictions import verdict

_SHOWN_SAMPLES = 100
_LONGEST_CELL = 60


def print_predictions(results: Mapping[str, FilesPredicted]) -> None:
    """Print a line for each of the first samples and each network.

    Args:
        results: by network, of the same samples; not empty.
    """
    first = next(iter(results.values()))
    rows = [("sample", "network", "class", "probability")]
    for sample, name in enumerate(first.samples[:_SHOWN_SAMPLES]):
        for model, result in results.items():
            best, probability = verdict(result.classes, result.probabilities[sample])
            rows.append((_short(name), model, _short(best), f"{probability:.4f}"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "   ".join(
            (*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=False)), row[3].rjust(widths[3]))
        )
        for row in rows
    ]
    print("\n".join([lines[0], "─" * len(lines[0]), *lines[1:]]))
    if (more := len(first.samples) - _SHOWN_SAMPLES) > 0:
        print(f"… and {more:,} more samples: --csv FILE and --json FILE write all of them.")
    for text in first.left_out:
        print(f"Left out: {text}")
    for text in first.notes:
        print(f"Note: {text}")


def _short(text: str) -> str:
    """The end of a long text, where the name of a file is."""
    return text if len(text) <= _LONGEST_CELL else f"…{text[1 - _LONGEST_CELL :]}"


def predictions_json(source: DatasetSource, results: Mapping[str, FilesPredicted]) -> dict[str, Any]:
    """All probabilities of all samples, as plain values."""
    first = next(iter(results.values()))
    return {
        "dataset": source.name,
        "classes": list(first.classes),
        "models": list(results),
        "samples": [
            {
                "sample": name,
                "predictions": {
                    model: {
                        "class": verdict(result.classes, result.probabilities[sample])[0],
                        "probabilities": list(result.probabilities[sample]),
                    }
                    for model, result in results.items()
                },
            }
            for sample, name in enumerate(first.samples)
        ],
        "left_out": list(first.left_out),
        "notes": list(first.notes),
    }
