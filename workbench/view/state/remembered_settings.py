"""Texts of training settings as the preferences keep them: by "NETWORK/NAME", and by "DATASET/NETWORK/NAME"."""

from collections.abc import Mapping

from workbench.settings.earlier_names import current_name
from workbench.settings.texts import entered, setting_of, wrong

Texts = dict[str, dict[str, str]]
"""By network, then by setting."""


def texts_by_network(stored: Mapping[str, str]) -> Texts:
    """Remembered texts; what cannot be read any more is left out."""
    texts: Texts = {}
    for key, text in stored.items():
        network, _, name = key.rpartition("/")
        texts.setdefault(network, {})[current_name(name)] = text
    settings = {}
    for network, typed in texts.items():
        kept = {name: text for name, text in entered(typed).items() if wrong(setting_of(name), entered(typed)) is None}
        if kept:
            settings[network] = kept
    return settings


def texts_by_dataset(stored: Mapping[str, str]) -> dict[str, Texts]:
    """The same of several datasets; keys without one are left out."""
    of_datasets: dict[str, dict[str, str]] = {}
    for key, text in stored.items():
        dataset, *rest = key.rsplit("/", 2)
        if len(rest) == 2:
            of_datasets.setdefault(dataset, {})["/".join(rest)] = text
    return {dataset: texts_by_network(texts) for dataset, texts in of_datasets.items()}


def flat(texts: Texts, dataset: str = "") -> dict[str, str]:
    """The opposite."""
    start = f"{dataset}/" if dataset else ""
    return {f"{start}{network}/{name}": text for network, typed in texts.items() for name, text in typed.items()}
