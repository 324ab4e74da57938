"""Which networks compete, while the user puts them together; apart from the widgets that show it."""

from collections.abc import Sequence

from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.networks.architecture import Quartet
from workbench.networks.registry import CUSTOM, MOST_COMPETITORS, QUARTETS, custom_quartet
from workbench.runs.trials import repetitions, trial_id
from workbench.view.state.preferences import Preferences


class NetworkList:
    """Networks in the order in which they compete; the same one may be there several times.

    Attributes:
        quartets: those of the kind of the data, whose networks are offered.
        names: of the networks that are chosen so far.
    """

    def __init__(self, kind: Kind, names: Sequence[str]) -> None:
        self.quartets = tuple(quartet for quartet in QUARTETS.values() if quartet.kind is kind)
        self.names = list(names)

    def add(self, names: Sequence[str]) -> None:
        """Put networks at the end."""
        self.names.extend(names)

    def remove(self, place: int) -> None:
        """Leave out the network at a place, from 0."""
        del self.names[place]

    def move(self, place: int, step: int) -> int:
        """Move a network by ``step`` places, at most to an end; returns its new place."""
        new = min(max(place + step, 0), len(self.names) - 1)
        self.names.insert(new, self.names.pop(place))
        return new

    @property
    def competitors(self) -> tuple[str, ...]:
        """Their names in the competition, where the second of a network is numbered."""
        return tuple(map(trial_id, self.names, repetitions(self.names)))

    @property
    def problem(self) -> str:
        """Why these networks cannot compete, "" if they can."""
        count = len(self.names)
        if count == 0:
            return f"No network is chosen. Add 1 to {MOST_COMPETITORS}."
        if count > MOST_COMPETITORS:
            return f"{count} networks are chosen, at most {MOST_COMPETITORS} can compete. Remove {_less(count)}."
        return ""

    @property
    def quartet(self) -> Quartet:
        """The networks as a quartet: a known one if it is just that; `UserError` for too few or too many."""
        chosen = custom_quartet(self.names)
        known = (quartet for quartet in self.quartets if quartet.architectures == chosen.architectures)
        return next(known, chosen)


def remembered_networks(names: Sequence[str], kind: Kind) -> Quartet | None:
    """The user's last set of networks, None if there is none for data of that kind."""
    try:
        quartet = custom_quartet(names)
    except UserError:  # none, or of a version that had others
        return None
    return quartet if quartet.kind is kind else None


def last_quartet(preferences: Preferences) -> Quartet | str | None:
    """The networks of the last time, None for the default; `UserError` if there are no such networks any more."""
    return custom_quartet(preferences.networks) if preferences.quartet == CUSTOM else preferences.quartet or None


def quartet_title(name: str, count: int) -> str:
    """As in lists: "Image", or "Custom (7)".

    Args:
        count: networks, 0 where it is not known.
    """
    if name in QUARTETS:
        return QUARTETS[name].title
    return f"{name.capitalize()} ({count})" if count else name.capitalize()


def _less(count: int) -> str:
    return "one" if count == MOST_COMPETITORS + 1 else str(count - MOST_COMPETITORS)
