"""Films: drawings as a real encoder leaves them."""

import copy
import dataclasses
import io
import os
from pathlib import Path

import av
import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training.blockiness import blockiness
from shaders.training.degrading import Codec, Degrader, Source
from shaders.training.drawing.scenes import draw_scene
from shaders.training.filming import DICE, FILM_PX, Camera, Cutter, Film, filmed
from shaders.training.machines import NumpyMachine
from shaders.training.plan import FOLDER, PlanError, read_plan
from shaders.training.pool import Picture, Pool
from shaders.training.resampling import Kernel
from shaders.training.shelf import Shelf
from shaders.training.training import School

AREA = {Kernel.AREA: 1.0}
SHARES = {"portrait": 1.0}
PLAN = FOLDER / "upscale-denoise-panes.toml"


def _camera(crf: float, factor: int = 2) -> Camera:
    return Camera(Source(1, AREA, codec=Codec.H264, quality=(crf, crf)), None, factor)


def _psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = (one.astype(float) - other).mean(0)
    return float(10 * np.log10(255**2 / max((error**2).mean(), 1e-9)))


@pytest.fixture(scope="module")
def drawing() -> np.ndarray:
    """One drawing."""
    return draw_scene((7, SHARES))


def test_a_film_is_what_a_viewer_of_such_a_file_sees(drawing: np.ndarray) -> None:
    """FFmpeg's own way there and back comes near; it darkens by a level or two."""
    picture = np.ascontiguousarray(drawing[:, :256, :320].transpose(1, 2, 0))
    stored = io.BytesIO()
    with av.open(stored, "w", format="matroska") as output:
        stream = output.add_stream("libx264", rate=24, options={"crf": "24"})
        stream.height, stream.width = picture.shape[:2]
        stream.pix_fmt = "yuv420p"
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    stored.seek(0)
    with av.open(stored) as container:
        middle = list(container.decode(video=0))[2].to_ndarray(format="rgb24")
    theirs, truth = (p.transpose(2, 0, 1) for p in (middle, picture))
    ours = filmed(truth, 24.0)
    assert _psnr(ours, theirs) > 38 > _psnr(filmed(truth, 34.0), theirs)
    assert 45 > _psnr(ours, truth) > _psnr(theirs, truth)


@pytest.mark.parametrize("factor", [1, 2])
def test_a_higher_crf_leaves_less(drawing: np.ndarray, factor: int) -> None:
    """Both pictures show the same place; the truth does not hang on the crf."""
    good, bad = (_camera(crf, factor)(drawing, 3) for crf in (10, 36))
    assert good.low.shape == (3, FILM_PX, FILM_PX)
    assert good.sharp.shape == (3, FILM_PX * factor, FILM_PX * factor)
    assert (good.sharp == bad.sharp).all()
    small = good.sharp.reshape(3, FILM_PX, factor, FILM_PX, factor).mean((2, 4))
    assert _psnr(good.low, small) > _psnr(bad.low, small) + 6
    assert _psnr(bad.low, small) > 20


def test_the_same_seed_gives_the_same_film(drawing: np.ndarray) -> None:
    """And another one another."""
    camera = _camera(28)
    one, same, other = (camera(drawing, seed) for seed in (5, 5, 6))
    assert (one.low == same.low).all()
    assert (one.sharp == same.sharp).all()
    assert (one.low != other.low).any()


