"""What `python -m shaders.training` says and writes, where nothing is trained."""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest

from shaders.training import __main__ as program
from shaders.training import weights
from shaders.training.plan import FOLDER

NAME = "Sakuga_Upscale_CNN_x2_S"
FIRM = ("firm", NAME, "--gain", "1.5")
CORE = ("core", NAME, "--levels", "2.5")
GRAY = ("gray", NAME, "--share", "0.5")
PRUNE = ("prune", NAME, "--below", "0.002")
FINISHES = (FIRM, CORE, GRAY, PRUNE)

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return its exit code and what it complained of."""

    def ran(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["training", *map(str, words)])
        code = program.main()
        return code, capsys.readouterr().err

    return ran


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one network, which takes the place of `networks`."""
    folder = tmp_path / "home"
    folder.mkdir()
    for ending in ("npz", "toml"):
        shutil.copy(weights.FOLDER / f"{NAME}.{ending}", folder)
    monkeypatch.setattr(weights, "FOLDER", folder)
    for function in (weights.load, weights.save):
        monkeypatch.setattr(function, "__defaults__", (folder,))
    return folder


@pytest.mark.parametrize("command", FINISHES, ids=lambda words: words[0])
def test_what_is_finished_elsewhere_leaves_the_old_one(
    command: tuple[str, ...], home: Path, run: Run, tmp_path: Path
) -> None:
    """With --out the folder gets numbers and record; without, they are replaced."""
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    out = tmp_path / "out"
    assert run(*command, "--out", out) == (0, "")
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    told = weights.load(NAME, out).record["training"]["checkpoint"]
    assert told != weights.load(NAME).record["training"]["checkpoint"]
    assert run(*command) == (0, "")
    assert weights.load(NAME).record["training"]["checkpoint"] == told


@pytest.mark.parametrize("command", FINISHES, ids=lambda words: words[0])
def test_a_candidate_is_finished_where_it_lies(
    command: tuple[str, ...], home: Path, run: Run, tmp_path: Path
) -> None:
    """With --networks another folder's network is taken; the shipped one stays."""
    elsewhere = tmp_path / "candidates"
    shutil.copytree(home, elsewhere)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    assert run(*command, "--networks", elsewhere) == (0, "")
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    told = weights.load(NAME, elsewhere).record["training"]["checkpoint"]
    assert told != weights.load(NAME).record["training"]["checkpoint"]


@pytest.mark.parametrize("command", FINISHES, ids=lambda words: words[0])
def test_a_file_is_no_folder_to_write_to(
    command: tuple[str, ...], home: Path, run: Run, tmp_path: Path
) -> None:
    """One sentence and 1."""
    out = tmp_path / "file"
    out.touch()
    code, complaint = run(*command, "--out", out)
    assert code == 1
    assert complaint == f"{out} cannot be written to: File exists\n"
    assert home.is_dir()


def _without(home: Path, ending: str) -> None:
    (home / f"{NAME}.{ending}").unlink()


def _cut(home: Path, ending: str) -> None:
    path = home / f"{NAME}.{ending}"
    path.write_bytes(path.read_bytes()[:-100])


def _other(home: Path, ending: str) -> None:
    (home / f"{NAME}.{ending}").write_bytes(b"\xff is neither = of them")


def _empty(home: Path, ending: str) -> None:
    (home / f"{NAME}.{ending}").write_bytes(b"")


def _said(old: str, new: str) -> Callable[[Path, str], None]:
    def damage(home: Path, ending: str) -> None:
        path = home / f"{NAME}.{ending}"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return damage


