"""What the program remembers, as one JSON file in the platform's place for settings.

A file that cannot be understood is kept beside as `.bad`, never overwritten; a value
that an option does not take is left out and said. Thread: GUI.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from player.errors import OptionError, PlayerError
from player.log import logger
from player.options import BY_NAME, Kind, Value, parse
from player.status import Notice
from ui.chain_edits import ChainEdit, edit_table, read_edit

FILE_NAME = "settings.json"
RECENT_FILES = 12

_log = logger("ui")


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file that was played.

    Attributes:
        path: From the root of the disk: the next run may start in another folder.
        position_s / duration_s: How far one got, and of how much; 0 when unknown.
    """

    path: str
    position_s: float = 0.0
    duration_s: float = 0.0

    def within(self) -> "RecentFile":
        """Return it with a position that lies in the file."""
        duration_s = max(0.0, self.duration_s) if isfinite(self.duration_s) else 0.0
        position_s = max(0.0, self.position_s) if isfinite(self.position_s) else 0.0
        if duration_s > 0:
            position_s = min(position_s, duration_s)
        return replace(self, position_s=position_s, duration_s=duration_s)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Everything that outlives a run.

    Attributes:
        options: Options that differ from their defaults.
        geometry: The window's place and size as Qt writes it, in hex, or "".
        chain_files: Shader files of the chain that the person put together.
        chain_edits: What the person changed of chains, by their names.
        recent: Newest first.
    """

    options: dict[str, Value] = field(default_factory=dict)
    geometry: str = ""
    chain_files: tuple[str, ...] = ()
    recent: tuple[RecentFile, ...] = ()
    chain_edits: dict[str, ChainEdit] = field(default_factory=dict)

    def with_recent(self, played: RecentFile) -> "Remembered":
        """Return it with one more file played."""
        others = tuple(known for known in self.recent if known.path != played.path)
        return replace(self, recent=(played, *others)[:RECENT_FILES])


class SettingsStore:
    """Reads and writes the settings file.

    Attributes:
        notices: What was wrong with the file when it was read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or default_folder()) / FILE_NAME
        self._frames = None if folder is None else folder / "frames"
        self.notices: tuple[Notice, ...] = ()

    @property
    def path(self) -> Path:
        """Return where the settings are."""
        return self._path

    @property
    def frames_folder(self) -> Path | None:
        """Return where small pictures are, None for the platform's cache."""
        return self._frames

    def load(self) -> Remembered:
        """Read what was remembered; whatever is wrong becomes a notice."""
        self.notices = ()
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return Remembered()
        except (OSError, UnicodeDecodeError) as error:
            return self._set_aside(str(error))
        try:
            return self._remembered(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return self._set_aside(str(error))

    def save(self, remembered: Remembered) -> None:
        """Write atomically: a crash leaves the old file or the new one.

        Raises:
            PlayerError: The place cannot be written.
        """
        content = {
            "options": remembered.options,
            "geometry": remembered.geometry,
            "chain_files": remembered.chain_files,
            "chain_edits": {
                name: edit_table(edit) for name, edit in remembered.chain_edits.items()
            },
            "recent": [
                {
                    "path": played.path,
                    "position_s": played.position_s,
                    "duration_s": played.duration_s,
                }
                for played in remembered.recent
            ],
        }
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(content, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            raise PlayerError(f"Settings cannot be saved: {error}") from None

    def _remembered(self, content: Mapping[str, object]) -> Remembered:
        options = content.get("options", {})
        recent = content.get("recent", [])
        files = content.get("chain_files", [])
        edits = content.get("chain_edits", {})
        if not (
            isinstance(options, dict)
            and isinstance(edits, dict)
            and isinstance(recent, list)
            and isinstance(files, list)
        ):
            raise TypeError("a list or table was expected")
        return Remembered(
            options=self._options(options),
            geometry=str(content.get("geometry", "")),
            chain_files=tuple(str(file) for file in files),
            chain_edits=self._edits(edits),
            recent=tuple(
                RecentFile(
                    str(entry["path"]),
                    float(entry.get("position_s", 0.0)),
                    float(entry.get("duration_s", 0.0)),
                ).within()
                for entry in recent[:RECENT_FILES]
                # Once paths were kept as they were typed; where that was is lost.
                if _is_whole(str(entry["path"]))
            ),
        )

    def _edits(self, content: Mapping[str, object]) -> dict[str, ChainEdit]:
        """Return the edits that can be understood."""
        good: dict[str, ChainEdit] = {}
        for name, table in content.items():
            try:
                good[name] = read_edit(table if isinstance(table, dict) else {})
            except (ValueError, TypeError, OverflowError) as error:
                _log.warning("settings: chain %s: %s", name, error)
                self._note(
                    f"settings-chain-{name}",
                    f"What was changed of the chain {name} could not be read; "
                    "it is as its preset has it.",
                )
        return good

    def _options(self, content: Mapping[str, object]) -> dict[str, Value]:
        """Return the options that exist and take their value."""
        good: dict[str, Value] = {}
        for name, value in content.items():
            option = BY_NAME.get(name)
            if option is None or not option.is_remembered:
                continue  # of another version
            is_flag = option.kind is Kind.FLAG
            try:
                text = str(value).lower() if is_flag else str(value)
                good[name] = parse(name, text)
            except OptionError as error:
                _log.warning("settings: %s", error)
                self._note(f"settings-{name}", f"{error}; its default is used.")
        return good

    def _set_aside(self, reason: str) -> Remembered:
        bad = self._path.with_suffix(".bad")
        try:
            self._path.replace(bad)
        except OSError as error:
            _log.warning("settings cannot be set aside: %s", error)
        _log.warning("settings not understood: %s", reason)
        self._note(
            "settings", f"The settings could not be read. They are kept as {bad.name}."
        )
        return Remembered()

    def _note(self, key: str, text: str) -> None:
        self.notices = (*self.notices, Notice(key, text))


def whole_path(path: str) -> str:
    """Return a path from the root of the disk; an address of the net stays."""
    return path if "://" in path else str(Path(path).absolute())


def _is_whole(path: str) -> bool:
    return "://" in path or Path(path).is_absolute()


def default_folder() -> Path:
    """Return the platform's folder for this program's settings."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "sakuga"
