"""What this program is, which version, under which licence. Thread: main."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

_PARTS = (
    ("PyAV", "av"),
    ("PyOpenGL", "PyOpenGL"),
    ("NumPy", "numpy"),
    ("sounddevice", "sounddevice"),
)


def version_of(package: str) -> str:
    """Return an installed package's version, "" when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


class AboutDialog(QDialog):
    """A short page of words."""

    def __init__(self, graphics: str = "", parent: QWidget | None = None) -> None:
        """Make the page.

        Args:
            graphics: Renderer and GL version, "" while unknown.
            parent: Of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Sakuga"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        self._add(column, f"Sakuga {version_of('sakuga')}".strip(), "title")
        self._add(
            column,
            self.tr(
                "A player for anime: shader chains on every frame, before and after "
                "side by side, sound in sync."
            ),
            "",
        )
        self._add(
            column,
            self.tr(
                "Free under the MIT licence. Its own shaders follow published ideas; "
                "files of the mpv user-shader format can be added."
            ),
            "muted",
        )
        parts = [f"Qt {qVersion()}", f"Python {platform.python_version()}"]
        parts += [f"{name} {version_of(package)}" for name, package in _PARTS]
        self._add(column, " · ".join(parts), "muted")
        if graphics:
            self._add(column, graphics, "muted")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        column.addSpacing(8)
        column.addWidget(box)
        self.setFixedWidth(460)

    def words(self) -> str:
        """Return all that it says."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))

    def _add(self, column: QVBoxLayout, words: str, role: str) -> None:
        label = QLabel(words, self)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        column.addWidget(label)
