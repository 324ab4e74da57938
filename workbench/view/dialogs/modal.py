"""Modal dialogs: questions, errors, and the frame of all others."""

import tkinter
from collections.abc import Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from workbench.errors import UserError
from workbench.view.widgets import placement
from workbench.view.widgets.scrolling import ScrollingFrame
from workbench.view.widgets.small import later, tip
from workbench.view.widgets.theme import make_disabled_legible, px


class Dialog(ttk.Toplevel):
    """A modal window over ``parent``: fill ``body``, add buttons, then `wait`. Escape and closing answer None.

    It stays on the screen: a body for which there is no room scrolls, the buttons below it are always seen.
    """

    def __init__(self, parent: Misc, title: str) -> None:
        super().__init__(title=title, master=parent, transient=parent.winfo_toplevel())
        self.withdraw()
        self.answer: str | None = None
        self._scrolling = ScrollingFrame(self, across=True)  # made first: so is the order of the Tab key
        self.buttons = ttk.Frame(self, padding=(px(self, 16), px(self, 8), px(self, 16), px(self, 14)))
        self.buttons.pack(fill="x", side="bottom")
        self._scrolling.pack(fill="both", expand=True)
        self._scrolling.follow_wheel(self)
        self.body = ttk.Frame(self._scrolling.inner, padding=(px(self, 16), px(self, 16), px(self, 16), px(self, 8)))
        self.body.pack(fill="both", expand=True)
        self._default: ttk.Button | None = None
        self._size = (0, 0)
        self.protocol("WM_DELETE_WINDOW", self.cancel)
        self.bind("<Escape>", lambda _: self.cancel())
        self.bind("<Return>", self._return)
        self.bind("<FocusIn>", self._see)
        self.bind("<Button-1>", self._called)
        for moment in ("<Configure>", "<Map>", "<Unmap>"):
            self.bind(moment, self._arranged, add="+")

    def add_button(self, text: str, answer: str, *, default: bool = False, danger: bool = False) -> ttk.Button:
        """A button at the right end; the first one added stands rightmost."""
        bootstyle = "danger" if danger else "primary" if default else "secondary outline"
        button = ttk.Button(self.buttons, text=text, bootstyle=bootstyle, command=lambda: self.choose(answer))
        button.pack(side="right", padx=(px(self, 8), 0))
        if default:
            self._default = button
        return button

    def choose(self, answer: str) -> None:
        """Close with that answer; dialogs that check their entries first override this."""
        self.answer = answer
        self.destroy()

    def cancel(self) -> None:
        """Close without an answer."""
        self.answer = None
        self.destroy()

    def wait(self, focus: Misc | None = None) -> str | None:
        """Show the dialog in the middle of its parent until it is closed; returns the answer."""
        below = modal_dialog(self)
        make_disabled_legible()
        self._scrolling.limit(*self.room)  # the buttons below it are still on the screen
        self.update_idletasks()  # sizes are needed for the place; no events are handled here
        parent = self.master.winfo_toplevel()
        width, height = self.winfo_reqwidth(), self.winfo_reqheight()
        x = parent.winfo_rootx() + (parent.winfo_width() - width) // 2
        y = parent.winfo_rooty() + (parent.winfo_height() - height) // 3
        self.geometry("+{}+{}".format(*placement.inside((x, y), (width, height), self._screen, self._scaling)))
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        (focus or self._default or self).focus_set()
        self.wait_window()
        if below is not None and below.winfo_exists():
            below.grab_set()
            below.call()
        return self.answer

    def call(self) -> None:
        """Bring the dialog to the front, with the keyboard."""
        self.lift()
        (self.focus_lastfor() or self).focus_force()

    @property
    def room(self) -> tuple[int, int]:
        """The size in pixels that the body can have without scrolling; the buttons must have been added."""
        self.update_idletasks()  # no events are handled here
        width, height = placement.room_for_dialogs(self._screen, self._scaling)
        return width, height - self.buttons.winfo_reqheight()

    @property
    def _screen(self) -> tuple[int, int]:
        return self.winfo_screenwidth(), self.winfo_screenheight()

    @property
    def _scaling(self) -> int:
        return px(self, 100)

    def _arranged(self, event: "tkinter.Event[Misc]") -> None:
        """Something in the dialog has another size, comes or goes; or the dialog itself has another size."""
        self._scrolling.fit_soon()
        if event.widget is self and self._size != (self.winfo_width(), self.winfo_height()):
            self._size = self.winfo_width(), self.winfo_height()
            later(self, 1, self._come_inside)  # not within the event, while Tk and the desktop settle the size

    def _come_inside(self) -> None:
        place = self.winfo_x(), self.winfo_y()
        inside = placement.inside(place, self._size, self._screen, self._scaling)
        if self.winfo_viewable() and inside != place:
            self.geometry("+{}+{}".format(*inside))

    def _called(self, event: "tkinter.Event[Misc]") -> None:
        """A click elsewhere in the program, which Tk hands to the modal dialog: that is what must be answered first."""
        if event.widget is self:
            self.call()

    def _see(self, event: "tkinter.Event[Misc]") -> None:
        if str(event.widget).startswith(f"{self.body}."):
            self._scrolling.see(event.widget)

    def _return(self, event: "tkinter.Event[Misc]") -> None:
        if self._default is not None and not isinstance(event.widget, tkinter.Text | ttk.Button):
            self._default.invoke()


