from itertools import islice
from threading import Event

import pytest

from workbench.data.imports.parallel import in_order


def test_results_come_in_order_whoever_is_ready_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    second_is_done = Event()

    def read(number: int) -> int:
        if number == 0:
            assert second_is_done.wait(30)
        if number == 1:
            second_is_done.set()
        return number * number

    assert list(in_order(read, range(100))) == [number**2 for number in range(100)]


def test_an_error_is_raised_where_its_turn_is() -> None:
    def read(number: int) -> float:
        return 6 / number

    results = in_order(read, [3, 2, 0, 1])
    assert list(islice(results, 2)) == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_only_a_few_are_read_ahead() -> None:
    seen: list[int] = []
    results = in_order(seen.append, range(10_000), ahead=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(seen) < 100


def test_nothing_to_read() -> None:
    assert list(in_order(str, [])) == []
