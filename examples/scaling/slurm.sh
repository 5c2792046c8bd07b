#!/bin/bash
# A million draws as an array of Slurm, a part a task, in a folder that all machines see:
#
#   array=$(sbatch --parsable --array=1-16 examples/scaling/slurm.sh part)
#   sbatch --dependency=afterok:"$array" examples/scaling/slurm.sh merge
#
# A task that failed is submitted again by its number: sbatch --array=7 examples/scaling/slurm.sh part. PARTS must be the number of
# parts, also then.
#SBATCH --job-name=kennis
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=00:30:00
set -euo pipefail

scenario="${SCENARIO:-examples/scenarios/three_percent.toml}"
draws="${DRAWS:-1000000}"
parts="${PARTS:-16}"
folder="${FOLDER:-parts}"

case "${1:-part}" in
    part)
        number="${SLURM_ARRAY_TASK_ID:?is set by sbatch --array}"
        kennis run "$scenario" --draws "$draws" --shard "$number/$parts" --out "$folder/part-$number" \
            --threads "${SLURM_CPUS_PER_TASK:-1}" --memory 4 --quiet
        ;;
    merge)
        folders=()
        for number in $(seq "$parts"); do folders+=("$folder/part-$number"); done
        kennis merge "${folders[@]}" --format json > "$folder/run.json"
        ;;
    *)
        echo "expected part or merge, found $1" >&2
        exit 2
        ;;
esac
