#!/usr/bin/env bash
# Runs the tests of a preset that is built. Where some fail, what they have said is gathered in a
# few lines, so that nobody has to look for it in the output of thousands; ctest's summary comes
# last in any case.
# Usage: run-tests.sh PRESET
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
preset=$1
log=build/$preset/Testing/Temporary

output=$(mktemp)
trap 'rm -f "$output"' EXIT
code=0
ctest --preset "$preset" -j3 2>&1 | tee "$output" || code=$?
[ "$code" -eq 0 ] && exit 0

echo
echo "What the failed tests have said:"
awk '
    / Testing: / { name = $0; sub(/.* Testing: /, "", name); count = 0; next }
    /Failure$|Which is:|[Aa]ctual|Expected|Value of:|contradiction|seed |ERROR: |SUMMARY: |WARNING: ThreadSanitizer|runtime error:/ {
        if (count < 12) said[++count] = substr($0, 1, 200)
    }
    /^Test (Failed|timed out)/ || /^Test time out/ {
        print "- " name
        for (i = 1; i <= count; ++i) print "    " said[i]
    }
' "$log/LastTest.log" || true
echo
sed -n '/ tests passed, /,$p' "$output"
exit "$code"
