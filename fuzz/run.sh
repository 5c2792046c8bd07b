#!/usr/bin/env bash
# Builds the fuzz targets and runs each for a while, two at a time: fuzz/run.sh [SECONDS [TARGET...]]; 0 seconds runs the seeds
# alone, `--build` in place of seconds nothing. Ends with a status other than zero where a target fails, with the input that made it in
# fuzz/artifacts.
#
# libFuzzer needs the marks that the compiler puts at every edge, and no sanitizer: the crate has no pointer of its own.
# Those are options of LLVM, so that every toolchain builds the targets; `cargo fuzz run -s none TARGET` does too.
set -euo pipefail
cd "$(dirname "$0")"

seconds="${1:-20}"
shift || true
host="$(rustc -vV | sed -n 's/^host: //p')"
target="${CARGO_TARGET_DIR:-target}"
# A line of output for each input that is new would hide the one that matters.
export RUSTFLAGS="${RUSTFLAGS:-} --cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=4 \
-Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
    for file in fuzz_targets/*.rs; do
        targets+=("$(basename "$file" .rs)")
    done
fi

# With a target named, the options are not those of build scripts and macros.
cargo build --release --locked --target "$host" "${targets[@]/#/--bin=}"
[ "$seconds" != --build ] || exit 0

# fuzz TARGET: from the seeds and what earlier runs have found; new inputs go to the corpus, which is no part of the repository.
fuzz() {
    local name="$1" log="artifacts/$1.log"
    mkdir -p "corpus/$name" "artifacts/$name"
    if "$target/$host/release/$name" "corpus/$name" "seeds/$name" -artifact_prefix="artifacts/$name/" \
        -max_total_time="$seconds" -runs="$runs" -timeout=25 -rss_limit_mb=3072 -print_final_stats=1 > "$log" 2>&1; then
        echo "fuzz: $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
    else
        tail -n 40 "$log"
        echo "fuzz: $name FAILED"
        return 1
    fi
}
runs=-1
[ "$seconds" -gt 0 ] || runs=0
export -f fuzz
export seconds runs host target
printf '%s\n' "${targets[@]}" | xargs -n 1 -P 2 bash -c 'fuzz "$1"' fuzz
