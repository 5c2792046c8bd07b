"""Times how long kennis, numpy, numba, JAX and C take until figures of GDP in 2060 are known to so many percentage points.

    python benches/peers/precision.py --out target/precision.json      everything
    python benches/peers/precision.py --quick                          a first look, some minutes
    python benches/peers/precision.py --errors target/precision.json   times alone: errors are the same on every machine

README.md says what is measured, and what each contender was given.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import run

FIGURES = ("mean", "p05", "p50", "p95")
QUANTILES = (0.05, 0.50, 0.95)
# The plans of each contender. Those of kennis are its own; the others have the random numbers of numpy, and the Sobol' points of scipy.
ONE = {"numpy": ("random", "sobol"), "numpy_chunks": ("random", "sobol"), "numba": ("random", "sobol"),
       "jax": ("random", "sobol"), "c_libmvec": ("random", "sobol"), "c_native": ("random", "sobol")}
MIXTURE = {"numpy": ("random", "sobol")}
# Which peer makes the errors of the plans of numpy and scipy: errors depend on the plan and the number of draws alone.
ERRORS_BY = {"knowledge_capital": "c_native", "mixture": "numpy"}
KENNIS = ("kennis run", "kennis library")
SCENARIO = run.SCENARIOS["three_percent"]
HORIZON = 2060


# --------------------------------------------------------------------------------------------- in a process of its own: a peer
def worker(options):
    """Prints a document: figures by seed, seconds, or the figures of the draws of the exchange file."""
    import numpy as np

    import job as j
    import points

    job = j.Job(options.exchange)
    names = list(j.COLUMNS)
    if options.structures == "mixture":
        import user_numpy
        names += user_numpy.FURTHER
    figures = contender(options.worker, job, names, options.threads)
    if options.task == "check":
        print(json.dumps(check(job, names, figures)))
        return
    draw = points.PLANS[options.plan]
    document = {"figures": {}, "seconds": {}}
    for draws in options.sizes:
        # Compilation and the first touch of memory are left out.
        figures(draw(len(names), draws, 0))
        if options.task == "figures":
            document["figures"][draws] = [list(map(float, figures(draw(len(names), draws, seed))))
                                          for seed in range(1, options.seeds + 1)]
            continue
        seconds = document["seconds"][draws] = []
        while len(seconds) < 3 or sum(seconds) < options.least_seconds and len(seconds) < 50:
            start = time.perf_counter()
            figures(draw(len(names), draws, len(seconds)))
            seconds.append(time.perf_counter() - start)
    document["versions"] = {"numpy": np.__version__}
    print(json.dumps(document))


def contender(name, job, names, threads):
    """A function from independent standard normals, a row a dimension, to the figures."""
    import numpy as np

    import job as j
    import points

    priors = points.Priors(job.header, names)
    if name == "numpy":
        import user_numpy
        return lambda z: user_numpy.figures(job, dict(zip(names, priors(z))))
    import contenders
    peer, _ = contenders.make("numpy" if name == "numpy_chunks" else name, job, threads)
    of_values = {"numba": of_numba, "c_libmvec": of_c, "c_native": of_c}.get(name, of_numpy)
    pool, chunk = ThreadPoolExecutor(threads), 8192

    def of_normals(z):
        parameters = np.empty_like(z)

        def place(first):
            some = slice(first, first + chunk)
            parameters[:, some] = priors(z[:, some])

        list(pool.map(place, range(0, z.shape[1], chunk)))
        kept = parameters[0] + parameters[1] < 0.5 * (1.0 - parameters[j.COLUMNS.index("capital_share")])
        if not kept.all():
            parameters = parameters[:, kept]
        values = peer.log_gdp_of_last_year(parameters)
        np.expm1(values, out=values)
        values *= 100.0
        return of_values(peer, values)

    return of_normals


def of_numpy(peer, values):
    import numpy as np
    return [values.mean(), *np.quantile(values, QUANTILES)]


def of_numba(peer, values):
    import numpy as np

    import statistics_numba
    result = np.empty((1, 2 + len(QUANTILES)))
    statistics_numba.of_rows(values[None], len(values), np.array(QUANTILES), result)
    return [result[0, 0], *result[0, 2:]]


def of_c(peer, values):
    import numpy as np
    statistics = peer.statistics(values[None], len(values), np.array(QUANTILES))[0]
    return [statistics[0], *statistics[2:]]


def check(job, names, figures):
    """The figures from the normals of the exchange file, and the largest gap between the parameters and those of the file."""
    import numpy as np

    import points
    columns = job.header["columns"]
    # The normals of the initial stocks are columns of their own.
    normals = np.array([job.values[columns.index(name if "_z_" in name else "z_" + name)] for name in names])
    wanted = np.array([job.values[columns.index(name)] for name in names])
    gap = np.abs(points.Priors(job.header, names)(normals) - wanted).max()
    return {"figures": list(map(float, figures(normals))), "gap_of_parameters": float(gap)}


def measure(options, structures, name, plan, task, sizes, threads):
    command = [sys.executable, HERE / "precision.py", "--worker", name, "--plan", plan, "--task", task, "--structures", structures,
               "--exchange", options.exchanges[structures], "--threads", threads, "--seeds", options.seeds,
               "--sizes", ",".join(map(str, sizes)), "--least-seconds", options.least_seconds]
    found = run.measure_command(list(map(str, command)), threads)
    return json.loads(found["output"])


# --------------------------------------------------------------------------------------------- kennis
def library(options, structures, plan, sizes, seeds, repeats, threads):
    command = [options.target / "examples/time_to_precision", options.scenario, "--plan", plan, "--seeds", seeds,
               "--draws", ",".join(map(str, sizes)), "--repeats", repeats, "--threads", threads]
    if structures != "mixture":
        command += ["--structure", structures]
    found = json.loads(run.measure_command(list(map(str, command)), threads)["output"])
    return {key: {int(n): values for n, values in found[key].items()} for key in ("figures", "seconds")}


def command_line(options, structures, draws, threads):
    """Seconds of `kennis run` as a user types it, from the start of the process to the last byte, and its document."""
    command = [options.target / "kennis", "run", options.scenario, "--format", "json", "--draws", draws, "--threads", threads]
    if structures != "mixture":
        command += ["--structure", structures]
    path = options.folder / "run.json"
    repeats = options.repeats if draws <= 1 << 14 else 2
    seconds = [run.measure_command(list(map(str, command)), threads, path)["seconds"][0] for _ in range(repeats)]
    return min(seconds), json.loads(path.read_text())


# --------------------------------------------------------------------------------------------- errors
def errors(by_seed):
    """The standard deviation between seeds, by number of draws and figure."""
    def of(column):
        mean = sum(column) / len(column)
        return math.sqrt(sum((x - mean) ** 2 for x in column) / (len(column) - 1))
    return {int(n): [of(column) for column in zip(*figures)] for n, figures in by_seed.items()}


def needed(of_plan, figure, level):
    """The least power of two whose error is at most the level, and whether the slope of the errors had to say so."""
    row = FIGURES.index(figure)
    sizes = sorted(of_plan)
    for n in sizes:
        if of_plan[n][row] <= level:
            return n, False
    # A straight line in logarithms through the upper half.
    upper = sizes[len(sizes) // 2:]
    x, y = [math.log2(n) for n in upper], [math.log2(of_plan[n][row]) for n in upper]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
    return 1 << max(math.ceil(mx + (math.log2(level) - my) / slope), int(x[-1]) + 1), True


class Times:
    """Seconds by number of draws; beyond the largest that is measured in proportion."""

    def __init__(self, seconds):
        self.seconds = seconds

    def at(self, draws):
        largest = max(self.seconds)
        return self.seconds[draws] if draws in self.seconds else self.seconds[largest] * draws / largest


# --------------------------------------------------------------------------------------------- the report
def cell(seconds, draws, is_estimate):
    power = f"2^{draws.bit_length() - 1}"
    shown = f"{seconds:.2g}" if seconds < 10 else f"{seconds:.0f}"
    return f"{shown} ({power}{'*' if is_estimate else ''})"


def table(results, structures, threads, level):
    """Seconds with the draws they take; the last column is the longest of the four beside that of the library."""
    rows = [r for r in results if (r["structures"], r["threads"], r["level"]) == (structures, threads, level)]
    if not rows:
        return []
    slowest = lambda r: max(figure["seconds"] for figure in r["figures"].values())
    own = next(slowest(r) for r in rows if r["contender"] == "kennis library")
    lines = ["", f"`{structures}`, {level:g} percentage points, {threads} thread{'s' if threads > 1 else ''}", "",
             "| | plan | mean | 5% point | median | 95% point | all four, of the library |", "|---|---|---|---|---|---|---|"]
    for r in rows:
        cells = [cell(f["seconds"], f["draws"], f["is_estimate"]) for f in r["figures"].values()]
        lines.append(f"| {r['contender']} | {r['plan']} | {' | '.join(cells)} | {slowest(r) / own:.2g} |")
    return lines


def table_of_errors(all_errors, structures):
    lines = ["", f"`{structures}`: standard error between seeds, percentage points", "",
             "| draws | " + " | ".join(f"{source} {figure}" for source in all_errors for figure in FIGURES) + " |",
             "|---" * (1 + len(FIGURES) * len(all_errors)) + "|"]
    for n in sorted(set().union(*all_errors.values())):
        cells = [f"{value:.4f}" for of_plan in all_errors.values() for value in of_plan.get(n, [math.nan] * len(FIGURES))]
        lines.append(f"| 2^{n.bit_length() - 1} | {' | '.join(cells)} |")
    return lines


# --------------------------------------------------------------------------------------------- all of it
def agree(options, structures, peers):
    """Every peer must make the figures of kennis from the same normals."""
    draws = 1 << 12
    path = options.exchanges[structures]
    command = [options.target / "examples/export_draws", options.scenario, "--draws", draws, "--normals", "yes", "--out", path]
    if structures != "mixture":
        command += ["--structure", structures]
    subprocess.run(list(map(str, command)), check=True)
    [wanted] = library(options, structures, "sobol", [draws], 1, 0, 1)["figures"][draws]
    _, document = command_line(options, structures, draws, 1)
    printed = document["variables"]["gdp"]["deviation"]
    last = {figure: printed[figure][-1] for figure in FIGURES}
    report = {"kennis run": max(abs(last[figure] - value) for figure, value in zip(FIGURES, wanted))}
    for name in peers:
        found = measure(options, structures, name, "sobol", "check", [draws], 1)
        gaps = [abs(a - b) / max(1.0, abs(b)) for a, b in zip(found["figures"], wanted)]
        report[name] = max(*gaps, found["gap_of_parameters"])
    for name, gap in report.items():
        print(f"  {structures} {name:14} {gap:.1e} from the library", flush=True)
        if not gap <= options.tolerance:
            raise SystemExit(f"{name} does not reproduce kennis to {options.tolerance}: its time does not count")
    return report


def errors_of_plans(options, structures):
    """By source of the draws and plan: errors by number of draws."""
    if options.errors:
        document = json.loads(options.errors.read_text())
        return {(e["source"], e["plan"]): {int(n): of for n, of in e["by_draws"].items()}
                for e in document["errors"] if e["structures"] == structures}
    by = ERRORS_BY[structures]
    sizes = [1 << k for k in range(8, options.most_for_errors + 1)]
    found = {("kennis", plan): errors(library(options, structures, plan, sizes, options.seeds, 0, options.threads[-1])["figures"])
             for plan in ("sobol", "random")}
    found["peers", "sobol"] = errors(measure(options, structures, by, "sobol", "figures", sizes, options.threads[-1])["figures"])
    # Random numbers are random numbers: those of numpy are asked at one number of draws, those of kennis serve for all.
    one = errors(measure(options, structures, by, "random", "figures", [1 << 12], options.threads[-1])["figures"])
    for figure, a, b in zip(FIGURES, one[1 << 12], found["kennis", "random"][1 << 12]):
        print(f"  {structures} {figure}: random numbers of numpy {a:.4f}, of kennis {b:.4f} at 2^12", flush=True)
    found["peers", "random"] = found["kennis", "random"]
    return found


def times(options, structures, name, plan, sizes, threads):
    """Best seconds by number of draws, for those that can be measured."""
    sizes = sorted({min(n, 1 << options.largest) for n in sizes})
    if name == "kennis run":
        return Times({n: command_line(options, structures, n, threads)[0] for n in sizes})
    if name == "kennis library":
        repeated = library(options, structures, plan, sizes, 0, options.repeats, threads)["seconds"]
        return Times({n: min(seconds) for n, seconds in repeated.items()})
    found = measure(options, structures, name, plan, "time", sizes, threads)
    return Times({int(n): min(seconds) for n, seconds in found["seconds"].items()})


def write(options, agreement, results, all_errors):
    """What is known so far, so that a run that is stopped leaves its errors."""
    if options.out:
        document = {"schema": "kennis.precision/1", "machine": run.machine(), "agreement": agreement, "results": results,
                    "errors": [{"structures": structures, "source": source, "plan": plan, "by_draws": of_plan}
                               for structures, of_structures in all_errors.items()
                               for (source, plan), of_plan in of_structures.items()]}
        options.out.write_text(json.dumps(document, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words, numbers = (lambda text: text.split(",")), (lambda text: [int(part) for part in text.split(",")])
    parser.add_argument("--levels", type=lambda text: [float(part) for part in text.split(",")], default=[0.05, 0.02, 0.01])
    parser.add_argument("--seeds", type=int, default=32)
    parser.add_argument("--structures", type=words, default=["knowledge_capital", "mixture"])
    parser.add_argument("--threads", type=numbers, default=[1, 2])
    parser.add_argument("--peers", type=words, help="those that take part; all without")
    parser.add_argument("--repeats", type=int, default=7, help="runs of kennis; the best counts, as for all")
    parser.add_argument("--least-seconds", type=float, default=0.5, help="a peer is repeated for so long, three to fifty times")
    parser.add_argument("--largest", type=int, default=20, help="power of two of the most draws that are timed")
    parser.add_argument("--most-for-errors", type=int, default=18, help="power of two of the most draws for errors; the slope says the rest")
    parser.add_argument("--errors", type=pathlib.Path, help="a document of --out whose errors are taken as they are")
    parser.add_argument("--quick", action="store_true", help="fewer draws and repeats, a level, a thread")
    parser.add_argument("--tolerance", type=float, default=run.TOLERANCE)
    parser.add_argument("--target", type=pathlib.Path, default=run.ROOT / "target/release", help="where kennis was built")
    parser.add_argument("--out", type=pathlib.Path, help="write the results as JSON")
    for hidden in ("--worker", "--plan", "--task"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--exchange", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=numbers, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        options.structures, options.threads = options.structures[0], options.threads[0]
        return worker(options)
    if options.quick:
        options.levels, options.threads, options.repeats, options.least_seconds = [0.05], [1], 3, 0.1
        options.most_for_errors, options.largest = 14, 16

    with tempfile.TemporaryDirectory() as folder:
        options.folder = pathlib.Path(folder)
        options.scenario = options.folder / "three_percent.toml"
        options.scenario.write_text(f'schema = "kennis.scenario/1"\nname = "three_percent"\nhorizon = {HORIZON}\n{SCENARIO}')
        options.exchanges = {structures: options.folder / f"{structures}.draws" for structures in options.structures}
        results, agreement, all_errors = [], {}, {}
        print("Agreement", flush=True)
        for structures in options.structures:
            of_peers = MIXTURE if structures == "mixture" else ONE
            peers = {name: plans for name, plans in of_peers.items() if name in (options.peers or of_peers)}
            agreement[structures] = agree(options, structures, peers)
            all_errors[structures] = errors_of_plans(options, structures)
            write(options, agreement, results, all_errors)
            takers = [("kennis run", "sobol")] + [("kennis library", plan) for plan in ("sobol", "random")]
            takers += [(name, plan) for name, plans in peers.items() for plan in plans]
            for name, plan in takers:
                of_plan = all_errors[structures]["kennis" if name in KENNIS else "peers", plan]
                wanted = {(level, figure): needed(of_plan, figure, level)
                          for level in options.levels for figure in FIGURES}
                for threads in options.threads:
                    seconds = times(options, structures, name, plan, [n for n, _ in wanted.values()], threads)
                    print(f"  {structures}, {name} {plan}, {threads} threads", file=sys.stderr, flush=True)
                    for level in options.levels:
                        figures = {}
                        for figure in FIGURES:
                            n, beyond = wanted[level, figure]
                            figures[figure] = {"draws": n, "seconds": seconds.at(n),
                                               "is_estimate": beyond or n not in seconds.seconds}
                        results.append({"structures": structures, "contender": name, "plan": plan, "threads": threads,
                                        "level": level, "figures": figures, "all_seconds": seconds.seconds})

            write(options, agreement, results, all_errors)

    about = run.machine()
    lines = ["", f"{about['processor']}, {about['processors']} processors, {about['system']}; {options.seeds} seeds."]
    for structures in options.structures:
        lines += table_of_errors({" ".join(key): of_plan for key, of_plan in all_errors[structures].items()
                                  if key != ("peers", "random")}, structures)
        for threads in options.threads:
            for level in options.levels:
                lines += table(results, structures, threads, level)
    lines += ["", "Seconds, with the draws they take; * the draws are beyond those of which errors were measured, or their time is in "
              "proportion to that of the most draws that were timed."]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
