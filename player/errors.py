"""What can go wrong, by name: one base, small children, words for the person.

Foreign exceptions (FFmpeg, PortAudio, OpenGL, the file system) end in the package that
wraps the library and leave it as one of these. `str(error)` is one line that says what
failed and with what; `hint` says what to try.
"""


class PlayerError(Exception):
    """Base of everything that this program reports to a person.

    Attributes:
        hint: One sentence on the way out, or "" when there is none.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class MediaOpenError(PlayerError):
    """The file cannot be opened, or holds nothing that can be played."""

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        super().__init__(f"Cannot open {path}: {reason}", hint)
        self.path = path
        self.reason = reason


class UnsupportedFormatError(PlayerError):
    """The stream is valid, but nothing here can decode or draw it."""


class DecodeError(PlayerError):
    """A stream broke in the middle and could not be continued."""


class AudioDeviceError(PlayerError):
    """No sound device, a busy one, or one that has gone."""


class ShaderSyntaxError(PlayerError):
    """A shader file does not follow the user-shader format."""

    def __init__(self, file: str, line: int, message: str, hint: str = "") -> None:
        super().__init__(f"{file}:{line}: {message}", hint)
        self.file = file
        self.line = line
        self.reason = message


class NoShaderError(PlayerError):
    """A file that is there was named where a shader file is wanted."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is not a shader file (no //! header)",
            "User shaders are .glsl files with headers such as //!HOOK MAIN",
        )
        self.path = path


class ShaderPlanError(PlayerError):
    """A chain cannot be planned: an expression that has no value, too many textures."""


class ShaderCompileError(PlayerError):
    """The driver refused a pass.

    Attributes:
        file: Base name of the shader file.
        pass_title: The pass's DESC line, or its number.
        line: Line in `file` that the driver named, 0 when it named none.
        log: The driver's message, lines mapped back to `file`.
    """

    def __init__(self, file: str, pass_title: str, line: int, log: str) -> None:
        first = log.strip().splitlines()[0] if log.strip() else "no message"
        place = f"{file}:{line}: "
        super().__init__(f"{place}{pass_title}: {first.removeprefix(place)}")
        self.file = file
        self.pass_title = pass_title
        self.line = line
        self.log = log


class GraphicsUnsupportedError(PlayerError):
    """The GPU or its driver cannot do what the player needs."""


class PictureWriteError(PlayerError):
    """A drawn picture cannot be written to disk."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"Cannot write {path}: {reason}")
        self.path = path


class OptionError(PlayerError):
    """An option was given a value that it does not take."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(
            f"Option {name} does not take {value!r}", f"Allowed: {allowed}"
        )
        self.name = name
        self.allowed = allowed
