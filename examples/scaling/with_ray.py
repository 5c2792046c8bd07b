"""A run in parts on the workers of Ray, put together into the bytes of one run.

    pip install ray
    python examples/scaling/with_ray.py examples/scenarios/three_percent.toml --draws 1000000 --parts 16 --out million.json

As it stands it starts Ray on this machine; --address auto takes a cluster that runs already, whose machines need the program `kennis`
(KENNIS_PROGRAM names another), the scenario under the same path, and a folder in common for the parts. A part whose worker dies is
drawn again by another.
"""

import argparse
import os
import subprocess
import tempfile
from pathlib import Path

import ray

KENNIS = os.environ.get("KENNIS_PROGRAM", "kennis")


@ray.remote(num_cpus=1, max_retries=3)
def part(scenario, draws, number, of, folder):
    """Draws a part, unless it is there already."""
    out = Path(folder) / f"part-{number}-of-{of}"
    if not (out / "shard.json").exists():
        subprocess.run([KENNIS, "run", scenario, "--draws", str(draws), "--shard", f"{number}/{of}", "--out", str(out),
                        "--threads", "1", "--memory", "4", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return str(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=os.path.abspath)
    parser.add_argument("--draws", type=int, default=65_536)
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--address", help="address of a cluster that runs already, such as auto")
    parser.add_argument("--folder", help="folder in common for the parts; left out: a temporary one")
    parser.add_argument("--out", help="file for the document; left out: standard output")
    options = parser.parse_args()
    ray.init(address=options.address, include_dashboard=False, log_to_driver=False)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or temporary
        numbers = range(1, options.parts + 1)
        parts = ray.get([part.remote(options.scenario, options.draws, number, options.parts, folder) for number in numbers])
        merge = [KENNIS, "merge", *parts, "--format", "json", "--quiet"]
        with open(options.out, "wb") if options.out else os.fdopen(os.dup(1), "wb") as file:
            subprocess.run(merge, check=True, stdout=file)
    ray.shutdown()


if __name__ == "__main__":
    main()
