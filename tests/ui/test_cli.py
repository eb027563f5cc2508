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
        (("--speed", "9"), "--speed takes 0.25 to 4, not '9'"),
        (("--compare", "sideways"), "off, wipe, side-by-side, hold, not 'sideways'"),
        (("--volume", "loud"), "--volume takes 0 to 1.3, not 'loud'"),
        (("--volume",), "--volume takes 0 to 1.3, and nothing is given"),
        (("--mute=3",), "--mute takes no value, not '3'"),
        (("--no-such-thing",), "there is no option --no-such-thing"),
        (("--volumes", "1"), "--volumes, perhaps --volume is meant"),
        (("--play-seconds", "x"), "--play-seconds takes"),
    ],
)
def test_a_wrong_option_is_refused_in_one_line(
    argv: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The flag, what it takes, where more is; exit code 1."""
    with pytest.raises(SystemExit) as ended:
        _read(*argv)
    assert ended.value.code == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert told.out == ""
    assert line.startswith("sakuga: ")
    assert words in line
    assert line.endswith("(see sakuga --help)")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("still", "x.mkv"), "missing: --output PNG"),
        (("still",), "missing: FILE, --output PNG"),
        (("still", "x", "-o"), "--output takes PNG, and nothing is given"),
        (("still", "x", "-o", "y", "--at", "soon"), "--at takes SECONDS, not 'soon'"),
        (("still", "x", "-o", "y", "--scaler", "q"), "lanczos, not 'q'"),
        (("quality", "x", "--ratio", "5"), "--ratio takes 1, 2, 3, 4, not 5"),
        (("quality", "x", "--csv", "--json"), "--json does not go together with --csv"),
        (("doctor", "--nonsense"), "there is no option --nonsense"),
        (("doctor", "what"), "nothing is to be done with what"),
    ],
)
def test_commands_refuse_in_one_line_too(
    argv: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same manners, with the command's own help named."""
    with pytest.raises(SystemExit) as ended:
        main(list(argv))
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert line.endswith(f"(see sakuga {argv[0]} --help)")


def test_commands_and_version_load_no_qt() -> None:
    """`sakuga doctor` and `--version` work where Qt cannot."""
    check = (
        "import sys; from ui.__main__ import main\n"
        "try:\n    main(['--version'])\n"
        "except SystemExit: pass\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)"
    )
    command = [sys.executable, "-c", check]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"sakuga")


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
