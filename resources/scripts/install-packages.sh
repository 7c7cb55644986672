#!/usr/bin/env bash
# Installs those packages of resources/packages.txt that are missing: install-packages.sh SECTION...
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
list=$root/resources/packages.txt

packages_of() {
    awk -v wanted="$1" '
        /^# \[/ { section = $2; gsub(/[][]/, "", section); next }
        /^[[:space:]]*(#|$)/ { next }
        section == wanted { print $1 }' "$list"
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if [ $# -eq 0 ]; then
    echo "usage: install-packages.sh SECTION...   (sections of resources/packages.txt)" >&2
    exit 2
fi

wanted=()
for section in "$@"; do
    mapfile -t found < <(packages_of "$section")
    if [ ${#found[@]} -eq 0 ]; then
        echo "No section [$section] in resources/packages.txt." >&2
        exit 2
    fi
    wanted+=("${found[@]}")
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not a Debian system, so nothing was installed. TopoMQ needs what Debian 12 calls:" >&2
    echo "  ${wanted[*]}" >&2
    exit 1
fi

missing=()
for package in "${wanted[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Some packages are missing, and installing them needs root or sudo. As root, run:" >&2
        echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "Installing: ${missing[*]}"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
"${apt[@]}" update -q </dev/null
"${apt[@]}" install -y -q --no-install-recommends "${missing[@]}" </dev/null
