"""The command's own manners: pipes that close early, wrong words, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _sakuga(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_reader_that_stops_early_is_no_error() -> None:
    """`sakuga doctor | head -1` prints one line and no traceback."""
    done = subprocess.run(  # noqa: S602  the shell's pipe is what is tested
        f"{sys.executable} -m ui doctor | head -n 1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == "```\n"
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    """What was printed could not be kept: exit code 1, no traceback."""
    done = subprocess.run(  # noqa: S602  the shell opens the file
        f"{sys.executable} -m ui doctor > /dev/full",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("sakuga: what was found cannot be written: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes it")
def test_words_that_nobody_can_read_are_no_error() -> None:
    """Standard output was closed by whoever started the program."""
    done = subprocess.run(  # noqa: S602  the shell closes it
        f"{sys.executable} -m ui doctor >&-",
        shell=True,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    """What failed, with what, on standard error; nothing on standard output."""
    done = _sakuga("still", str(tmp_path / "no.mkv"), "-o", str(tmp_path / "o.png"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "no.mkv" in done.stderr
