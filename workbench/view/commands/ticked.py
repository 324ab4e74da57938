"""Which of the ticked networks can do what needs weights."""

from collections.abc import Sequence

from workbench.view.commands.window import Window


def ticked_with_weights(view: Window) -> Sequence[str]:
    """The ticked networks that were trained or loaded; the console names the others. All of them if none was."""
    competitors = view.experiment.competitors
    chosen = view.selection.ticked(competitors)
    ticked = [name for name in competitors if name in chosen]
    usable = [name for name in ticked if competitors[name].has_weights]
    if usable and len(usable) < len(ticked):
        view.log(f"Left out, neither trained nor loaded: {', '.join(name for name in ticked if name not in usable)}.")
    return usable or ticked
