"""The options of the command line that say how the user's data are read, and how such data are opened with them."""

import argparse
from pathlib import Path

from workbench.cli.import_request import (
    ImportRequest,
    parse_decimal,
    parse_format,
    parse_lines,
    parse_quotes,
    parse_separator,
    parse_test_split,
    parse_words,
    parse_yes_or_no,
    requested_options,
)
from workbench.cli.terminal import ProgressLine
from workbench.data.imports.opening import open_source
from workbench.data.types import DatasetSource
from workbench.storage.folders import Folders

_OPTIONS = (
    (("--format",), "NAME", "what the data are: table, texts or pictures (default: a guess)"),
    (("--label",), "COLUMN", "of a table (of numbers or of texts), the column to predict (default: a guess)"),
    (
        ("--separator",),
        "MARK",
        "of a table: comma, semicolon, tab, bar, space, spaces or signs such as :: (else a guess)",
    ),
    (("--decimal",), "comma|point", "of a table, the mark of decimals in its numbers (default: a guess)"),
    (("--encoding",), "NAME", "of a table, for example utf-8 or cp1252 (default: a guess)"),
    (("--header",), "yes|no", "of a table, whether its first row holds the names of the columns (default: a guess)"),
    (("--skip-rows",), "N", "of a table, lines above it that are not read, blank ones included (default: a guess)"),
    (("--skip-footer",), "N", "of a table, last lines that are not read, blank ones not counted (default: a guess)"),
    (("--sheet",), "NAME", "of an Excel file (default: the first one that holds something)"),
    (("--not-missing",), "WORDS", "of a table, words such as NA that are values, with commas between them"),
    (("--quotes",), "yes|no|single", "of a table, whether quotation marks surround cells (default: a guess)"),
    (("--split-column",), "COLUMN", "of a table, the column that says which rows are for the test"),
    (("--split-value",), "VALUE", "what that column holds in rows for the test (default: test)"),
    (("--test-fraction", "--test-share"), "X", "of each class that is held out for the test (default: 0.2)"),
)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Register the options."""
    group = parser.add_argument_group("your data")
    for flags, metavar, description in _OPTIONS:
        group.add_argument(*flags, metavar=metavar, default="", help=description)
    group.add_argument(
        "--words",
        metavar="COLUMN",
        action="append",
        default=[],
        help="of a table, a column of texts whose most frequent words are features (can be repeated)",
    )
    group.add_argument(
        "--test-file", metavar="FILE", type=Path, help="a second file, or folder, of the same form, for the test"
    )


def open_named(options: argparse.Namespace, folders: Folders) -> DatasetSource:
    """The dataset that ``--dataset`` names, read as the options say; shows how far it is.

    Raises:
        UserError: there is nothing of that name, the data cannot be used, or an option does not suit them.
    """
    quoting, quote = parse_quotes(options.quotes)
    request = ImportRequest(
        format=parse_format(options.format),
        label_column=options.label,
        separator=parse_separator(options.separator),
        encoding=options.encoding,
        header=parse_yes_or_no("--header", options.header),
        skip_rows=parse_lines("--skip-rows", options.skip_rows),
        skip_footer=parse_lines("--skip-footer", options.skip_footer),
        sheet=options.sheet,
        present=parse_words(options.not_missing),
        words=tuple(options.words),
        quoting=quoting,
        quote=quote,
        decimal=parse_decimal(options.decimal),
        test=parse_test_split(options.test_file, options.split_column, options.split_value, options.test_fraction),
    )
    line = ProgressLine()
    try:
        return open_source(
            options.dataset, folders, requested_options(options.dataset, request, folders), line.show_fraction
        )
    finally:
        line.clear()