def modal_dialog(widget: Misc) -> Dialog | None:
    """The dialog that must be closed first, None if there is none."""
    try:
        holder = widget.grab_current()
    except KeyError:  # a menu or the list of a box, which Tk opens by itself
        return None
    return holder if isinstance(holder, Dialog) else None


def ask(parent: Misc, title: str, message: str, advice: str, answers: Sequence[str], danger: str = "") -> str | None:
    """Ask a question; the first answer that loses nothing is the default. None for Escape, closing, or "Cancel"."""
    dialog = Dialog(parent, title)
    ttk.Label(dialog.body, text=message, style="Bold.TLabel", wraplength=px(parent, 420)).pack(anchor="w")
    if advice:
        ttk.Label(dialog.body, text=advice, wraplength=px(parent, 420)).pack(anchor="w", pady=(px(parent, 8), 0))
    default = next((answer for answer in answers if answer != danger), "")
    for answer in answers:
        dialog.add_button(answer, answer, default=answer == default, danger=answer == danger)
    result = dialog.wait()
    return None if result == "Cancel" else result


def show_error(parent: Misc, error: Exception, doing: str) -> None:
    """Say what happened, what was expected and what to do; anything but a `UserError` comes with its details."""
    import traceback

    if isinstance(error, UserError):
        show_failure(parent, error.message, error.advice)
    else:
        details = "".join(traceback.format_exception(error))
        advice = "This should not happen. Your work is kept; please report it together with the details below."
        show_failure(parent, f"An unexpected error occurred while {doing}: {error}", advice, details)


def show_failure(parent: Misc, message: str, advice: str, details: str = "") -> None:
    """The error dialog; ``details`` (a traceback) can be unfolded and copied."""
    dialog = Dialog(parent, "That did not work")
    ttk.Label(dialog.body, text=message, style="Bold.TLabel", wraplength=px(parent, 480)).pack(anchor="w")
    if advice:
        ttk.Label(dialog.body, text=advice, wraplength=px(parent, 480)).pack(anchor="w", pady=(px(parent, 8), 0))
    dialog.add_button("Close", "close", default=True)

    def copy() -> None:
        dialog.clipboard_clear()
        dialog.clipboard_append("\n".join(text for text in (message, advice, details) if text))

    button = ttk.Button(dialog.buttons, text="Copy", bootstyle="secondary outline", command=copy)
    button.pack(side="left")
    tip(button, "Copy the whole message to the clipboard.")
    if details:
        _foldable(dialog, details)
    dialog.wait()


def _foldable(dialog: Dialog, details: str) -> None:
    box = ttk.Text(dialog.body, height=12, width=80, wrap="none", font="TkFixedFont")
    box.insert("1.0", details)
    box.configure(state="disabled")

    def fold() -> None:
        if box.winfo_ismapped():
            box.pack_forget()
        else:
            box.pack(fill="both", expand=True, pady=(px(dialog, 8), 0))
        button.configure(text="Hide details" if box.winfo_manager() else "Show details")
        dialog.geometry("")

    button = ttk.Button(dialog.body, text="Show details", bootstyle="link", padding=0, command=fold)
    button.pack(anchor="w", pady=(px(dialog, 8), 0))
