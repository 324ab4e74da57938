"""How fast the window comes up and how responsive it stays while four networks train.

    python tests/benchmarks/window.py [--starts 7] [--epochs 30] [--quick]

It opens the real window on the display (a virtual one will do), each time in a new process, and prints: time from the
start of the process to the first paint of all controls, and from there to the plot canvas; gaps between heartbeats
(``after(10)``) while the four `digits` networks train, against the same window at rest; time from pressing Train, in a
window that has been open for 15 seconds, to the first progress event. The window's own modules are looked at, too.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPEN_SECONDS = 15.0
REST_SECONDS = 5.0
HEARTBEAT_MS = 10
FORBIDDEN = ("tensorflow", "keras", "sklearn", "pandas")


def main() -> int:
    options = _parser().parse_args()
    if options.child:
        return _child(options.child, options.epochs)
    starts = [_measure("start", 0) for _ in range(2 if options.quick else options.starts)]
    paints = [start["paint"] for start in starts]
    canvases = [start["canvas"] for start in starts]
    print(f"first paint          median {statistics.median(paints):.2f} s   longest {max(paints):.2f} s   ({len(paints)} starts)")
    print(f"plot canvas          median {statistics.median(canvases):.2f} s later   longest {max(canvases):.2f} s")
    session = _measure("train", 3 if options.quick else options.epochs)
    print(f"first progress event {session['first_progress']:.2f} s after Train, in a window open for {OPEN_SECONDS:.0f} s")
    for name in ("rest", "training"):
        gaps = session[name]
        print(
            f"heartbeat gaps       {name:<9} median {_share(gaps, 0.5):5.1f} ms   99th percentile {_share(gaps, 0.99):5.1f} ms"
            f"   longest {gaps[-1]:5.1f} ms   ({len(gaps):,} beats)"
        )
    print(f"longest gap, training against rest: ratio {session['training'][-1] / session['rest'][-1]:.2f}")
    print(f"memory of the window's process: {session['memory'] / 1e6:.0f} MB")
    print(f"loaded in the window's process: {', '.join(session['forbidden']) or 'none'} of {', '.join(FORBIDDEN)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Start-up and responsiveness of the window.")
    parser.add_argument("--starts", type=int, default=7, help="starts of which the median is taken (default: 7)")
    parser.add_argument("--epochs", type=int, default=30, help="epochs of the training (default: 30)")
    parser.add_argument("--quick", action="store_true", help="two starts and three epochs")
    parser.add_argument("--child", choices=("start", "train"), help=argparse.SUPPRESS)
    return parser


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _measure(kind: str, epochs: int) -> dict[str, object]:  # the values are JSON
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"WORKBENCH_HOME": home, "WORKBENCH_CONFIG": home, "PYTHONPATH": str(ROOT)}
        started = time.time()
        output = subprocess.run(
            [sys.executable, __file__, "--child", kind, "--epochs", str(epochs)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    result = json.loads(output)
    result["paint"] -= started
    result["canvas"] -= started + result["paint"]
    return result


def _child(kind: str, epochs: int) -> int:
    from workbench.view.view import make_window

    view = make_window()
    root = view.root
    result: dict[str, object] = {}

    def painted(_event: object) -> None:
        root.unbind("<Expose>", binding)
        root.after_idle(lambda: result.setdefault("paint", time.time()))  # behind all redraws that are due now
        root.after(1, await_canvas)

    def await_canvas() -> None:
        if "paint" not in result or view.content.train.figure.canvas is None:
            root.after(2, await_canvas)
        else:
            root.after_idle(canvas_there)

    def canvas_there() -> None:
        result["canvas"] = time.time()
        if kind == "start":
            root.after(100, end)
        else:
            root.after(int(1000 * (OPEN_SECONDS - REST_SECONDS)), rest)

    def rest() -> None:
        beats: list[float] = []
        _beat(root, beats)
        root.after(int(1000 * REST_SECONDS), lambda: train(beats))

    def train(beats: list[float]) -> None:
        result["rest"] = _gaps(beats)
        view.choices.entries["epochs"].set(str(epochs))
        beats.clear()
        pressed = time.monotonic()
        view.content.toolbar.train.invoke()
        root.after(1, lambda: await_progress(pressed))
        root.after(500, lambda: await_end(beats))

    def await_progress(pressed: float) -> None:
        if any(item.progress > 0 for item in view.experiment.competitors.values()):
            result["first_progress"] = time.monotonic() - pressed
        else:
            root.after(5, lambda: await_progress(pressed))

    def await_end(beats: list[float]) -> None:
        if view.experiment.working:
            root.after(200, lambda: await_end(beats))
            return
        import psutil

        result["training"] = _gaps(beats)
        result["memory"] = psutil.Process().memory_info().rss
        end()

    def end() -> None:
        result["forbidden"] = [name for name in FORBIDDEN if name in sys.modules]
        for item in view.experiment.competitors.values():
            item.unsaved = False  # nobody is there to answer the question
        view.close()

    binding = root.bind("<Expose>", painted, add="+")
    root.mainloop()
    print(json.dumps(result))
    return 0


def _beat(root: object, beats: list[float]) -> None:
    beats.append(time.monotonic())
    root.after(HEARTBEAT_MS, lambda: _beat(root, beats))  # type: ignore[attr-defined]


def _gaps(beats: list[float]) -> list[float]:
    """Milliseconds between beats, in ascending order."""
    return sorted(1000 * (later - earlier) for earlier, later in zip(beats, beats[1:], strict=False))


if __name__ == "__main__":
    sys.exit(main())
