"""How fast the window comes up and how responsive it stays while four networks train.

    python tests/benchmarks/window.py [--starts 7] [--epochs 30] [--quick] [--only start,train,curves,console,session]

It opens the real window on the display (a virtual one will do), each time in a new process, and prints: time from the
start of the process to the first paint of all controls, and from there to the plot canvas; gaps between heartbeats
(``after(10)``) while the four `digits` networks train, against the same window at rest; time from pressing Train, in a
window that has been open for 15 seconds, to the first progress event. The window's own modules are looked at, too.
Then `window_sections.py` measures redraws of long curves, the console under many lines, and half an hour of a quartet.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
OPEN_SECONDS = 15.0
REST_SECONDS = 5.0
HEARTBEAT_MS = 10
SECTIONS = Path(__file__).with_name("window_sections.py")
FORBIDDEN = ("tensorflow", "keras", "sklearn", "pandas")


def main() -> int:
    options = _parser().parse_args()
    if options.child:
        return _Child(options.child, options.epochs).run()
    chosen = options.only.split(",")
    if "start" in chosen:
        _print_starts([_measure("start", 0) for _ in range(2 if options.quick else options.starts)])
    if "train" in chosen:
        _print_training(_measure("train", 3 if options.quick else options.epochs))
    for kind, show in (("curves", _print_curves), ("console", _print_console), ("session", _print_session)):
        if kind in chosen and not (options.quick and kind == "session"):
            show(_output(SECTIONS, kind))
    return 0


def _print_starts(starts: list[dict[str, Any]]) -> None:
    for name, times in (
        ("first paint", [start["paint"] for start in starts]),
        ("plot canvas, later by", [start["canvas"] - start["paint"] for start in starts]),
    ):
        _line(name, f"median {statistics.median(times):.2f} s   longest {max(times):.2f} s   ({len(times)} starts)")


def _print_training(session: dict[str, Any]) -> None:
    pressed = f"pressed {OPEN_SECONDS:.0f} s after the start"
    _line("first progress event", f"{session['first_progress']:.2f} s after Train, {pressed}")
    for name in ("rest", "training"):
        gaps = session[name]
        fractions = f"median {_fraction(gaps, 0.5):.1f} ms   99th percentile {_fraction(gaps, 0.99):.1f} ms"
        _line(f"heartbeat gaps, {name}", f"{fractions}   longest {gaps[-1]:.1f} ms   ({len(gaps):,} beats)")
    _line("longest gap", f"training : rest = {session['training'][-1] / session['rest'][-1]:.2f} : 1")
    _line("processor while training", f"{session['processor']:.1%} of one core for the window")
    _line("memory of the window", f"{session['memory'] / 1e6:.0f} MB")
    _line("loaded in the window", f"{', '.join(session['forbidden']) or 'none'} of {', '.join(FORBIDDEN)}")


def _print_curves(result: dict[str, Any]) -> None:
    redraws, pauses = result["redraws"], result["pauses"]
    what = f"4 models × 1,000 epochs × 6 metrics, {result['size']} pixels: "
    _line("redraw of curves", f"{what}median {_fraction(redraws, 0.5):.1f} ms   longest {redraws[-1]:.1f} ms")
    _line("longest step of a redraw", f"median {_fraction(pauses, 0.5):.1f} ms   longest {pauses[-1]:.1f} ms")


def _print_console(result: dict[str, Any]) -> None:
    first, last = result["first"], result["last"]
    _line("console, 200,000 lines", f"first 10,000: {first:,.0f} a second   last 10,000: {last:,.0f} a second")


def _print_session(result: dict[str, Any]) -> None:
    memory = [size / 1e6 for size in result["memory"]]
    minutes = f"{len(memory)} minutes, {result['events']:,} events, {result['speed']} times as fast"
    places = (1, len(memory) // 2, -1)
    sizes = ", ".join(f"{memory[place]:.0f}" for place in places)
    _line("memory in a session", f"{minutes}: {sizes} MB in minute 1, in the middle, at the end")


def _line(name: str, text: str) -> None:
    print(f"{name:<26}{text}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Start-up and responsiveness of the window.")
    parser.add_argument("--starts", type=int, default=7, help="starts of which the median is taken (default: 7)")
    parser.add_argument("--epochs", type=int, default=30, help="epochs of the training (default: 30)")
    parser.add_argument("--quick", action="store_true", help="two starts, three epochs, no session")
    parser.add_argument("--only", default="start,train,curves,console,session", help="what to measure (default: all)")
    parser.add_argument("--child", choices=("start", "train"), help=argparse.SUPPRESS)
    return parser


def _fraction(ordered: list[float], fraction: float) -> float:
    return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]


def _measure(kind: str, epochs: int) -> dict[str, Any]:
    started = time.time()
    result = _output(Path(__file__), "--child", kind, "--epochs", str(epochs))
    result["paint"] -= started
    result["canvas"] -= started
    return result


def _output(script: Path, *arguments: str) -> dict[str, Any]:
    """What a script prints as JSON, run with folders of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"WORKBENCH_HOME": home, "WORKBENCH_CONFIG": home, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(script), *arguments]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(output))


