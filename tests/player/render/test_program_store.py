"""Programs are compiled once, by whoever is there to do it, and never too many kept."""

import threading
from collections.abc import Iterator

import pytest

from player.errors import ShaderCompileError
from player.gl.context import GlInfo
from player.gl.headless import HeadlessContext
from player.gl.live_objects import live_objects
from player.gl.program import Program, ProgramSource
from player.render.builtin_glsl import fullscreen_vertex
from player.render.program_store import ProgramStore


def source(number: int, file: str = "a.glsl") -> ProgramSource:
    """Return one of many small programs."""
    text = (
        "#version 330 core\nout vec4 colour;\n"
        f"void main() {{ colour = vec4({number}.0); }}\n"
    )
    return ProgramSource(fullscreen_vertex(), text, file=file, title=f"pass {number}")


def broken(file: str) -> ProgramSource:
    """Return a program that every driver refuses, at line 7 of its file."""
    text = "#version 330 core\n#line 7\nvoid main() { nonsense }\n"
    return ProgramSource(fullscreen_vertex(), text, file=file, title="bad")


@pytest.fixture
def store(gl: GlInfo) -> Iterator[ProgramStore]:
    """A store on a real context."""
    made = ProgramStore(capacity=3)
    yield made
    made.release()


def test_without_a_compiler_a_request_compiles_at_once(store: ProgramStore) -> None:
    """After the request the programs are there, equal texts sharing one."""
    sources = [source(1), source(2), source(1, file="b.glsl")]
    store.request(sources)
    assert store.are_ready(sources)
    assert len(store) == 2
    assert store.find(sources[0]) is store.find(sources[2])


def test_a_refusal_is_remembered_under_each_asker_name(store: ProgramStore) -> None:
    """The same broken text is compiled once and told with the file that asked."""
    store.request([broken("one.glsl")])
    for file in ("one.glsl", "two.glsl"):
        found = store.find(broken(file))
        assert isinstance(found, ShaderCompileError)
        assert (found.file, found.line) == (file, 7)
    with pytest.raises(ShaderCompileError):
        store.compile_now(broken("one.glsl"))


def test_the_oldest_go_first_and_those_in_use_stay(store: ProgramStore) -> None:
    """Above the capacity the programs not asked for longest are released."""
    sources = [source(number) for number in range(6)]
    store.request(sources)
    store.find(sources[1])
    store.trim(in_use=[sources[0]])
    kept = [number for number in range(6) if store.find(sources[number]) is not None]
    assert kept == [0, 1, 5]


def test_an_attached_compiler_does_the_work(store: ProgramStore) -> None:
    """A request only queues and wakes; each program is shown to `after_link` first."""
    woken: list[int] = []
    store.attach_compiler(lambda: woken.append(1))
    sources = [source(1), source(2)]
    store.request(sources)
    store.request(sources)
    assert woken == [1]
    assert store.find(sources[0]) is None
    seen: list[Program] = []
    assert store.compile_pending(after_link=seen.append) == 2
    assert [store.find(one) for one in sources] == seen
    assert store.compile_pending() == 0


def test_what_is_no_longer_wanted_is_not_compiled(store: ProgramStore) -> None:
    """Forgotten requests are never compiled, and may be asked for again."""
    store.attach_compiler(lambda: None)
    store.request([source(1)])
    store.forget_requests()
    assert store.compile_pending() == 0
    store.request([source(1)])
    assert store.compile_pending() == 1


def test_a_compiler_can_be_stopped_between_programs(store: ProgramStore) -> None:
    """`should_stop` is asked before each program."""
    store.attach_compiler(lambda: None)
    store.request([source(1), source(2)])
    answers = iter([False, True])
    assert store.compile_pending(should_stop=lambda: next(answers)) == 1


def test_a_second_thread_compiles_for_the_first() -> None:
    """Programs made in one context draw in another that shares with it."""
    before = live_objects()
    drawing = HeadlessContext()
    compiling = HeadlessContext(share_with=drawing)
    store = ProgramStore()
    store.attach_compiler(lambda: None)
    sources = [source(number) for number in range(5)]
    store.request(sources)

    def compile_all() -> None:
        compiling.make_current()
        store.compile_pending()
        compiling.leave()

    thread = threading.Thread(target=compile_all)
    thread.start()
    drawing.make_current()
    thread.join(60)
    assert store.are_ready(sources)
    for one in sources:
        program = store.compile_now(one)
        program.use()
    store.detach_compiler()
    store.release()
    drawing.leave()
    compiling.release()
    drawing.release()
    assert live_objects() == before
