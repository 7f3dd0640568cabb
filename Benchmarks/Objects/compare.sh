#!/bin/sh
# Text and numbers beside CPython, in one run: compare.sh PYTHON. Ratios above 1 are in our favour.
set -eu
here=$(dirname "$0")
swift build -c release --product objects-benchmark >/dev/null
ours=$(mktemp) theirs=$(mktemp)
trap 'rm -f "$ours" "$theirs"' EXIT
"$(swift build -c release --show-bin-path)/objects-benchmark" >"$ours"
"$1" "$here/objects.py" >"$theirs"
join "$ours" "$theirs" --nocheck-order |
  awk '{ printf "%-28s %12.1f ns %12.1f ns %8.2f\n", $1, $2 * 1e9, $3 * 1e9, $3 / $2 }'
