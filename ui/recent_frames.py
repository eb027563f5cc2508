"""Small pictures of the files played last, kept in the platform's cache. GUI thread."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QImage

from player.log import logger

WIDTH_PX = 336
"""A card is 168 px wide; sharp at 200 %."""

_log = logger("ui")


def keep_frame(path: str, picture: QImage, folder: Path | None = None) -> None:
    """Keep a picture of a file; without a place for it, go on without."""
    place = _place(path, folder)
    small = picture.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _log.info("no cache for small pictures: %s", error)
        return
    if not small.save(str(place)):
        _log.info("a small picture cannot be kept: %s", place)


def load_frame(path: str, folder: Path | None = None) -> QImage | None:
    """Return the picture kept of a file, None when there is none."""
    image = QImage(str(_place(path, folder)))
    return None if image.isNull() else image


def _place(path: str, folder: Path | None) -> Path:
    digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()
    return (folder or default_folder()) / f"{digest[:24]}.png"


def default_folder() -> Path:
    """Return the platform's folder for what can be made again."""
    place = QStandardPaths.StandardLocation.GenericCacheLocation
    return Path(QStandardPaths.writableLocation(place)) / "sakuga" / "frames"
