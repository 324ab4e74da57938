"""How long looking at and preparing a large workbook take, and how long the cells alone with openpyxl.

    python tests/benchmarks/workbooks.py [--rows 150000] [--skip-openpyxl]

Seconds of the processor, which other programs change less than those of the clock, stand beside these.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl

sys.path.insert(0, str(Path(__file__).parents[2]))

from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import read
from workbench.data.types import silent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--skip-openpyxl", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write(path, options.rows)
        print(f"{options.rows:,} rows of 10 columns, {path.stat().st_size / 1e6:.1f} MB")
        table = look_at(path, TableOptions())
        cells = timed("cells with python-calamine", lambda: sum(len(piece) for piece in pieces(table)))
        recipe = inspect(path, TableOptions(), "large", silent)
        timed("looked at: cells, columns, label", lambda: inspect(path, TableOptions(), "large", silent))
        timed("preview", lambda: preview(recipe))
        timed("prepared: arrays", lambda: read(recipe, {}, silent))
        if not options.skip_openpyxl:
            before = timed("cells with openpyxl", lambda: sum(1 for _ in rows_with_openpyxl(path)))
            print(f"openpyxl needs {before / cells:.1f} times the processor's seconds for the cells")


def write(path: Path, rows: int) -> None:
    """Eight columns of numbers, one of categories, the label."""
    generator = np.random.default_rng(0)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append([*(f"x{number}" for number in range(8)), "colour", "label"])
    for row in generator.normal(size=(rows, 8)).round(6).tolist():
        sheet.append([*row, "red" if row[0] > 0.5 else "blue", "b" if row[1] > 0 else "a"])
    book.save(path)


def rows_with_openpyxl(path: Path) -> "list[tuple[object, ...]]":
    return list(openpyxl.load_workbook(path, read_only=True, data_only=True)["data"].iter_rows(values_only=True))


def timed(what: str, work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"{what}: {clock:.1f} s, {processor:.1f} s of the processor")
    return processor


if __name__ == "__main__":
    main()
