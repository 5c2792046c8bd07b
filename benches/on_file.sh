# Sourced by scripts that count: compares what was counted with what is on file, or writes it anew.
#
# on_file NAME UNIT COUNTED FIGURES TOLERANCE [--bless]: COUNTED and the file FIGURES have a line `compiler ...`, then a
# line a count. Ends with 1 where a count is more than TOLERANCE percent above that on file; figures of another compiler
# are not compared.
on_file() {
    local name="$1" unit="$2" counted="$3" figures="$4" tolerance="$5" script="benches/${0##*/}"
    if [ "${6:-}" = "--bless" ]; then
        echo "$counted" > "$figures"
        cat "$figures"
        return 0
    fi
    local compiler="${counted%%$'\n'*}"
    if [ "$(head -n 1 "$figures")" != "$compiler" ]; then
        echo "$name: counted with ${compiler#compiler }, on file for another compiler, nothing is compared:"
        echo "$counted"
        return 0
    fi
    echo "$counted" | awk -v tolerance="$tolerance" -v name="$name" -v unit="$unit" -v script="$script" '
        NR == FNR { known[$1] = $2; next }
        $1 != "compiler" {
            change = 100 * ($2 / known[$1] - 1)
            printf "%s: %s %d%s, on file %d (%+.1f%%)\n", name, $1, $2, unit, known[$1], change
            if (change > tolerance) more = 1
            if (change < -tolerance) fewer = 1
        }
        END {
            if (more) print name ": more than on file. If that is meant: " script " --bless"
            if (fewer) print name ": fewer than on file: " script " --bless keeps the gain"
            exit more + 0
        }' "$figures" -
}
