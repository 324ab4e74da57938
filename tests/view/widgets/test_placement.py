"""Where the window stands."""

import pytest

from workbench.view.widgets.placement import Rescaling, default, inside, minimum, remembered, rescaled, room_for_dialogs

SMALL, LARGE = (1280, 720), (2560, 1440)


def test_the_default_fits_on_the_screen() -> None:
    assert default(LARGE, 100) == "1280x800+640+213"
    assert default(LARGE, 200) == "2560x1248+0+64"
    assert default(SMALL, 100) == "1280x624+0+32"
    assert minimum(LARGE, 200) == (1800, 1120) and minimum(SMALL, 200) == (1280, 528)


@pytest.mark.parametrize(
    ("geometry", "screen", "expected"),
    [
        ("1000x600+50+40", LARGE, "1000x600+50+40"),
        ("3000x2000+0+0", SMALL, "1280x720+0+0"),
        ("1000x600+2500+40", LARGE, default(LARGE, 100)),  # on a second screen that is gone
        ("1000x600+-950+40", LARGE, default(LARGE, 100)),
        ("1000x600+-100+40", LARGE, "1000x600+-100+40"),
        ("1000x600+50+-30", LARGE, default(LARGE, 100)),  # its title bar could not be reached
        ("large", LARGE, default(LARGE, 100)),
        ("", SMALL, default(SMALL, 100)),
    ],
)
def test_an_earlier_place_is_used_if_it_can_be_seen(geometry: str, screen: tuple[int, int], expected: str) -> None:
    assert remembered(geometry, screen, 100) == expected


def test_another_scaling_keeps_what_the_window_shows() -> None:
    assert rescaled("1000x500+100+100", LARGE, 100, 200) == "2000x1000+100+100"
    assert rescaled("2000x1000+100+100", LARGE, 200, 100) == "1000x500+100+100"
    assert rescaled("1280x624+0+0", SMALL, 100, 200) == "1280x528+0+0"


def test_a_size_for_which_there_was_no_room_comes_back() -> None:
    rescaling = Rescaling()
    first = rescaling.geometry("1280x624+0+0", SMALL, 100, 200)
    assert first == "1280x528+0+0"
    assert rescaling.geometry(first, SMALL, 200, 125) == rescaled("1280x624+0+0", SMALL, 100, 125)
    again = rescaling.geometry(rescaling.given, SMALL, 125, 100)
    assert again == "1280x624+0+0"
    assert rescaling.geometry("1000x600+0+0", SMALL, 100, 125) == rescaled("1000x600+0+0", SMALL, 100, 125)


def test_a_dialog_is_moved_no_farther_than_it_must() -> None:
    assert inside((100, 100), (400, 300), SMALL, 100) == (100, 100)
    assert inside((1000, 600), (400, 300), SMALL, 100) == (880, 388)
    assert inside((-50, -20), (400, 300), SMALL, 100) == (0, 0)
    assert inside((0, 0), (2000, 900), SMALL, 200) == (0, 0), "what is too large starts at the corner"
    assert room_for_dialogs(SMALL, 200) == (1248, 576)
