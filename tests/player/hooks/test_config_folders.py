"""Settings lie where each system keeps them."""

from pathlib import Path

from player.hooks.config_folders import config_folder, preset_folder, shader_folders


def test_each_system_has_its_place() -> None:
    """Linux by XDG, Windows by APPDATA, macOS in Application Support."""
    home = {"HOME": "/h"}
    assert config_folder("sakuga", home, "linux") == Path("/h/.config/sakuga")
    moved = {**home, "XDG_CONFIG_HOME": "/c"}
    assert config_folder("mpv", moved, "linux") == Path("/c/mpv")
    windows = {"HOME": "/h", "APPDATA": "/roaming"}
    assert config_folder("mpv", windows, "win32") == Path("/roaming/mpv")
    bare = config_folder("sakuga", home, "win32")
    assert bare == Path("/h/AppData/Roaming/sakuga")
    mac = config_folder("sakuga", home, "darwin")
    assert mac == Path("/h/Library/Application Support/sakuga")
    assert config_folder("mpv", home, "darwin") == Path("/h/.config/mpv")


def test_our_folder_comes_before_mpvs() -> None:
    """A person's own choice wins over what mpv has."""
    ours, mpvs = shader_folders()
    assert (ours.parent.name, mpvs.parent.name) == ("sakuga", "mpv")
    assert preset_folder().parent == ours.parent
