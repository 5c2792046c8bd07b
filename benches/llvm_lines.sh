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
. benches/on_file.sh

figures="benches/llvm_lines.txt"
tolerance=5
compiler="$(rustc --version | cut -d ' ' -f 1,2)"
target="${CARGO_TARGET_DIR:-target}"

# lines FEATURES: of the library with these features.
lines() {
    rm -f "$target"/release/deps/kennis-*.ll
    # What was compiled before is not compiled again, and leaves no file.
    touch src/lib.rs
    cargo rustc -q -p kennis --lib --release --locked --no-default-features --features "$1" -- \
        --emit=llvm-ir -C no-prepopulate-passes -C codegen-units=1
    # Ends here, with an error, where there is no such file.
    cat "$target"/release/deps/kennis-*.ll > "$scratch/lines"
    wc -l < "$scratch/lines"
    rm -f "$target"/release/deps/kennis-*.ll
}

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
# In commands of their own: a failure inside a longer text would not end the script.
default="$(lines parallel)"
program="$(lines parallel,panel,formats,calibrate)"
counted="compiler $compiler
default $default
program $program"

on_file "llvm lines" "" "$counted" "$figures" "$tolerance" "${1:-}"
