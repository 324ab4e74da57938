"""Dataclasses as plain values and back."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from workbench.storage.plain_values import from_plain, to_plain


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    colour: Colour
    place: Path
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outer:
    inner: Inner
    pair: tuple[int, str]
    fraction: float
    scores: dict[str, float | None]
    inner_by_name: dict[str, Inner] = field(default_factory=dict)
    anything: dict[str, Any] = field(default_factory=dict)
    limit: float | None = None


INNER = Inner(Colour.RED, Path("a/b"), (1, 2))
OUTER = Outer(INNER, (3, "x"), 0.5, {"f1": None, "loss": 2.0}, {"one": INNER}, {"list": [1, {"deep": True}]}, 1.5)


def test_values_survive_json() -> None:
    assert from_plain(Outer, json.loads(json.dumps(to_plain(OUTER)))) == OUTER


def test_what_is_left_out_has_its_default_and_what_is_unknown_is_ignored() -> None:
    least = {"inner": {"colour": "red", "place": "a"}, "pair": [1, ""], "fraction": 1, "scores": {}, "later": 7}
    assert from_plain(Outer, least) == Outer(Inner(Colour.RED, Path("a")), (1, ""), 1.0, {})


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"inner": "red"}, "inner"),
        ({"inner": {"colour": "blue", "place": "a"}}, "colour"),
        ({"inner": {"colour": "red"}}, "place"),
        ({"pair": [1]}, "pair"),
        ({"pair": "1x"}, "pair"),
        ({"fraction": True}, "fraction"),
        ({"fraction": None}, "fraction"),
        ({"scores": [1.0]}, "scores"),
        ({"scores": {"f1": "good"}}, "scores.f1"),
        ({"inner_by_name": {"one": 1}}, "inner_by_name.one"),
    ],
)
def test_what_is_of_another_type_is_named(change: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match=f"“{name}”"):
        from_plain(Outer, to_plain(OUTER) | change)


def test_lists_stay_lists() -> None:
    @dataclass(frozen=True)
    class Columns:
        columns: dict[str, list[float | None]]

    columns = Columns({"loss": [1.0, None]})
    assert from_plain(Columns, json.loads(json.dumps(to_plain(columns)))) == columns
    with pytest.raises(ValueError, match=r"“columns\.loss” should be a list"):
        from_plain(Columns, {"columns": {"loss": 1}})
