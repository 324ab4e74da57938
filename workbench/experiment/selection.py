"""Which competitors a command is for, checked before anything is done."""

from collections.abc import Iterable, Mapping

from workbench.errors import UserError
from workbench.experiment.competitor import Competitor

Competitors = Mapping[str, Competitor]


def named(competitors: Competitors, names: Iterable[str], purpose: str) -> list[Competitor]:
    """The models of those names, in the quartet's order; `UserError` for none or an unknown one."""
    chosen = set(names)
    unknown = sorted(chosen - competitors.keys())
    if unknown:
        raise UserError(f"There is no network {unknown[0]} in this experiment.", f"It has {', '.join(competitors)}.")
    if not chosen:
        raise UserError(f"No network is ticked, so there is nothing to {purpose}.", "Tick at least one.")
    return [competitor for name, competitor in competitors.items() if name in chosen]


def idle(competitors: Competitors, names: Iterable[str], purpose: str) -> list[Competitor]:
    """As `named`; `UserError` for one that is at work."""
    chosen = named(competitors, names, purpose)
    at_work = [competitor.name for competitor in chosen if competitor.busy]
    if at_work:
        raise UserError(f"{', '.join(at_work)}: still at work.", "Wait for it, stop it, or untick it.")
    return chosen


def with_weights(competitors: Competitors, names: Iterable[str], purpose: str) -> list[Competitor]:
    """As `idle`; `UserError` for one that was neither trained nor loaded."""
    idle(competitors, names, purpose)
    return trained(competitors, names, purpose)


def trained(competitors: Competitors, names: Iterable[str], purpose: str) -> list[Competitor]:
    """As `named`, at work or not; `UserError` for one that was neither trained nor loaded."""
    chosen = named(competitors, names, purpose)
    without = [competitor.name for competitor in chosen if not competitor.has_weights]
    if without:
        raise UserError(
            f"{', '.join(without)}: nothing to {purpose}, no weights yet, neither trained nor loaded.",
            "Train or untick it, or load its weights first."
            if len(without) == 1
            else "Train or untick them, or load their weights first.",
        )
    return chosen
