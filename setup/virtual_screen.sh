# Sourced: starts Xvfb on a free display, sets DISPLAY, ends it with the shell.
# -noreset: without it Xvfb resets when its last client leaves, and a client that
# connects during the reset fails.
display_file=$(mktemp)
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -noreset \
    3>"$display_file" 2>/dev/null &
xvfb_pid=$!
trap 'kill $xvfb_pid 2>/dev/null; rm -f "$display_file"' EXIT INT TERM
tries=0
until [ -s "$display_file" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ] || ! kill -0 $xvfb_pid 2>/dev/null; then
        echo "sakuga: the virtual screen (Xvfb) did not start"
        exit 1
    fi
    sleep 0.1
done
DISPLAY=:$(cat "$display_file")
export DISPLAY QT_QPA_PLATFORM=xcb
