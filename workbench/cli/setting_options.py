"""The options of the command line for training settings: for all networks, or with ``--set`` for one."""

import argparse
from collections.abc import Callable, Sequence

from workbench.errors import UserError
from workbench.settings.fields import ON, Ascending, Composed, OneOf, Setting, Whole, YesNo
from workbench.settings.texts import FIELDS, NAMES, first_texts, parse_settings, setting_of
from workbench.settings.training import SETTINGS, SettingsRequest

EXAMPLE = "such as --set Image_CNN.l2=1e-4"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Register an option for each setting and for each field of a composed one."""
    group = parser.add_argument_group("training settings", "default: each network's, see its description")
    for setting in SETTINGS.values():
        group.add_argument(flag(setting.name), metavar=_metavar(setting), help=_help(setting))
        for field in FIELDS[setting.name].values():
            group.add_argument(flag(field.name), metavar=_metavar(field), help=_help(field))
    group.add_argument(
        "--set",
        action="append",
        metavar="NETWORK.NAME=VALUE",
        help=f"one of these settings for one network, {EXAMPLE}; as often as needed",
    )


def settings_for_all(options: argparse.Namespace) -> SettingsRequest:
    """What is asked of all networks; `UserError` for a wrong value and for an option without effect."""
    typed = {name: getattr(options, _destination(name)) for name in NAMES}
    return parse_settings(_complete({name: text for name, text in typed.items() if text is not None}, flag))


def settings_for_single(options: argparse.Namespace, networks: Sequence[str]) -> dict[str, SettingsRequest]:
    """What ``--set`` asks of single networks, by name.

    Args:
        networks: those that it can name.

    Raises:
        UserError: no such network or setting, a wrong value, or one without effect.
    """
    texts: dict[str, dict[str, str]] = {}
    for text in options.set or ():
        network, name, value = _assignment(text, networks)
        texts.setdefault(network, {})[name] = value
    return {network: _parse_single(network, entered) for network, entered in texts.items()}


def _parse_single(network: str, texts: dict[str, str]) -> SettingsRequest:
    try:
        return parse_settings(_complete(texts, str))
    except UserError as error:
        raise UserError(f"--set for {network}: {error.message}", error.advice) from error


def flag(name: str) -> str:
    """The option for a setting: ``--early-stopping-patience``."""
    return f"--{name.replace('.', '-').replace('_', '-')}"


def _destination(name: str) -> str:
    """Under which argparse keeps the value."""
    return name.replace(".", "_")


def _assignment(text: str, networks: Sequence[str]) -> tuple[str, str, str]:
    """Network, name of the setting and value of ``NETWORK.NAME=VALUE``."""
    left, equals, value = text.partition("=")
    network, dot, typed = left.strip().partition(".")
    if not equals or not dot:
        raise UserError(f"--set: “{text}” is no assignment.", f"Write NETWORK.NAME=VALUE, {EXAMPLE}.")
    by_key = {name.lower(): name for name in networks}
    if network.lower() not in by_key:
        raise UserError(f"--set: “{network}” does not compete here.", f"Networks are: {', '.join(networks)}.")
    names = {flag(name): name for name in NAMES}
    if flag(typed) not in names:
        raise UserError(f"--set: there is no setting “{typed}”.", f"Settings are: {', '.join(NAMES)}.")
    if not value.strip():
        raise UserError(f"--set: {left.strip()} has no value.", f"Write NETWORK.NAME=VALUE, {EXAMPLE}.")
    return by_key[network.lower()], names[flag(typed)], value


def _complete(texts: dict[str, str], called: Callable[[str], str]) -> dict[str, str]:
    """With what is implied; `UserError` for a field that has no effect.

    A field of a setting that is on or off switches it on; a setting that is named starts with the fields of the form.
    """
    complete = dict(texts)
    for name in texts:
        setting = SETTINGS[setting_of(name)]
        if name == setting.name or not isinstance(setting.form, Composed):
            continue
        if ON in setting.form.variants:
            complete.setdefault(setting.name, ON)
        if setting.name not in complete:
            raise UserError(
                f"{called(name)} needs {called(setting.name)}.", f"Add it: one of {', '.join(setting.form.variants)}."
            )
        variant = setting.form.variants.get(complete[setting.name].strip())
        if variant is not None and name.partition(".")[2] not in variant.fields:
            used = ", ".join(called(f"{setting.name}.{field}") for field in variant.fields) or "none"
            raise UserError(
                f"{called(name)} has no effect where {called(setting.name)} is {complete[setting.name]}.",
                f"Leave it out; used are: {used}.",
            )
    for name in texts:
        if name in SETTINGS and isinstance(form := SETTINGS[name].form, Composed):
            variant = form.variants.get(texts[name].strip())
            complete = (first_texts(name, variant) if variant is not None else {}) | complete
    return complete


def _metavar(setting: Setting) -> str:
    match setting.form:
        case Whole():
            return "N"
        case Composed(variants=variants) if ON in variants:
            return "|".join(variants)
        case OneOf() | Composed():
            return "NAME"
        case YesNo():
            return "yes|no"
        case Ascending():
            return "N,N"
    return "X"


def _help(setting: Setting) -> str:
    text = setting.help[0].lower() + setting.help[1:].rstrip(".").replace("%", "%%")
    match setting.form:
        case OneOf(values=values):
            return f"{text} ({', '.join(map(str, values))})"
        case Composed(variants=variants):
            return f"{text} ({', '.join(variants)})"
    return text
