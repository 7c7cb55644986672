#!/usr/bin/env bash
# From a fresh checkout on Debian 12 to the test results: installs what is missing, builds with
# AddressSanitizer and UndefinedBehaviorSanitizer, and runs all tests.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

resources/scripts/install-packages.sh run test

cmake --preset sanitizers
cmake --build --preset sanitizers

export QT_QPA_PLATFORM=offscreen
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
export LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
exec resources/scripts/run-tests.sh sanitizers