class _Child:
    """The window in a process of its own, driven by timers as a user would drive it by hand."""

    def __init__(self, kind: str, epochs: int) -> None:
        from workbench.view.window.view import make_window

        self._kind, self._epochs = kind, epochs
        self._view = make_window()
        self._root = self._view.root
        self._result: dict[str, Any] = {}
        self._beats: list[float] = []
        self._pressed = self._used = 0.0

    def run(self) -> int:
        self._binding = self._root.bind("<Expose>", lambda _: self._painted(), add="+")
        self._root.mainloop()
        print(json.dumps(self._result))
        return 0

    def _painted(self) -> None:
        self._root.unbind("<Expose>", self._binding)
        self._root.after_idle(lambda: self._result.setdefault("paint", time.time()))  # behind all redraws due now
        self._root.after(1, self._await_canvas)

    def _await_canvas(self) -> None:
        if "paint" not in self._result or self._view.content.train.figure.canvas is None:
            self._root.after(2, self._await_canvas)
        else:
            self._root.after_idle(self._canvas_there)

    def _canvas_there(self) -> None:
        self._result["canvas"] = time.time()
        if self._kind == "start":
            self._root.after(100, self._end)
        else:
            self._root.after(int(1000 * (OPEN_SECONDS - REST_SECONDS)), self._rest)

    def _rest(self) -> None:
        self._beat()
        self._root.after(int(1000 * REST_SECONDS), self._train)

    def _train(self) -> None:
        self._result["rest"] = self._gaps()
        self._view.selection.entries["epochs"].set(str(self._epochs))
        self._beats.clear()
        self._pressed = time.monotonic()
        self._used = _processor_seconds()
        self._view.content.toolbar.train.invoke()
        self._root.after(1, self._await_progress)
        self._root.after(500, self._await_end)

    def _await_progress(self) -> None:
        if any(competitor.progress > 0 for competitor in self._view.experiment.competitors.values()):
            self._result["first_progress"] = time.monotonic() - self._pressed
        else:
            self._root.after(5, self._await_progress)

    def _await_end(self) -> None:
        if self._view.experiment.working:
            self._root.after(200, self._await_end)
            return
        self._result["training"] = self._gaps()
        seconds = time.monotonic() - self._pressed
        self._result["processor"] = (_processor_seconds() - self._used) / seconds
        self._result["memory"] = psutil.Process().memory_info().rss
        self._end()

    def _end(self) -> None:
        self._result["forbidden"] = [name for name in FORBIDDEN if name in sys.modules]
        self._view.close()

    def _beat(self) -> None:
        self._beats.append(time.monotonic())
        self._root.after(HEARTBEAT_MS, self._beat)

    def _gaps(self) -> list[float]:
        """Milliseconds between heartbeats, in ascending order."""
        return sorted(1000 * (later - earlier) for earlier, later in itertools.pairwise(self._beats))


def _processor_seconds() -> float:
    times = psutil.Process().cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    sys.exit(main())
