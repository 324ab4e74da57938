"""Figures as bytes of a file, and the numbers behind them as CSV."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.plots.curves import ModelCurves

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
DPI = 150


def figure_format(path: Path) -> str:
    """The format that a file's suffix asks for; `UserError` if it is none of `FORMATS`."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise UserError(
            f'A plot cannot be saved as "{path.name}".',
            f"Choose a name that ends in {', '.join('.' + f for f in FORMATS)}.",
        )
    return suffix


def figure_bytes(figure: "Figure", file_format: str, dpi: float = DPI) -> bytes:
    """The figure in one of `FORMATS`, on its own background; ``dpi`` matters for "png" alone."""
    buffer = BytesIO()
    figure.savefig(buffer, format=file_format, dpi=dpi, facecolor=figure.get_facecolor())
    return buffer.getvalue()


def curves_csv(models: Sequence[ModelCurves]) -> str:
    """One line a network and epoch (from 1), one column a value; undefined and missing values are empty."""
    names = list(dict.fromkeys(name for model in models for name in model.history))
    rows: list[list[object]] = [["model", "epoch", *names]]
    for model in models:
        epochs = max(map(len, model.history.values()), default=0)
        columns = [[*values, *[None] * (epochs - len(values))] for values in (model.history.get(n, ()) for n in names)]
        rows += [[model.name, epoch, *values] for epoch, values in enumerate(zip(*columns, strict=True), start=1)]
    return _csv(rows)


def confusion_csv(matrix: NDArray[Any], class_names: Sequence[str]) -> str:
    """One line a true class, one column a predicted one."""
    rows: list[list[object]] = [["true class", *class_names]]
    rows += [[name, *counts] for name, counts in zip(class_names, matrix.tolist(), strict=True)]
    return _csv(rows)


def _csv(rows: list[list[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
