#!/usr/bin/env bash
# Instructions that a draw takes, counted by callgrind: a guard against a slower inner loop that needs no quiet machine.
#
#   benches/instructions.sh           compares with benches/instructions.txt, to 3%
#   benches/instructions.sh --bless   writes that file anew, after a change that is meant
#
# Two counts, each the difference between 384 and 128 draws, so that starting and reading cancel out:
#   simulation   kennis parameters: three scenarios, all structures, GDP alone; nearly all of it is the equations
#   whole        kennis run: one structure, all variables and channels, with their statistics
# The figures belong to one compiler and to AVX2; elsewhere nothing is compared. It wants the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/on_file.sh

figures="benches/instructions.txt"
tolerance=3
kennis="${CARGO_TARGET_DIR:-target}/release/kennis"
scenario="examples/scenarios/three_percent.toml"
compiler="$(rustc --version | cut -d ' ' -f 1,2)"

# collected ARGUMENTS...: all instructions of a run of the program.
collected() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$kennis" "$@" --threads 1 --format json 2>&1 > /dev/null |
        awk '/Collected :/ { print $4 }'
}

# a_draw ARGUMENTS...: instructions of one draw more.
a_draw() {
    local few many
    few="$(collected "$@" --draws 128)"
    many="$(collected "$@" --draws 384)"
    echo $(((many - few) / 256))
}

if ! grep -qw avx2 /proc/cpuinfo 2> /dev/null; then
    echo "instructions: this machine has no AVX2, nothing is compared"
    exit 0
fi

counted="compiler $compiler
simulation $(a_draw parameters)
whole $(a_draw run "$scenario" --structure knowledge_capital)"

on_file "instructions" " a draw" "$counted" "$figures" "$tolerance" "${1:-}"
