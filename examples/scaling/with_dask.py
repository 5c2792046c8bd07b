"""A run in parts on the workers of Dask, put together into the bytes of one run.

    pip install 'dask[distributed]'
    python examples/scaling/with_dask.py examples/scenarios/three_percent.toml --draws 1000000 --parts 16 --out million.json

As it stands it starts workers on this machine; --scheduler tcp://HOST:8786 takes those of a cluster, which need the program
`kennis` (KENNIS_PROGRAM names another), the scenario under the same path, and a folder in common for the parts. --kill kills a worker
while it draws: Dask gives its part to another, and the bytes stay the same.
"""

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from dask.distributed import Client, LocalCluster, as_completed

KENNIS = os.environ.get("KENNIS_PROGRAM", "kennis")


def part(scenario, draws, number, of, folder):
    """Draws a part, unless it is there already."""
    out = Path(folder) / f"part-{number}-of-{of}"
    if not (out / "shard.json").exists():
        # A worker that dies takes what it has started with it.
        subprocess.run([KENNIS, "run", scenario, "--draws", str(draws), "--shard", f"{number}/{of}", "--out", str(out),
                        "--threads", "1", "--memory", "4", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return str(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=os.path.abspath)
    parser.add_argument("--draws", type=int, default=65_536)
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--scheduler", help="address of a scheduler that runs already")
    parser.add_argument("--folder", help="folder in common for the parts; left out: a temporary one")
    parser.add_argument("--kill", action="store_true", help="kill a worker while it draws")
    parser.add_argument("--out", help="file for the document; left out: standard output")
    options = parser.parse_args()
    cluster = None if options.scheduler else LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
    with tempfile.TemporaryDirectory() as temporary, Client(options.scheduler or cluster) as client:
        folder = options.folder or temporary
        futures = [client.submit(part, options.scenario, options.draws, number, options.parts, folder, pure=False)
                   for number in range(1, options.parts + 1)]
        if options.kill:
            while not any(client.processing().values()):
                time.sleep(0.01)
            next(iter(cluster.workers.values())).process.process.kill()
        for done in as_completed(futures):
            done.result()
        parts = client.gather(futures)
        merge = [KENNIS, "merge", *parts, "--format", "json", "--quiet"]
        with open(options.out, "wb") if options.out else os.fdopen(os.dup(1), "wb") as file:
            subprocess.run(merge, check=True, stdout=file)
    if cluster:
        cluster.close()


if __name__ == "__main__":
    main()
