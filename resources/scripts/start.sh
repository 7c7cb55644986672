#!/usr/bin/env bash
# From a fresh checkout on Debian 12 to the running program: installs what is missing, builds, and
# opens an example. Other topologies: start.sh FILE.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
topology=${1:-$root/resources/examples/pipeline.topomq}
if [ $# -gt 0 ]; then
    topology=$(cd "$OLDPWD" && realpath -- "$1")
fi
if [ ! -r "$topology" ]; then
    echo "There is no readable file $topology." >&2
    exit 2
fi

resources/scripts/install-packages.sh run

cmake -S . -B build/start -G Ninja -DCMAKE_BUILD_TYPE=Release -DTOPOMQ_BUILD_TESTS=OFF
cmake --build build/start
program=$root/build/start/app/topomq

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo
    echo "There is no display here, so this is the same topology without a window, for 10 s:"
    echo "  topomq run ${topology#"$root/"} --for 10s"
    echo
    exec "$program" run "$topology" --for 10s
fi
exec "$program" "$topology"
