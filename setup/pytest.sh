#!/bin/sh
# Run the tests under a virtual screen of their own, whatever screen is there.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname)" = Linux ]; then
    unset WAYLAND_DISPLAY
    . setup/virtual_screen.sh
fi
if [ $# -gt 0 ]; then
    .venv/bin/python -m pytest "$@"
else
    # How soon the window answers is measured in a process of its own, as a person has
    # it: after four thousand other tests in one process it was once a frame late.
    alone=tests/ui/test_responsiveness.py
    .venv/bin/python -m pytest -q "$alone"
    .venv/bin/python -m pytest --ignore="$alone"
fi
