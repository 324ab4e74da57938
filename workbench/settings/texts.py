"""What a user enters as training settings: texts by name, as a request and back; free of Tk.

The texts of a plain setting have its name ("learning_rate"), those of a composed one the name and one of its fields
("schedule", "schedule.factor"). No text, or an empty one, means the default.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from workbench.errors import UserError
from workbench.settings.fields import Composed, Setting, Variant, fields_of
from workbench.settings.training import SETTINGS, SettingsRequest, TrainingSettings

Texts = Mapping[str, str]

FIELDS = {name: fields_of(setting) for name, setting in SETTINGS.items()}
"""The fields of each composed setting by their name there; none of a plain one."""

NAMES: dict[str, Setting] = SETTINGS | {field.name: field for fields in FIELDS.values() for field in fields.values()}
"""What each text enters, by its name."""


def parse_settings(texts: Texts) -> SettingsRequest:
    """All settings that are entered; raises `UserError` for the first wrong text."""
    return SettingsRequest(**{name: parse_setting(name, texts) for name in SETTINGS})


def parse_leniently(texts: Texts) -> SettingsRequest:
    """As `parse_settings`, but what is wrong counts as not entered."""
    return SettingsRequest(**{name: parse_setting(name, texts) for name in SETTINGS if wrong(name, texts) is None})


def parse_setting(name: str, texts: Texts) -> Any:
    """One setting, None where nothing is entered; raises `UserError`."""
    setting = SETTINGS[name]
    parsed = setting.form.parse(setting.title, texts.get(name, ""))
    if parsed is None or not isinstance(setting.form, Composed):
        return parsed
    fields = FIELDS[name]
    entered_fields = {
        field: fields[field].form.parse(fields[field].title, texts.get(f"{name}.{field}", ""))
        for field in parsed.fields
    }
    return replace(parsed.value, **{field: value for field, value in entered_fields.items() if value is not None})


def wrong(name: str, texts: Texts) -> UserError | None:
    """What is wrong with the texts of one setting."""
    try:
        parse_setting(name, texts)
    except UserError as error:
        return error
    return None


def setting_of(name: str) -> str:
    """The setting that a text belongs to."""
    return name.partition(".")[0]


def entered(texts: Texts) -> dict[str, str]:
    """Without what means nothing: empty texts, and fields of a setting that is left to its default or not known."""
    kept = {name: text.strip() for name, text in texts.items() if text.strip() and setting_of(name) in SETTINGS}
    return {name: text for name, text in kept.items() if setting_of(name) in kept}


def texts_of(settings: TrainingSettings, names: Iterable[str] = tuple(SETTINGS)) -> dict[str, str]:
    """The texts that ask for these settings; the opposite of `parse_settings`."""
    texts: dict[str, str] = {}
    for name in names:
        setting, value = SETTINGS[name], getattr(settings, name)
        texts[name] = setting.form.text(value)
        if isinstance(setting.form, Composed):
            fields = FIELDS[name]
            used = setting.form.variants[texts[name]].fields
            texts |= {fields[field].name: fields[field].form.text(getattr(value, field)) for field in used}
    return texts


def starting_texts(name: str, variant: str, settings: TrainingSettings) -> dict[str, str]:
    """What the fields of a composed setting hold when ``variant`` was just chosen and ``settings`` were in force."""
    setting = SETTINGS[name]
    assert isinstance(setting.form, Composed)
    in_force = texts_of(settings, (name,))
    if in_force[name] == variant:
        return {text_name: text for text_name, text in in_force.items() if text_name != name}
    return first_texts(name, setting.form.variants[variant])


def first_texts(name: str, variant: Variant) -> dict[str, str]:
    """What the fields of a composed setting hold when ``variant`` was just chosen and nothing was in force."""
    return {FIELDS[name][field].name: FIELDS[name][field].start for field in variant.fields}