@pytest.mark.parametrize("factor", [1, 2])
def test_crops_are_cut_on_the_grid_and_alike(factor: int) -> None:
    """Each crop is a part of its film, turned or mirrored, and of the truth as well."""
    low = np.zeros((4, 3, FILM_PX, FILM_PX), np.uint8)
    low[:, 0] = np.arange(FILM_PX)[:, None]
    low[:, 1] = np.arange(FILM_PX)
    low[:, 2] = np.arange(4)[:, None, None]
    sharp = low.repeat(factor, 2).repeat(factor, 3)
    dice = np.random.default_rng(2).random((64, DICE), np.float32)
    cutter = Cutter(48, factor, np.copy)
    small, large = cutter(low, sharp, np.full(1, 3, np.float32), dice)
    assert (small.repeat(factor, 2).repeat(factor, 3) == large).all()
    seen, turns = set(), set()
    for crop in (small * 255).round().astype(np.uint8):
        top, left, film = (int(channel.min()) for channel in crop)
        part = low[film, :, top : top + 48, left : left + 48]
        found = {
            (turn, down, right)
            for turn, turned in enumerate((crop, crop.swapaxes(1, 2)))
            for down in (1, -1)
            for right in (1, -1)
            if (turned[:, ::down, ::right] == part).all()
        }
        assert len(found) == 1
        turns |= found
        seen.add((film, top, left))
    assert len(turns) == 8
    films, tops, lefts = (set(part) for part in zip(*seen, strict=True))
    assert films == {0, 1, 2}  # the fourth is not there yet
    for places in (tops, lefts):
        assert not any(place % 8 for place in places)
        assert min(places) == 0
        assert max(places) == FILM_PX - 48


