"""The training settings while they are edited: texts for all networks and for single ones, and what they lead to."""

from collections.abc import Mapping
from dataclasses import replace

from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.settings.request import TrainingRequest
from workbench.settings.texts import entered, parse_leniently, wrong
from workbench.settings.training import OPTIMIZERS, SETTINGS, SettingsRequest, TrainingSettings
from workbench.view.state.selection import ALL, Selection, training_request

Settings = Mapping[str, TrainingSettings]
"""By network."""


class Drafts:
    """Copies of the texts, written back when all of them are right.

    Attributes:
        texts: by network, `ALL` for all.
        thesis: whether gaps are filled with the settings of each network's paper.
    """

    def __init__(self, selection: Selection, experiment: Experiment) -> None:
        self._selection = selection
        self._experiment = experiment
        self.networks = tuple(experiment.competitors)
        self.texts = {network: selection.settings_of(network) for network in (ALL, *self.networks)}
        self.thesis = selection.thesis.get()

    def inherited(self, network: str) -> Settings:
        """What is used where the texts for ``network`` are empty, for it or (`ALL`) for each network."""
        if network == ALL:
            nothing = training_request(SettingsRequest(), {}, self.thesis)
            return {name: self._effective(name, nothing) for name in self.networks}
        shared = training_request(parse_leniently(self.texts[ALL]), {}, self.thesis)
        return {network: self._effective(network, shared)}

    def optimizers(self, network: str) -> tuple[str, ...]:
        """Those that a network, or (`ALL`) any of them, can be trained with."""
        names = self.networks if network == ALL else (network,)
        usable = {
            optimizer for name in names for optimizer in self._experiment.competitors[name].architecture.optimizers
        }
        return tuple(optimizer for optimizer in OPTIMIZERS if optimizer in usable)

    def unusable(self, network: str) -> str:
        """Why some optimizers are not offered, or the chosen one does not fit; "" if all is well."""
        if network == ALL:
            chosen = self.texts[ALL].get("optimizer", "")
            without = [name for name in self.networks if chosen and chosen not in self.optimizers(name)]
            without = [name for name in without if not self.texts[name].get("optimizer")]
            return f"Not possible for {', '.join(without)}: choose another one for them." if without else ""
        architecture = self._experiment.competitors[network].architecture
        usable = self.optimizers(network)
        return f"Written in {architecture.library}: {', '.join(usable)} only." if usable != OPTIMIZERS else ""

    def differing(self) -> frozenset[str]:
        """Networks with settings that differ from those for all."""
        return frozenset(name for name in self.networks if entered(self.texts[name]))

    def first_error(self) -> tuple[str, str, UserError] | None:
        """The first wrong text: network, setting and what is wrong."""
        for network in (ALL, *self.networks):
            for setting in SETTINGS:
                if error := wrong(setting, self.texts[network]):
                    return network, setting, error
        return None

    def save(self) -> None:
        """Write everything back."""
        for network, texts in self.texts.items():
            self._selection.set_settings(network, texts)
        self._selection.thesis.set(self.thesis)

    def _effective(self, network: str, request: TrainingRequest) -> TrainingSettings:
        if request.optimizer not in (None, *self.optimizers(network)):
            request = replace(request, optimizer=None)
        return self._experiment.effective_settings(network, request)


def effective_settings(
    experiment: Experiment, selection: Selection, *, toolbar: bool = True
) -> dict[str, TrainingSettings]:
    """What each network would be trained with now, by name; what is wrong counts as not entered.

    Args:
        toolbar: whether what is entered there counts.
    """
    request = selection.known_request()
    if not toolbar:
        request = replace(request, epochs=None, batch_size=None, learning_rate=None)
    settings = {}
    for name, competitor in experiment.competitors.items():
        usable = (None, *competitor.architecture.optimizers)
        asked = request if request.optimizer in usable else replace(request, optimizer=None)
        single = asked.by_competitor.get(name)
        if single is not None and single.optimizer not in usable:
            asked = replace(asked, by_competitor={name: replace(single, optimizer=None)})
        settings[name] = experiment.effective_settings(name, asked)
    return settings
