"""The rows of the training settings, as their declarations ask for them."""

from collections.abc import Callable, Mapping, Sequence
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from workbench.settings.fields import NO, YES, Ascending, Composed, OneOf, Page, Setting, YesNo
from workbench.settings.texts import FIELDS
from workbench.settings.training import SETTINGS, TrainingSettings
from workbench.view.dialogs.training.rows import Rows
from workbench.view.widgets.theme import px

_ROOM = 12
"""Characters for which an entry has room."""


class SettingRows(Rows):
    """The settings of a page: a row for each, and one for each field of a composed one, seen where it is used.

    Args:
        variables: what is entered, by the name of the text.
        chosen: is called with the name of a composed setting when its variant was picked.
    """

    def __init__(
        self,
        parent: Misc,
        page: Page,
        variables: Mapping[str, StringVar],
        chosen: Callable[[str], object],
        note_width: int = 230,
    ) -> None:
        super().__init__(parent, note_width)
        self._variables = variables
        self._chosen = chosen
        self._offered: dict[str, Sequence[str]] = {}
        self.settings = {name: setting for name, setting in SETTINGS.items() if setting.page is page}
        for number, setting in enumerate(self.settings.values()):
            composed = isinstance(setting.form, Composed)
            if composed and number:
                self.add_gap()
            self._add_setting(setting)
            if composed and number < len(self.settings) - 1:
                self.add_gap()

    def offer_only(self, name: str, values: Sequence[str], reason: str) -> None:
        """Offer only these values of a setting from the next `show_defaults` on, and say why."""
        self._offered[name] = values
        self.note(name, reason)

    def show_defaults(self, inherited: Sequence[TrainingSettings]) -> None:
        """Show what an empty entry means for each of some networks, and the fields of what is chosen."""
        for name, setting in self.settings.items():
            values = [getattr(settings, name) for settings in inherited]
            texts = [setting.form.text(value) for value in values]
            match setting.form:
                case OneOf():
                    self._offer(name, texts, {text: text for text in self._offered.get(name, setting.form.values)})
                case YesNo(yes=yes, no=no):
                    self._offer(name, texts, {YES: yes, NO: no})
                case Composed(variants=variants):
                    self._offer(name, texts, {text: variant.words for text, variant in variants.items()})
                    self._show_fields(setting, setting.form, values)
                case _:
                    self.entries[name].set_hint(_span(texts))

    def _offer(self, name: str, defaults: Sequence[str], words: Mapping[str, str]) -> None:
        """Let a box offer the default, with what that means, and each value."""
        used = {words.get(text, text) for text in defaults}
        default = f"default ({used.pop()})" if len(used) == 1 else "default (each its own)"
        self.boxes[name].offer({"": default} | dict(words))

    def _show_fields(self, setting: Setting, form: Composed, defaults: Sequence[object]) -> None:
        """The fields of the variant that is chosen; where none is, the default in words, if it has fields."""
        variant = form.variants.get(self._variables[setting.name].get())
        said = {setting.said(value) for value in defaults if form.variants[form.text(value)].fields}
        same = len(said) == 1 and all(setting.said(value) in said for value in defaults)
        self.note(setting.name, said.pop() if variant is None and same else "")
        for name, field in FIELDS[setting.name].items():
            used = variant is not None and name in variant.fields
            self.show(field.name, used)
            if variant is not None and used:
                self.relabel(field.name, *(variant.fields[name] or (field.label, field.unit)))

    def _add_setting(self, setting: Setting) -> None:
        name, variable = setting.name, self._variables[setting.name]
        match setting.form:
            case Composed():
                self.add_box(name, setting.label, variable, {}, setting.help, lambda: self._chosen(name))
            case OneOf() | YesNo():
                self.add_box(name, setting.label, variable, {}, setting.help)
            case _:
                self.add_entry(name, setting.label, variable, setting.help, setting.unit)
        for field in FIELDS[setting.name].values():
            self._add_field(field)

    def _add_field(self, field: Setting) -> None:
        name, variable = field.name, self._variables[field.name]
        match field.form:
            case OneOf(values=values):
                self.add_box(name, field.label, variable, {str(value): str(value) for value in values}, field.help)
            case YesNo(yes=yes):
                self.add_tick(name, field.label, variable, yes, field.help)
            case form:
                width = 40 if isinstance(form, Ascending) else 12
                self.add_entry(name, field.label, variable, field.help, field.unit, width)


class SettingsPage(ttk.Frame):
    """A page that holds nothing but settings."""

    def __init__(
        self, parent: Misc, page: Page, variables: Mapping[str, StringVar], chosen: Callable[[str], object]
    ) -> None:
        super().__init__(parent, padding=px(parent, 12))
        self.rows = SettingRows(self, page, variables, chosen)
        self.rows.pack(anchor="nw", fill="x")


def _span(texts: Sequence[str]) -> str:
    """The one value of all networks, or from the lowest to the highest, or a word where that has no room."""
    low, high = min(texts, key=float), max(texts, key=float)
    span = low if low == high else f"{low}–{high}"
    return span if len(span) <= _ROOM else "various"
