"""How a training setting is declared: once, in the dataclass that holds its value.

What people see of a setting follows from its declaration: the row of the form, the parser of what is entered, the
option of the command line, the words in console and record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Protocol

from workbench.errors import UserError
from workbench.settings.parsing import parse_ascending, parse_number, parse_one_of, parse_whole_number

YES, NO = "yes", "no"
ON, OFF = "on", "off"
_KEY = "setting"


class Page(StrEnum):
    """The page of the form on which a setting stands, by its title."""

    STEPS = "Optimizer and epochs"
    PENALTIES = "Stopping and penalties"
    AUGMENTATION = "Augmentation"


class Form(Protocol):
    """How a value is entered."""

    def parse(self, title: str, text: str) -> Any:
        """The value; None where the text is empty. Raises `UserError`."""

    def text(self, value: Any) -> str:
        """The text that stands for a value."""


@dataclass(frozen=True)
class Whole:
    """A whole number from ``low`` to ``high`` (None for no limit)."""

    low: int
    high: int | None
    example: str

    def parse(self, title: str, text: str) -> int | None:
        return parse_whole_number(title, text, self.low, self.high, self.example)

    def text(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True)
class Number:
    """A number from ``low`` to ``high``; ``above`` and ``below``: whether these themselves are refused."""

    low: float
    high: float
    example: str
    above: bool = False
    below: bool = False

    def parse(self, title: str, text: str) -> float | None:
        return parse_number(title, text, self.low, self.high, self.example, above=self.above, below=self.below)

    def text(self, value: float) -> str:
        return f"{value:.10g}"


@dataclass(frozen=True)
class Ascending:
    """Whole numbers from ``low`` to ``high``, each larger than the one before; at least one."""

    low: int
    high: int
    advice: str

    def parse(self, title: str, text: str) -> tuple[int, ...]:
        values = parse_ascending(title, text, self.low, self.high, self.advice)
        if values is None:
            raise UserError(f"{title}: none is entered.", self.advice)
        return values

    def text(self, value: tuple[int, ...]) -> str:
        return ", ".join(map(str, value))


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    values: tuple[Any, ...]

    def parse(self, title: str, text: str) -> Any:
        return parse_one_of(title, text, {str(value): value for value in self.values})

    def text(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True)
class YesNo:
    """Yes or no, with the words that stand for them in the form."""

    yes: str
    no: str

    def parse(self, title: str, text: str) -> bool | None:
        return parse_one_of(title, text, {YES: True, NO: False})

    def text(self, value: bool) -> str:
        return YES if value else NO


@dataclass(frozen=True)
class Variant:
    """One of the ways in which a composed setting can be.

    Attributes:
        words: what the form calls it.
        value: the setting before its fields are entered.
        fields: those that it uses, in the form's order; label and unit where they are other than declared.
    """

    words: str
    value: Any
    fields: Mapping[str, tuple[str, str] | None]


@dataclass(frozen=True)
class Composed:
    """A setting with fields of its type, which are declared there; the variant says which of them count.

    Attributes:
        variants: by the text that chooses them.
        variant_of: the text for a value.
    """

    type: type
    variants: Mapping[str, Variant]
    variant_of: Callable[[Any], str]

    def parse(self, title: str, text: str) -> Variant | None:
        return parse_one_of(title, text, self.variants)

    def text(self, value: Any) -> str:
        return self.variant_of(value)


def on_or_off(on: Any, off: Any, is_on: Callable[[Any], bool]) -> Composed:
    """A composed setting that is on, with all of its fields, or off.

    Args:
        on: its value where it was just switched on.
        off: its value where it is off, of the same type.
    """
    used: dict[str, tuple[str, str] | None] = dict.fromkeys(declared_in(type(on)))
    variants = {ON: Variant(ON, on, used), OFF: Variant(OFF, off, {})}
    return Composed(type(on), variants, lambda value: ON if is_on(value) else OFF)


@dataclass(frozen=True)
class Setting:
    """A declared setting, or a field of a composed one.

    Attributes:
        name: "l2"; that of a field holds both names: "schedule.factor".
        title: what messages call it.
        help: what it does, in a sentence.
        label: what the form calls it.
        unit: what stands behind the value in the form.
        start: the text of a field where its composed setting was just chosen.
        said: the value in words, "" where there is nothing to say.
        page: where the form shows it.
    """

    name: str
    title: str
    help: str
    form: Form
    label: str
    unit: str
    start: str
    said: Callable[[Any], str]
    page: Page


def declared(
    title: str,
    form: Form,
    help: str,  # noqa: A002  # as argparse calls it
    *,
    label: str = "",
    unit: str = "",
    start: str = "",
    said: Callable[[Any], str] = str,
    page: Page = Page.PENALTIES,
) -> dict[str, Setting]:
    """The metadata of a dataclass's field; see `Setting`."""
    return {_KEY: Setting("", title, help, form, label or title, unit, start, said, page)}


def declared_in(holder: type) -> dict[str, Setting]:
    """The settings of a dataclass by name, in its order."""
    return {
        field.name: replace(field.metadata[_KEY], name=field.name) for field in fields(holder) if _KEY in field.metadata
    }


def fields_of(setting: Setting) -> dict[str, Setting]:
    """The fields of a composed setting by their name there; none of a plain one."""
    if not isinstance(setting.form, Composed):
        return {}
    inner = declared_in(setting.form.type)
    return {name: replace(field, name=f"{setting.name}.{name}", page=setting.page) for name, field in inner.items()}