def test_the_grid_of_a_file_is_found_in_its_crops() -> None:
    """A picture of blocks is as blocky in every crop."""
    chance = np.random.default_rng(3)
    blocks = chance.integers(100, 140, (2, 3, FILM_PX // 8, FILM_PX // 8))
    low = blocks.repeat(8, 2).repeat(8, 3).astype(np.uint8)
    cutter = Cutter(48, 1, np.copy)
    dice = chance.random((32, DICE), np.float32)
    crops, _ = cutter(low, low, np.full(1, 2, np.float32), dice)
    assert (blockiness(crops, np, every=1) == 1.5).all()


def test_workers_calculate_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are as many as cores; afterwards the environment is as it was."""
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with Pool(SHARES, 4, 1, workers=1) as pool:
        assert pool._executor is not None
        assert pool._executor.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
        assert pool._executor.submit(os.getenv, "OMP_NUM_THREADS").result() == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "OPENBLAS_NUM_THREADS" not in os.environ


@pytest.mark.parametrize("workers", [0, 2])
def test_a_pool_films_what_it_draws(workers: int) -> None:
    """Whoever films, each drawing comes with its own film, in the same order."""
    camera = _camera(26)
    with Pool(SHARES, 11, 3, workers, 0.5, camera) as pool:
        pictures = [pool.next() for _ in range(4)]
        assert pool.filled == 3
    assert [one.slot for one in pictures] == [0, 1, 2, 0]
    for number, (_, drawing, film) in enumerate(pictures):
        assert film is not None
        again = camera(drawing, 11 + number)
        assert (film.low == again.low).all()
        assert (film.sharp == again.sharp).all()


def test_a_school_puts_films_at_the_end_of_a_batch() -> None:
    """The rest of it is as without them."""
    plan = read_plan(PLAN)
    assert plan.filmed is not None
    assert plan.camera is not None
    machine = NumpyMachine(3)
    school = School(plan, machine, 48)
    with Pool(SHARES, 4, 3, 0, 0.0, plan.camera) as pool:
        shelf = Shelf.filled(pool, 3, machine)
    shelf.low[:] = 128
    shelf.sharp[:] = 128
    (lesson,) = school.lessons(shelf)
    assert lesson.low.shape == (plan.crops, 3, 48, 48)
    own = plan.filmed.crops
    assert (lesson.low[-own:] == np.float32(128 / 255)).all()
    assert np.abs(lesson.target[-own:]).max() < 1e-5
    assert all(crop.std() > 0 for crop in lesson.low[:-own])


def test_what_is_filmed_comes_last(tmp_path: Path) -> None:
    """Wherever it stands in the plan; nothing but films is refused."""
    head, *sources = PLAN.read_text("utf-8").split("[[sources]]\n")
    *sources, last = sources
    filmed, networks = last.split("[[networks]]\n", 1)
    path = tmp_path / "turned.toml"
    tables = [head, filmed, *sources]
    path.write_text("[[sources]]\n".join(tables) + f"[[networks]]\n{networks}", "utf-8")
    plan = read_plan(path)
    assert plan.sources == read_plan(PLAN).sources
    assert plan.camera == Camera(plan.sources[-1], plan.finish, 2)
    assert plan.finish is not None
    path.write_text(f"{head}[[sources]]\n{filmed}[[networks]]\n{networks}", "utf-8")
    with pytest.raises(PlanError, match="one source at most"):
        read_plan(path)
    with pytest.raises(ValueError, match="is filmed"):
        Degrader(plan.sources, 48, 2, np, np.copy)


class _HandedOver:
    """A pool whose pictures are there at once."""

    slots = 4

    def __init__(self, count: int) -> None:
        self.made, self.count = 0, count

    @property
    def filled(self) -> int:
        return min(self.made, self.slots)

    @property
    def is_ready(self) -> bool:
        return self.made < self.count

    def next(self) -> Picture:
        self.made += 1
        level = np.full((3, 4, 4), self.made, np.uint8)
        film = Film(level + np.uint8(50), level + np.uint8(100))
        return Picture((self.made - 1) % self.slots, level, film)


def test_a_shelf_takes_newer_drawings_with_their_films() -> None:
    """The oldest give way; no more are taken than was said."""
    machine, pool = NumpyMachine(1), _HandedOver(6)
    shelf = Shelf.filled(pool, 2, machine)
    assert shelf.count[0] == 2
    shelf.take_newer(pool, 3, machine)
    assert shelf.count[0] == 4
    assert shelf.drawings[:, 0, 0, 0].tolist() == [5, 2, 3, 4]
    shelf.take_newer(pool, 3, machine)
    assert shelf.drawings[:, 0, 0, 0].tolist() == [5, 6, 3, 4]
    assert (shelf.low == shelf.drawings + 50).all()
    assert (shelf.sharp == shelf.drawings + 100).all()


def test_a_camera_that_has_filmed_can_travel(drawing: np.ndarray) -> None:
    """Its tables stay behind."""
    camera = _camera(30)
    film = camera(drawing, 1)
    other = copy.copy(camera)  # the way to a worker, without the worker
    assert other == camera
    assert set(vars(other)) == {"source", "finish", "factor", "paint"}
    assert (other(drawing, 1).low == film.low).all()


def test_films_and_twins_go_together() -> None:
    """Twins are the same crops as without films, which are no twins of anybody."""
    plan = read_plan(PLAN)
    assert plan.filmed is not None
    clean = dataclasses.replace(plan.sources[0], crops=4, noise=0.01, twins=True)
    plan = dataclasses.replace(plan, sources=(clean, plan.filmed))
    machine = NumpyMachine(3)
    machine.stock = 2
    school = School(plan, machine, 48)
    with Pool(SHARES, 4, 2, 0, 0.0, plan.camera) as pool:
        shelf = Shelf.filled(pool, 2, machine)
    lessons = school.lessons(shelf)
    assert len(lessons) == 2
    for lesson in lessons:
        partner = school.twins.partner
        apart = np.abs(lesson.target - lesson.target[partner]).mean((1, 2, 3))
        assert (apart[:4] > 0).all()
        assert apart[:4].max() < 0.02
        assert (partner[4:] == np.arange(4, plan.crops)).all()


SHRINK = "shrink = { area = 0.58, bicubic = 0.3, lanczos = 0.12 }\n"


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('codec = "jpeg"', 'codec = "h264"', "one source at most is H.264"),
        ('codec = "h264"', 'codec = "h265"', "'h265' is not a valid Codec"),
        (
            f'crops = 5\n{SHRINK}codec = "h264"',
            f'crops = 6\n{SHRINK}twins = true\ncodec = "h264"',
            "H.264 has no twins",
        ),
        ("quality = [18, 36]", "quality = [18, 54]", "of 0 to 51"),
        ("quality = [18, 36]", "", "H.264 needs a quality"),
        ("crops = 5", "crops = 0", "a source of 0 crops is none"),
    ],
)
def test_a_slip_is_told(right: str, wrong: str, words: str, tmp_path: Path) -> None:
    """A plan has H.264 once, beside other things."""
    text = PLAN.read_text("utf-8")
    assert right in text
    path = tmp_path / "bad.toml"
    path.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(PlanError, match=words):
        read_plan(path)
