"""Brings decoded sound to the device's rate and channels by FFmpeg's swresample.

Downmix (ITU-R BS.775): centre and surrounds at -3 dB, a single back centre at -6 dB,
the LFE channel left out, then everything scaled so that full level on all channels
cannot clip (5.1 to stereo: fronts at 0.414, that is -7.7 dB). Mono goes to both front
channels at its own level. Thread: its branch.
"""

from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.filter import Graph

from player.errors import UnsupportedFormatError
from player.log import logger

_log = logger("media")

Samples = npt.NDArray[np.float32]

LAYOUTS = {
    1: "mono",
    2: "stereo",
    3: "3.0",
    4: "quad",
    5: "5.0",
    6: "5.1",
    7: "6.1",
    8: "7.1",
}
"""What a number of channels means when nobody says."""

_FOLD = "rematrix_maxval=1:lfe_mix_level=0"


class Resampler:
    """Turns `av.AudioFrame`s of any kind into float32 [frames, channels]."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        """Make one for a device.

        Raises:
            UnsupportedFormatError: No device has so many channels.
        """
        if channels not in LAYOUTS:
            raise UnsupportedFormatError(f"{channels} sound channels cannot be played")
        self._rate_hz = rate_hz
        self._channels = channels
        self._graph: Graph | None = None
        self._kind: tuple[str, str, int] | None = None
        self._is_mono = False

    def push(self, frame: Any) -> Samples:
        """Take a decoded frame, return the samples that are ready.

        Raises:
            UnsupportedFormatError: Its channels cannot be understood.
        """
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        ready: list[Samples] = []
        if kind != self._kind:
            ready.append(self.finish())
            self._graph = self._make_graph(frame)
            self._kind = kind
        frame.pts = None
        assert self._graph is not None
        self._graph.push(frame)
        return np.concatenate([*ready, *self._pull()])

    def finish(self) -> Samples:
        """Return what is still inside; the next frame starts anew."""
        if self._graph is None:
            return self._empty()
        self._graph.push(None)
        rest = self._pull()
        self.restart()
        return np.concatenate([self._empty(), *rest])

    def restart(self) -> None:
        """Forget what is inside: the next frame comes from elsewhere."""
        self._graph = None
        self._kind = None

    def _make_graph(self, frame: Any) -> Graph:
        count = len(frame.layout.channels)
        self._is_mono = count == 1
        known = any(channel.name not in {"", "NONE", "?"} for channel in _named(frame))
        layout = frame.layout.name if known else LAYOUTS.get(count, f"{count}C")
        fold = f"aresample={_FOLD}"
        for attempt in (fold, "pan=stereo|c0=c0|c1=c1"):
            try:
                return self._build(frame, layout, attempt)
            except (av.FFmpegError, OSError, ValueError) as error:
                _log.debug("sound layout %s by %s: %s", layout, attempt, error)
        raise UnsupportedFormatError(f"Sound channels {layout} cannot be played")

    def _build(self, frame: Any, layout: str, fold: str) -> Graph:
        target = "mono" if self._is_mono else LAYOUTS[self._channels]
        name, _, options = fold.partition("=")
        graph = Graph()
        graph.threads = 1  # sound is little work
        source = graph.add(
            "abuffer",
            sample_rate=str(frame.sample_rate),
            sample_fmt=frame.format.name,
            channel_layout=layout,
            time_base=str(Fraction(1, frame.sample_rate)),
        )
        wanted = graph.add(
            "aformat",
            f"sample_fmts=flt:channel_layouts={target}:sample_rates={self._rate_hz}",
        )
        graph.link_nodes(
            source, graph.add(name, options), wanted, graph.add("abuffersink")
        )
        graph.configure()
        return graph

    def _pull(self) -> list[Samples]:
        assert self._graph is not None
        blocks = [self._empty()]
        while True:
            try:
                frame: Any = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return blocks
            blocks.append(self._samples(frame))

    def _samples(self, frame: Any) -> Samples:
        count = 1 if self._is_mono else self._channels
        flat = np.frombuffer(frame.planes[0], np.float32)
        samples = flat[: frame.samples * count].reshape(-1, count)
        if not self._is_mono or self._channels == 1:
            return samples
        spread = np.zeros((len(samples), self._channels), np.float32)
        spread[:, :2] = samples
        return spread

    def _empty(self) -> Samples:
        return np.zeros((0, self._channels), np.float32)


def _named(frame: Any) -> Any:
    return frame.layout.channels
