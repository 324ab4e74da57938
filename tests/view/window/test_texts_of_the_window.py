"""The window never names options of the command line."""

import ast
import re
from pathlib import Path

import workbench

ROOT = Path(workbench.__file__).parent
OPTION = re.compile(r"(?<![\w-])--[a-z]")


def _named(tree: ast.AST) -> list[str]:
    """Texts with an option in them, those left out that only the command line shows: ``option=`` and docstrings."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            hidden = [keyword.value for keyword in node.keywords if keyword.arg == "option"]
            if isinstance(node.func, ast.Name) and node.func.id == "UserError":
                hidden += node.args[2:3]
            skipped |= {id(inner) for value in hidden for inner in ast.walk(value)}
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "option":
            skipped |= {id(inner) for inner in ast.walk(node.value)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        if OPTION.search(node.value)
    ]


def test_messages_of_the_window_name_no_options_of_the_command_line() -> None:
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] != "cli":
            texts = _named(ast.parse(path.read_text(encoding="utf-8")))
            if texts:
                found[path.relative_to(ROOT).as_posix()] = texts
    assert {name: texts for name, texts in found.items() if name not in NOT_SHOWN} == {}
    assert all(len(found[name]) == 1 for name in NOT_SHOWN), "one text each"


NOT_SHOWN = {
    "data/imports/remembered.py": "the text file beside an exported set",
    "view/window/view.py": "what the terminal says where there is no display",
}


def test_an_option_in_a_message_is_found() -> None:
    assert _named(ast.parse('raise UserError("No label.", f"Name it with --label {x}.", "--label X")')) == [
        "Name it with --label "
    ]
