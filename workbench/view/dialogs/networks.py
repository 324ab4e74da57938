"""Which networks compete: any one to twelve for the kind of the data, in any order."""

from collections.abc import Callable
from tkinter import Misc, PhotoImage

import ttkbootstrap as ttk

from workbench.experiment.experiment import Experiment
from workbench.networks.architecture import Quartet
from workbench.networks.registry import MOST_COMPETITORS, architecture
from workbench.plots.style import competitor_colour, competitor_shape
from workbench.view.dialogs.modal import Dialog
from workbench.view.state.networks import NetworkList
from workbench.view.widgets.small import add_scrollbars, tip
from workbench.view.widgets.theme import px

_SHOWN = MOST_COMPETITORS + 1
"""Rows of both lists."""

_EXPLANATION = (
    "Add networks of any quartet; the same one may compete several times, each with training options for itself."
)


def ask_networks(parent: Misc, experiment: Experiment) -> Quartet | None:
    """The networks that the user puts together, at first those of the experiment; None if they changed their mind."""
    networks = NetworkList(experiment.source.kind, experiment.quartet.names)
    return NetworksDialog(parent, networks).run()


class NetworksDialog(Dialog):
    """The networks that there are on the left, those that compete on the right."""

    def __init__(self, parent: Misc, networks: NetworkList) -> None:
        super().__init__(parent, "Networks")
        self.networks = networks
        text = ttk.Label(self.body, text=_EXPLANATION, wraplength=px(self, 620))
        text.pack(anchor="w", pady=(0, px(self, 8)))
        lists = ttk.Frame(self.body)
        lists.pack(fill="both", expand=True)
        lists.columnconfigure((0, 2), weight=1)
        lists.rowconfigure(1, weight=1)
        ttk.Label(lists, text="Networks", style="Bold.TLabel").grid(row=0, column=0, sticky="w")
        self.count = ttk.Label(lists, style="Bold.TLabel")
        self.count.grid(row=0, column=2, sticky="w")
        self.offered = self._list(lists, 0, 300)
        self._build_buttons(lists)
        self.chosen = self._list(lists, 2, 230)
        self._colours = [self._coloured(competitor_colour(place)) for place in range(MOST_COMPETITORS)]
        below = ttk.Frame(self.body, height=px(self, 60))  # fixed: nothing jumps when a text is longer or gone
        below.pack(fill="x", pady=(px(self, 8), 0))
        below.pack_propagate(False)
        self.problem = ttk.Label(below, bootstyle="danger")
        self.problem.pack(anchor="w", side="bottom")
        self.about = ttk.Label(below, style="Muted.TLabel", wraplength=px(self, 620))
        self.about.pack(anchor="w")
        self._ok = self.add_button("OK", "ok", default=True)
        self.add_button("Cancel", "Cancel").configure(command=self.cancel)
        self._offer()
        self._bind_keys()
        self._refresh(0)

    def run(self) -> Quartet | None:
        """Show the dialog; None if the user changed their mind."""
        return self.networks.quartet if self.wait(self.offered) else None

    def add(self) -> None:
        """Let the selected network compete, or all of the selected quartet."""
        for row in self.offered.selection():
            names = [self._network(child) for child in self.offered.get_children(row)] or [self._network(row)]
            self.networks.add(names)
            self._refresh(len(self.networks.names) - 1)

    def remove(self) -> None:
        """Leave out the selected network."""
        if (place := self._selected()) is not None:
            self.networks.remove(place)
            self._refresh(place)

    def move(self, step: int) -> None:
        """Move the selected network up or down."""
        if (place := self._selected()) is not None:
            self._refresh(self.networks.move(place, step))

    def _list(self, parent: Misc, column: int, width: int) -> ttk.Treeview:
        frame = ttk.Frame(parent)
        frame.grid(row=1, column=column, sticky="nsew")
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        table = ttk.Treeview(frame, show="tree", selectmode="browse", height=_SHOWN)
        table.column("#0", width=px(self, width))
        table.grid(row=0, column=0, sticky="nsew")
        add_scrollbars(table, across=False, reserve=True)
        return table

    def _coloured(self, colour: str) -> PhotoImage:
        """A square of a competitor's colour; as colour of the names it would be hard to read."""
        size = px(self, 12)
        image = PhotoImage(master=self, width=size, height=size)
        image.put(colour, to=(0, 0, size, size))
        return image

    def _build_buttons(self, parent: Misc) -> None:
        column = ttk.Frame(parent, padding=(px(self, 10), 0))
        column.grid(row=1, column=1)
        self.buttons_of_lists: dict[str, ttk.Button] = {}
        commands: tuple[tuple[str, Callable[[], None], str], ...] = (
            ("Add →", self.add, "Let the selected network compete, or all of a quartet (space bar, double-click)."),
            ("← Remove", self.remove, "Leave out the selected network (Delete, double-click)."),
            ("↑ Up", lambda: self.move(-1), "Move the selected network up (Alt+Up)."),
            ("↓ Down", lambda: self.move(1), "Move the selected network down (Alt+Down)."),
        )
        for text, command, explanation in commands:
            button = ttk.Button(column, text=text, bootstyle="secondary outline", width=10, command=command)
            button.pack(pady=px(self, 3))
            tip(button, explanation)
            self.buttons_of_lists[text] = button

    def _offer(self) -> None:
        for quartet in self.networks.quartets:
            parent = self.offered.insert("", "end", quartet.name, text=quartet.title, open=True)
            for name in quartet.names:
                self.offered.insert(parent, "end", f"{quartet.name}/{name}", text=name)
        first = self.offered.get_children(self.offered.get_children()[0])[0]
        self.offered.selection_set(first)
        self.offered.focus(first)
        tip(self.offered, "The space bar or a double-click lets a network compete, or all of a quartet.")
        tip(self.chosen, "In this order. Delete or a double-click leaves one out, Alt+Up and Alt+Down move it.")

    def _bind_keys(self) -> None:
        self.offered.bind("<space>", lambda _: _alone(self.add))
        self.offered.bind("<Double-1>", lambda _: _alone(self.add))
        self.chosen.bind("<Delete>", lambda _: _alone(self.remove))
        self.chosen.bind("<BackSpace>", lambda _: _alone(self.remove))
        self.chosen.bind("<Double-1>", lambda _: _alone(self.remove))
        self.chosen.bind("<Alt-Up>", lambda _: _alone(lambda: self.move(-1)))
        self.chosen.bind("<Alt-Down>", lambda _: _alone(lambda: self.move(1)))
        self.offered.bind("<<TreeviewSelect>>", lambda _: self._explain())

    def _refresh(self, selected: int) -> None:
        """Show the chosen networks, with the one at that place selected, and whether they can compete."""
        names = self.networks.competitors
        self.chosen.delete(*self.chosen.get_children())
        for place, name in enumerate(names):
            known = place < MOST_COMPETITORS
            image, shape = (self._colours[place], competitor_shape(place)) if known else ("", "–")
            self.chosen.insert("", "end", str(place), image=image, text=f" {shape}  {name}")
        if names:
            row = str(min(selected, len(names) - 1))
            self.chosen.selection_set(row)
            self.chosen.focus(row)
            self.chosen.see(row)
        self.count.configure(text=f"Competitors: {len(names)} of at most {MOST_COMPETITORS}")
        self.problem.configure(text=self.networks.problem)
        self._ok.state(["disabled" if self.networks.problem else "!disabled"])
        for text in ("← Remove", "↑ Up", "↓ Down"):
            self.buttons_of_lists[text].state(["!disabled" if names else "disabled"])
        self._explain()

    def _explain(self) -> None:
        """Describe what is selected on the left."""
        for row in self.offered.selection():
            children = self.offered.get_children(row)
            self.about.configure(
                text=f"All {len(children)} networks of the quartet."
                if children
                else architecture(self._network(row)).description
            )

    def _network(self, row: str) -> str:
        return str(self.offered.item(row, "text"))

    def _selected(self) -> int | None:
        selected = self.chosen.selection()
        return int(selected[0]) if selected else None


def _alone(command: Callable[[], None]) -> str:
    """Run the command, and keep Tk from also doing what the key does in a list."""
    command()
    return "break"