@pytest.mark.parametrize("command", ["blend", "firm", "core"])
@pytest.mark.parametrize(
    ("ending", "damage"),
    [
        ("npz", _without),
        ("npz", _cut),
        ("npz", _other),
        ("npz", _empty),
        ("toml", _without),
        ("toml", _cut),
        ("toml", _other),
        ("toml", _empty),
        ("toml", _said('layers = "', 'layers = "?')),
        ("toml", _said("channels = ", "tunnels = ")),
        ("toml", _said("channels = ", "channels = 'four' # ")),
        ("toml", _said("[shape]", "shape = 4\n[other]")),
        ("toml", _said("[training]", "training = 4\n[other]")),
        ("toml", _said("checkpoint = ", "check = ")),
    ],
)
def test_a_broken_file_is_named(
    command: str,
    ending: str,
    damage: Callable[[Path, str], None],
    home: Path,
    run: Run,
) -> None:
    """One sentence and 1; nothing is written."""
    damage(home, ending)
    second = home.parent
    (second / f"{NAME}.npz").touch()  # its folder says which are blended
    words = {"blend": ("blend", home, second), "firm": FIRM, "core": CORE}
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    code, complaint = run(*words[command])
    assert code == 1
    assert complaint.startswith(str(home / f"{NAME}.{ending}"))
    assert len(complaint.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_numbers_that_are_no_archive_leave_no_file_open(tmp_path: Path) -> None:
    """NumPy's other formats are refused as well."""
    shutil.copy(weights.FOLDER / f"{NAME}.toml", tmp_path)
    for content in (np.zeros(4), np.array(["a"])):
        with (tmp_path / f"{NAME}.npz").open("wb") as file:
            np.save(file, content)
        with pytest.raises(weights.RecordError, match="cannot be read"):
            weights.load(NAME, tmp_path)


@pytest.mark.parametrize(("module", "package"), program.PACKAGES.items())
def test_a_missing_module_is_told_with_its_package(
    module: str, package: str, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """One sentence and 1, wherever it is needed."""
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(
        program, "export_all", lambda *_: importlib.import_module(f"{module}.part")
    )
    code, complaint = run("export")
    assert code == 1
    assert complaint.startswith(f"{module} cannot be imported")
    assert complaint.endswith(f": pip install {package}\n")
    assert len(complaint.splitlines()) == 1


def test_candidates_are_exported_beside_the_shipped(run: Run, tmp_path: Path) -> None:
    """--networks and --out; a folder without networks is told, and a bad place."""
    for ending in ("npz", "toml"):
        (tmp_path / "new").mkdir(exist_ok=True)
        shutil.copy(weights.FOLDER / f"{NAME}.{ending}", tmp_path / "new")
    words = ("export", "--networks", tmp_path / "new", "--out", tmp_path / "out")
    assert run(*words) == (0, "")
    (made,) = (tmp_path / "out").rglob("*.glsl")
    shipped = weights.FOLDER.parent / "upscale" / made.name
    assert made.read_bytes() == shipped.read_bytes()
    assert "there are no networks" in run("export", "--networks", tmp_path)[1]
    (tmp_path / "file").touch()
    code, told = run(*words[:-1], tmp_path / "file")
    assert code == 1
    assert "cannot be written: Not a directory" in told


def test_a_module_of_ours_that_is_missing_is_a_slip(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Nobody is sent to an index for it."""
    monkeypatch.setattr(
        program, "export_all", lambda *_: importlib.import_module("shaders.training.no")
    )
    with pytest.raises(ModuleNotFoundError, match=r"shaders\.training\.no"):
        run("export")


@pytest.mark.parametrize(("module", "machine"), [("cv2", "cpu"), ("torch", "gpu")])
def test_training_tells_what_it_lacks(module: str, machine: str) -> None:
    """In a process of its own, where nothing has been imported before."""
    if module != "cv2":
        pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")
    plan = FOLDER / "upscale-panes.toml"
    text = f"""
import sys
sys.modules[{module!r}] = None
sys.argv = ["training", "train", {str(plan)!r}, "--machine", {machine!r}]
from shaders.training.__main__ import main
sys.exit(main())
"""
    command = [sys.executable, "-c", text]
    root = Path(weights.__file__).parents[2]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=root
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{module} cannot be imported")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "what was saved last stays"),
        (BrokenProcessPool(), 1, "a process that draws was ended"),
    ],
)
def test_a_training_that_is_cut_short_ends_with_a_line(
    problem: BaseException,
    code: int,
    words: str,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither Ctrl-C nor a lost worker gives a traceback."""
    pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")
    training = importlib.import_module("shaders.training.training")

    def cut_short(*_: object) -> None:
        raise problem

    monkeypatch.setattr(training.Training, "run", cut_short)
    ended, said = run("train", FOLDER / "upscale-panes.toml", "--machine", "cpu")
    assert ended == code
    assert words in said
    assert "Traceback" not in said


def test_a_plan_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    """In words, without the name of an exception."""
    code, said = run("train", tmp_path / "nope.toml", "--machine", "cpu")
    assert code == 1
    assert said.strip().endswith("nope.toml: No such file or directory")
