#!/usr/bin/env bash
# Lines of LLVM that the library gives the compiler to work on, before any optimisation: what building it costs, counted
# and not timed, so that a busy machine does not matter.
#
#   benches/llvm_lines.sh           compares with benches/llvm_lines.txt, to 5%
#   benches/llvm_lines.sh --bless   writes that file anew, after a change that is meant
#
# Two counts: the library as `cargo add kennis` has it, and as the command line has it. The figures belong to one compiler.
set -euo pipefail
cd "$(dirname "$0")/.."

figures="benches/llvm_lines.txt"
tolerance=5
compiler="$(rustc --version | cut -d ' ' -f 1,2)"
target="${CARGO_TARGET_DIR:-target}"

# lines FEATURES: of the library with these features.
lines() {
    rm -f "$target"/release/deps/kennis-*.ll
    cargo rustc -q -p kennis --lib --release --locked --no-default-features --features "$1" -- \
        --emit=llvm-ir -C no-prepopulate-passes -C codegen-units=1
    cat "$target"/release/deps/kennis-*.ll | wc -l
    rm -f "$target"/release/deps/kennis-*.ll
}

counted="compiler $compiler
default $(lines parallel)
program $(lines parallel,panel,formats,calibrate)"

if [ "${1:-}" = "--bless" ]; then
    echo "$counted" > "$figures"
    cat "$figures"
    exit 0
fi

if [ "$(head -n 1 "$figures")" != "compiler $compiler" ]; then
    echo "llvm lines: counted with $compiler, on file for another compiler, nothing is compared:"
    echo "$counted"
    exit 0
fi
echo "$counted" | awk -v tolerance="$tolerance" '
    NR == FNR { known[$1] = $2; next }
    $1 != "compiler" {
        change = 100 * ($2 / known[$1] - 1)
        printf "llvm lines: %s %d, on file %d (%+.1f%%)\n", $1, $2, known[$1], change
        if (change > tolerance) more = 1
        if (change < -tolerance) fewer = 1
    }
    END {
        if (more) print "llvm lines: more than on file. If that is meant: benches/llvm_lines.sh --bless"
        if (fewer) print "llvm lines: fewer than on file: benches/llvm_lines.sh --bless keeps the gain"
        exit more + 0
    }' "$figures" -
