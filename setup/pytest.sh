#!/bin/sh
# Run the tests under a virtual screen of their own, whatever screen is there.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname)" = Linux ]; then
    unset WAYLAND_DISPLAY
    . setup/virtual_screen.sh
fi
.venv/bin/python -m pytest "$@"
