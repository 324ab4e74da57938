"""Options as JSON, for jobs in other processes and on other machines."""

import json

from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.registry import format_named, format_of_options
from workbench.storage.plain_values import from_plain, parse_json, to_plain


def options_text(options: ImportOptions) -> str:
    """Options of any import format in one line."""
    return json.dumps({"format": format_of_options(options).name, **to_plain(options)}, ensure_ascii=False)


def options_from_text(text: str) -> ImportOptions:
    """What `options_text` gave; `ValueError` if it is anything else."""
    values = parse_json(text)
    try:
        kind = format_named(str(values.get("format"))).options
    except KeyError:
        raise ValueError(f"format {values.get('format')!r} is unknown") from None
    options: ImportOptions = from_plain(kind, values)
    return options
