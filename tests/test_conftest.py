"""The test run itself: it ends, whatever a test leaves behind."""

import subprocess
import sys
from pathlib import Path

HANGING = """
import threading

def test_it_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, name="stuck").start()
    assert False
"""


def test_a_thread_left_behind_cannot_hold_the_run(tmp_path: Path) -> None:
    """The run ends by itself, fails, and names the thread."""
    file = tmp_path / "test_hanging.py"
    file.write_text(HANGING)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest"]
    ended = subprocess.run(
        [*command, "-p", "no:cacheprovider", str(file)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "threads left running: ['stuck']" in ended.stdout
    assert "ended by force" in ended.stderr
