#!/bin/sh
# Play the given file or the demo; where there is no screen, say so, play under a
# virtual one and leave a picture and a report.
set -eu
cd "$(dirname "$0")/.."
sakuga=.venv/bin/sakuga

if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" != Linux ]; then
    if [ $# -eq 0 ]; then
        exec "$sakuga" --demo
    fi
    exec "$sakuga" "$@"
fi

echo "sakuga: there is no screen here, so it plays under a virtual one."
[ $# -eq 0 ] && set -- --demo
. setup/virtual_screen.sh
"$sakuga" --unattended "$PWD" "$@"
echo "sakuga: look at before-after.png; the figures are in run-report.txt:"
cat run-report.txt
