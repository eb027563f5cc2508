"""A linked GLSL program and its uniforms.

Thread: the one whose context is current. A program may be made in one context and
drawn with in another that shares objects; only one thread may set its uniforms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.errors import ShaderCompileError
from player.gl import live_objects
from player.gl.api import GL
from player.gl.driver_log import first_error, for_people, read_driver_log


@dataclass(frozen=True, slots=True)
class ProgramSource:
    """Everything that decides what a program does, and its name for messages.

    Attributes:
        file: Base name of the shader file, "built in" for our own.
        title: The pass's DESC line, or what it is.
    """

    vertex: str
    fragment: str
    file: str = "built in"
    title: str = ""

    @property
    def text(self) -> tuple[str, str]:
        """Return what equal programs have in common."""
        return (self.vertex, self.fragment)


class Program:
    """Compiled and linked at once; setting a uniform may make it current.

    Raises:
        ShaderCompileError: The driver refused; nothing is left behind.
    """

    def __init__(self, source: ProgramSource) -> None:
        self.source = source
        self._locations: dict[str, int] = {}
        self._values: dict[str, object] = {}
        self.name = int(GL.glCreateProgram())
        live_objects.note_made("program")
        shaders: list[int] = []
        try:
            for kind, text in (
                (GL.GL_VERTEX_SHADER, source.vertex),
                (GL.GL_FRAGMENT_SHADER, source.fragment),
            ):
                shaders.append(int(GL.glCreateShader(kind)))
                self._compile(shaders[-1], text)
            self._link(shaders)
        except ShaderCompileError:
            self.release()
            raise
        finally:
            for shader in shaders:
                GL.glDeleteShader(shader)

    def use(self) -> None:
        """Make it the program that draws."""
        GL.glUseProgram(self.name)

    def has(self, name: str) -> bool:
        """Whether the compiled program really uses this uniform."""
        return self._location(name) >= 0

    def set_int(self, name: str, value: int) -> None:
        """Set an int, bool or sampler uniform; unknown names are ignored."""
        if self._is_new(name, value):
            GL.glUniform1i(self._location(name), value)

    def set_uint(self, name: str, value: int) -> None:
        """Set a uint uniform."""
        if self._is_new(name, value):
            GL.glUniform1ui(self._location(name), value)

    def set_float(self, name: str, value: float) -> None:
        """Set a float uniform."""
        if self._is_new(name, value):
            GL.glUniform1f(self._location(name), value)

    def set_vec2(self, name: str, x: float, y: float) -> None:
        """Set a vec2 uniform."""
        if self._is_new(name, (x, y)):
            GL.glUniform2f(self._location(name), x, y)

    def set_vec3(self, name: str, value: tuple[float, float, float]) -> None:
        """Set a vec3 uniform."""
        if self._is_new(name, value):
            GL.glUniform3f(self._location(name), *value)

    def set_vec4(self, name: str, value: tuple[float, float, float, float]) -> None:
        """Set a vec4 uniform."""
        if self._is_new(name, value):
            GL.glUniform4f(self._location(name), *value)

    def set_mat2(self, name: str, rows: npt.ArrayLike) -> None:
        """Set a mat2 uniform from rows as one writes them on paper."""
        self._set_matrix(name, rows, 2)

    def set_mat3(self, name: str, rows: npt.ArrayLike) -> None:
        """Set a mat3 uniform from rows as one writes them on paper."""
        self._set_matrix(name, rows, 3)

    def set_floats(self, name: str, values: Sequence[float]) -> None:
        """Set an array of floats uniform."""
        if self._is_new(name, tuple(values)):
            array = np.asarray(values, dtype=np.float32)
            GL.glUniform1fv(self._location(name), len(array), array)

    def release(self) -> None:
        """Give it back; calling it again does nothing."""
        if self.name:
            GL.glDeleteProgram(self.name)
            live_objects.note_released("program")
            self.name = 0

    def _set_matrix(self, name: str, rows: npt.ArrayLike, side: int) -> None:
        matrix = np.ascontiguousarray(rows, dtype=np.float32).reshape(side, side)
        if self._is_new(name, matrix.tobytes()):
            setter = {2: GL.glUniformMatrix2fv, 3: GL.glUniformMatrix3fv}[side]
            setter(self._location(name), 1, GL.GL_TRUE, matrix)

    def _location(self, name: str) -> int:
        location = self._locations.get(name)
        if location is None:
            location = int(GL.glGetUniformLocation(self.name, name))
            self._locations[name] = location
        return location

    def _is_new(self, name: str, value: object) -> bool:
        """Return whether a value must be sent; if so the program is made current.

        Uniforms keep their values in the program: the same one is not sent twice.
        """
        if self._values.get(name) == value or self._location(name) < 0:
            return False
        self._values[name] = value
        GL.glUseProgram(self.name)
        return True

    def _compile(self, shader: int, text: str) -> None:
        GL.glShaderSource(shader, text)
        GL.glCompileShader(shader)
        if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
            raise self._refused(GL.glGetShaderInfoLog(shader))
        GL.glAttachShader(self.name, shader)

    def _link(self, shaders: list[int]) -> None:
        GL.glLinkProgram(self.name)
        for shader in shaders:
            GL.glDetachShader(self.name, shader)
        if not GL.glGetProgramiv(self.name, GL.GL_LINK_STATUS):
            raise self._refused(GL.glGetProgramInfoLog(self.name))

    def _refused(self, log: bytes | str) -> ShaderCompileError:
        text = log.decode("utf-8", "replace") if isinstance(log, bytes) else log
        messages = read_driver_log(text)
        first = first_error(messages)
        line = first.line if first and first.is_in_file else 0
        return ShaderCompileError(
            self.source.file,
            self.source.title,
            line,
            for_people(messages, self.source.file) or "the driver gave no reason",
        )
