"""What outlives a run, while it runs: files played last, changed options. Thread: GUI.

Between the settings file (`ui.settings_store`) and the session.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtGui import QImage

from player.errors import PlayerError
from player.log import logger
from player.options import BY_NAME, Value, defaults
from player.status import Notice, PlaybackStatus
from ui import recent_frames
from ui.chain_control import CUSTOM_NAME
from ui.chain_edits import ChainEdit
from ui.session import Session
from ui.settings_store import RecentFile, SettingsStore, whole_path

ALMOST_OVER_S = 10.0
"""A file left this near to its end begins anew."""

_log = logger("ui")


class Memory:
    """Remembers for the next run."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._remembered = store.load()
        self._first: dict[str, Value] = {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what was wrong with the settings file."""
        return self._store.notices

    @property
    def geometry(self) -> str:
        """Return the window's place and size, "" when it has none yet."""
        return self._remembered.geometry

    @property
    def chain_files(self) -> tuple[str, ...]:
        """Return the files of the chain that the person put together."""
        return self._remembered.chain_files

    @property
    def chain_edits(self) -> dict[str, ChainEdit]:
        """Return what the person changed of chains, by their names."""
        return self._remembered.chain_edits

    def options(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return the options to start with; `given` on the command line wins."""
        self._first = {**defaults(), **self._remembered.options, **given}
        return dict(self._first)

    @property
    def recent(self) -> tuple[RecentFile, ...]:
        """Return the files played last, newest first."""
        return self._remembered.recent

    def frames(self) -> dict[str, QImage]:
        """Return small pictures of the files played last, by path."""
        folder = self._store.frames_folder
        found = {
            played.path: recent_frames.load_frame(played.path, folder)
            for played in self.recent
        }
        return {path: image for path, image in found.items() if image is not None}

    def left_at(self, path: str) -> float:
        """Return the second at which a file was left, 0 when it was seen to its end."""
        place = whole_path(path)
        for played in self._remembered.recent:
            if played.path == place:
                left_s = played.duration_s - played.position_s
                is_over = played.duration_s > 0 and left_s < ALMOST_OVER_S
                return 0.0 if is_over else played.position_s
        return 0.0

    def note_left(self, status: PlaybackStatus, picture: QImage | None) -> None:
        """Remember how far the file was played that is now left."""
        media = status.media
        if media is None:
            return
        path = whole_path(media.path)
        played = RecentFile(path, float(status.position), media.duration_s).within()
        self._remembered = self._remembered.with_recent(played)
        if picture is not None and not picture.isNull():
            recent_frames.keep_frame(path, picture, self._store.frames_folder)

    def save(self, session: Session, geometry: str) -> None:
        """Write everything; options only where the person changed them."""
        changed = {
            name: value
            for name, value in last_options(session).items()
            if BY_NAME[name].is_remembered and value != self._first[name]
        }
        self._remembered = replace(
            self._remembered,
            options={**self._remembered.options, **changed},
            geometry=geometry,
            chain_files=session.chain.custom_files,
            chain_edits=session.chain.edits,
        )
        try:
            self._store.save(self._remembered)
        except PlayerError as error:
            _log.error("%s", error)


def last_options(session: Session) -> dict[str, Value]:
    """Return every option as the person has it now."""
    status = session.playback.status
    chain = session.chain.current.name
    if chain in {CUSTOM_NAME, session.first_chain}:
        chain = str(session.options["chain"])
    now: dict[str, Value] = {
        **session.options,
        "chain": chain,
        "compare": session.compare.mode.value,
        "divider": session.compare.divider,
        "volume": status.volume,
        "mute": status.is_muted,
    }
    for name, value in session.assumed.items():
        if now[name] == value:
            now[name] = session.options[name]
    return now
