"""The command line: every option, clear refusals, no Qt where none is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from player.options import OPTIONS
from ui import cli
from ui.__main__ import main


def _read(*argv: str) -> cli.Arguments:
    return cli.read(cli.parser("1.2.3"), list(argv))


def test_every_option_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    """The help names each by its flag."""
    with pytest.raises(SystemExit) as ended:
        _read("--help")
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(f"--{option.name}" in text for option in OPTIONS)


def test_only_what_is_given_counts() -> None:
    """The rest is left to the settings file."""
    assert _read("a.mkv", "b.mkv").options == {}
    found = _read("--mute", "--speed", "1.5", "--compare", "wipe", "--no-dither", "x")
    assert found.options == {
        "mute": True,
        "speed": 1.5,
        "compare": "wipe",
        "dither": False,
    }
    assert found.paths == ("x",)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--speed", "9"), "0.25 to 4"),
        (("--compare", "sideways"), "side-by-side"),
        (("--volume", "loud"), "0 to 1.3"),
        (("--no-such-thing",), "no-such-thing"),
    ],
)
def test_a_wrong_option_is_refused_in_words(
    argv: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and what would be right."""
    with pytest.raises(SystemExit) as ended:
        _read(*argv)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_commands_and_version_load_no_qt() -> None:
    """`sakuga doctor` and `--version` work where Qt cannot."""
    check = (
        "import sys; from ui.__main__ import main\n"
        "try:\n    main(['--version'])\n"
        "except SystemExit: pass\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)


def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line on stderr and exit code 1; no abort of Qt's."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    command = [sys.executable, "-m", "ui", "film.mkv"]
    for display in ("", ":59999"):
        if display:
            monkeypatch.setenv("DISPLAY", display)
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 1, ended.stderr
        assert "no screen" in ended.stderr.splitlines()[-1]


def test_a_failing_command_ends_with_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 1, one line, no traceback."""
    target = str(tmp_path / "never.png")
    assert main(["still", "/no/such/film.mkv", "-o", target]) == 1
    error = capsys.readouterr().err
    assert error.startswith("sakuga: ")
    assert len(error.strip().splitlines()) == 1
