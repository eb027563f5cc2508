"""The pacing law: hold, show, drop late; never freeze, never drop while paused."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.playback.pacing import (
    MAX_AHEAD_S,
    MAX_WAIT_S,
    Choice,
    Situation,
    Verdict,
    Waiting,
    choose,
)
from player.timing import WallTime

NOW = 100.0
FRAME_S = 0.04
STOPPED = Waiting(None, None)


def _at(*dues_s: float) -> list[Waiting]:
    """Return frames that follow on each other, due at NOW plus these."""
    ends = [*dues_s[1:], dues_s[-1] + FRAME_S]
    return [
        Waiting(WallTime(NOW + due), WallTime(NOW + end))
        for due, end in zip(dues_s, ends, strict=True)
    ]


def _choose(
    waiting: Sequence[Waiting], draw_s: float = 0.01, **marks: float
) -> tuple[Verdict, int, float]:
    situation = Situation(WallTime(NOW), WallTime(NOW + draw_s), **marks)
    choice = choose(waiting, situation)
    return choice.verdict, choice.dropped, round(choice.when - NOW, 6)


SHOW, HOLD = Verdict.SHOW, Verdict.HOLD


@pytest.mark.parametrize(
    ("what", "waiting", "marks", "expected"),
    [
        ("nothing there", [], {}, (HOLD, 0, math.inf)),
        ("next is soon", _at(0.02, 0.06), {}, (SHOW, 0, 0.02)),
        ("due just passed", _at(-0.02, 0.02), {}, (SHOW, 0, -0.02)),
        ("one is over", _at(-0.05, -0.01, 0.03), {}, (SHOW, 1, -0.01)),
        ("over when drawn", _at(-0.035, 0.005, 0.045), {}, (SHOW, 1, 0.005)),
        ("slow drawing skips", _at(0, 0.04, 0.08), {"draw_s": 0.09}, (SHOW, 2, 0.08)),
        ("far away", _at(2.0), {}, (HOLD, 0, 2.0 - MAX_AHEAD_S)),
        ("first at once", _at(5.0), {"is_first": True}, (SHOW, 0, 0.0)),
        ("first although late", _at(-1, -0.9), {"is_first": True}, (SHOW, 0, 0.0)),
        ("first while stopped", [STOPPED], {"is_first": True}, (SHOW, 0, 0.0)),
        ("stopped before all", [STOPPED, STOPPED], {}, (HOLD, 0, math.inf)),
        (
            "stopped in this frame",
            [Waiting(WallTime(NOW - 9), None), STOPPED],
            {},
            (SHOW, 0, -9),
        ),
        ("stopped at its end", [*_at(-9), STOPPED], {}, (SHOW, 0, 0.0)),
        ("stopped after two", [*_at(-9, -8), STOPPED], {}, (SHOW, 1, 0.0)),
        ("decoder behind", _at(-0.5, -0.4), {}, (SHOW, 1, -0.4)),
        ("end of file, late", _at(0, 0.04), {"draw_s": 1.0, "is_finished": True}, None),
        ("drawer too slow: wait", _at(0, 0.04), {"draw_s": 1.0}, (HOLD, 1, MAX_WAIT_S)),
        ("waited enough", _at(0, 0.04), {"draw_s": 1.0, "waited_s": 0.25}, None),
        ("waited some", _at(0.04), {"draw_s": 1.0, "waited_s": 0.2}, (HOLD, 0, 0.05)),
    ],
)
def test_table(
    what: str,
    waiting: list[Waiting],
    marks: dict[str, float],
    expected: tuple[Verdict, int, float] | None,
) -> None:
    """Each situation has one answer; None stands for 'the newest, at its time'."""
    if expected is None:
        newest = waiting[-1].due
        assert newest is not None
        expected = (SHOW, len(waiting) - 1, round(newest - NOW, 6))
    assert _choose(waiting, **marks) == expected, what


frame_times = st.lists(st.floats(-2, 2), min_size=1, max_size=12).map(sorted)


@given(frame_times, st.floats(0, 1.5), st.floats(0, 1), st.booleans())
def test_what_is_shown_is_never_older_than_needed(
    dues: list[float], draw_s: float, waited_s: float, is_finished: bool
) -> None:
    """A shown frame is the first that can be in time, or the newest of all."""
    waiting = _at(*dues)
    situation = Situation(
        WallTime(NOW), WallTime(NOW + draw_s), waited_s, is_finished=is_finished
    )
    choice = choose(waiting, situation)
    assert 0 <= choice.dropped < len(waiting)
    for dropped in waiting[: choice.dropped]:
        assert dropped.end is not None
        assert dropped.end <= situation.earliest
    if choice.verdict is Verdict.SHOW:
        end = waiting[choice.dropped].end
        assert end is not None
        is_newest = choice.dropped == len(waiting) - 1
        assert end > situation.earliest or is_newest
    else:
        assert choice.when > situation.now


@given(st.integers(1, 10), st.floats(0, 1.5))
def test_a_stopped_clock_drops_nothing(count: int, draw_s: float) -> None:
    """While paused nothing is dropped and nothing new is shown."""
    situation = Situation(WallTime(NOW), WallTime(NOW + draw_s), 99.0)
    choice = choose([STOPPED] * count, situation)
    assert choice == Choice(Verdict.HOLD, 0, WallTime(math.inf))


@dataclass
class _Cinema:
    """Plays frames at even times on a screen, with a drawer of a given speed."""

    frame_s: float
    refresh_s: float
    draw_s: float = 0.002
    queue: int = 8
    shown: list[tuple[int, float]] = field(default_factory=list)
    dropped: int = 0

    def play(self, seconds: float) -> None:
        """Ask, draw, wait for the refresh at or after the due time, again."""
        now, head, waited_from = 0.0, 0, None
        frames = int(seconds / self.frame_s)
        while head < frames:
            # The branch keeps the queue full and lets go what is over.
            while (head + 1) * self.frame_s < now - 1e-9 and waited_from is None:
                if (head + self.queue) * self.frame_s > now:
                    break
                head += 1
                self.dropped += 1
            waiting = [
                Waiting(
                    WallTime(index * self.frame_s),
                    WallTime((index + 1) * self.frame_s),
                )
                for index in range(head, min(frames, head + self.queue))
            ]
            situation = Situation(
                WallTime(now),
                WallTime(now + self.draw_s),
                0.0 if waited_from is None else now - waited_from,
                is_first=not self.shown,
                is_finished=head + self.queue >= frames,
            )
            choice = choose(waiting, situation)
            self.dropped += choice.dropped
            head += choice.dropped
            if choice.verdict is Verdict.HOLD:
                waited_from = now if waited_from is None else waited_from
                now = min(choice.when, now + 0.01)
                continue
            waited_from = None
            ready = max(now + self.draw_s, choice.when)
            now = math.ceil(ready / self.refresh_s - 1e-6) * self.refresh_s
            self.shown.append((head, now))
            head += 1


@pytest.mark.parametrize(
    ("rate_hz", "screen_hz"),
    [(24000 / 1001, 60), (25, 60), (24, 24), (30, 60), (24000 / 1001, 144), (60, 60)],
)
def test_no_frame_is_lost_on_a_screen_that_is_fast_enough(
    rate_hz: float, screen_hz: float
) -> None:
    """Every frame is shown once, in order, less than a refresh late."""
    cinema = _Cinema(1 / rate_hz, 1 / screen_hz)
    cinema.play(20)
    assert cinema.dropped == 0
    assert [index for index, _ in cinema.shown] == list(range(len(cinema.shown)))
    lateness = [at - index / rate_hz for index, at in cinema.shown]
    assert max(lateness) <= 1 / screen_hz + 0.003
    assert min(lateness) >= -1e-9


def test_film_on_60_hz_has_the_known_cadence() -> None:
    """23.976 on 60 Hz: two and three refreshes in turn, out of turn each 8 s."""
    cinema = _Cinema(1001 / 24000, 1 / 60)
    cinema.play(30)
    moments = [at for _, at in cinema.shown][3:]
    stays = [round((b - a) * 60) for a, b in pairwise(moments)]
    assert set(stays) <= {2, 3}
    odd = sum(a == b for a, b in pairwise(stays))
    assert odd <= 4  # 2.5025 refreshes a frame: half a refresh each 200 frames


def test_a_video_faster_than_the_screen_drops_evenly() -> None:
    """50 on 25 Hz: every second frame, no lag that grows."""
    cinema = _Cinema(1 / 50, 1 / 25, draw_s=0.005)
    cinema.play(10)
    steps = [b - a for (a, _), (b, _) in pairwise(cinema.shown)]
    assert set(steps[2:-2]) == {2}
    assert max(at - index / 50 for index, at in cinema.shown) < 0.061


@pytest.mark.parametrize("draw_s", [0.1, 0.3, 1.0])
def test_a_slow_drawer_moves_and_stays_near_the_sound(draw_s: float) -> None:
    """However slow the drawing, pictures come as fast as they are drawn, in time."""
    cinema = _Cinema(1 / 24, 1 / 60, draw_s=draw_s)
    cinema.play(20)
    moments = [at for _, at in cinema.shown]
    gaps = [b - a for a, b in pairwise(moments)]
    assert max(gaps) <= draw_s + MAX_WAIT_S + 2 / 60
    lateness = [at - index / 24 for index, at in cinema.shown[2:]]
    assert max(lateness) <= draw_s + 2 / 24
