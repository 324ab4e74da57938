"""The shape of the code: small modules, and names in the terms of the field."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench

ROOT = Path(workbench.__file__).parents[1]
CODE = sorted([ROOT / "app.py", *(ROOT / "workbench").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST = 300  # lines of a module

# Words that only this program would understand, and what is said instead: fraction, dataset, parameter, setting, …
PRIVATE = re.compile(
    "own|wish(es)?|choices?|kinds|shares?|parts?|take[ns]?|took|tells?|told|stamps?|beg[aiu]ns?|items?"
)
# The train and the test part of a dataset, and the names that Keras gives to the moments of a training.
USUAL = re.compile(r"(train|training|validation|test)_parts?|on_\w+_begin")


def words(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names_given(code: ast.AST) -> Iterator[str]:
    """What a module names itself: functions, classes, arguments, variables, attributes."""
    for node in ast.walk(code):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def private_names(module: Path) -> list[str]:
    names = {module.stem, *names_given(ast.parse(module.read_text(encoding="utf-8")))}
    return sorted(name for name in names if any(map(PRIVATE.fullmatch, words(USUAL.sub("", name)))))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_modules_are_small() -> None:
    lines = {relative(module): len(module.read_text(encoding="utf-8").splitlines()) for module in CODE}
    assert {module: count for module, count in lines.items() if count > LONGEST} == {}


def test_names_are_the_terms_of_the_field() -> None:
    found = {relative(module): private_names(module) for module in (*CODE, *TESTS)}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("code", "private"),
    [
        ("def take_thesis(): ...", ["take_thesis"]),
        ("class OwnData: ...", ["OwnData"]),
        ("def f(share): ...", ["share"]),
        ("for item in (): ...", ["item"]),
        ("self.parts = 1", ["parts"]),
        ("test_part = on_epoch_begin = owner = department = 1", []),
    ],
)
def test_private_names_are_found(code: str, private: list[str], tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(code, encoding="utf-8")
    assert private_names(module) == private
