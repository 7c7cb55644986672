#!/usr/bin/env bash
# Runs the tests of a preset that is built, and says in a few lines at the very end what those that
# failed have said: nobody should have to look for it in the output of thousands.
# Usage: run-tests.sh PRESET
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
preset=$1

code=0
ctest --preset "$preset" -j2 || code=$?
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
' "build/$preset/Testing/Temporary/LastTest.log"
exit "$code"
