#!/bin/sh
# Install what is missing, then do nothing: system libraries (apt, when we may), a
# virtual environment, the project in it.
#
#   sh setup/prepare.sh run     what playing needs
#   sh setup/prepare.sh test    the same and what the tests need
#
# Called by the Makefile; safe to call again at any time.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
python=${PYTHON:-python3}
venv=.venv

# What PySide6 (xcb), OpenGL, PortAudio and libass load at run time, and venv itself.
# A screen is there on a desktop; Xvfb stands in where there is none.
run_packages="python3-venv libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libportaudio2 libass9 fonts-dejavu-core"
# A private sound server to capture what was played, a window manager for full screen,
# and mpv as the witness for pixels.
test_packages="xvfb openbox pulseaudio pulseaudio-utils libasound2-plugins mpv"

say() { printf 'sakuga: %s\n' "$*"; }

has_screen() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

missing_packages() {
    for package in $1; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null \
            | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

install_system() {
    wanted=$run_packages
    [ "$purpose" = run ] && has_screen || wanted="$wanted xvfb"
    [ "$purpose" = test ] && wanted="$wanted $test_packages"
    missing=$(missing_packages "$wanted")
    [ -z "$missing" ] && return 0
    command="apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" = 0 ]; then
        sudo=
    elif sudo -n true 2>/dev/null; then
        sudo=sudo
    else
        say "some system libraries are missing. Please type this line, then try again:"
        printf '\n    sudo %s\n\n' "$command"
        exit 1
    fi
    say "installing system libraries: $missing"
    export DEBIAN_FRONTEND=noninteractive
    # The list may be older than the archive: fetch it again only when that is so.
    $sudo $command >.setup.log 2>&1 || {
        $sudo apt-get update >.setup.log 2>&1 && $sudo $command >>.setup.log 2>&1
    } || {
        tail -n 20 .setup.log
        say "apt could not install them (.setup.log has the whole story)."
        say "The line was: $command"
        exit 1
    }
    rm -f .setup.log
}

install_project() {
    extra=
    [ "$purpose" = test ] && extra="[test]"
    # One mark per purpose, renewed when the project's needs change.
    mark="$venv/.prepared-$purpose-$(cksum pyproject.toml | cut -d' ' -f1)"
    [ -f "$mark" ] && return 0
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv" || {
        say "$python cannot make a virtual environment; is python3-venv installed?"
        exit 1
    }
    say "installing the project into $venv (a minute, once)"
    "$venv/bin/pip" install -q --disable-pip-version-check -e ".$extra" || {
        say "pip could not install the project; see its message above."
        exit 1
    }
    touch "$mark"
    if [ "$purpose" = test ]; then
        touch "$venv/.prepared-run-$(cksum pyproject.toml | cut -d' ' -f1)"
    fi
}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Python 3.11 or newer is needed; set PYTHON=… if yours has another name."
    exit 1
fi
if command -v dpkg-query >/dev/null 2>&1; then
    install_system
elif [ "$(uname)" = Linux ]; then
    say "no apt here: the README lists the system libraries that must be present."
fi
install_project
