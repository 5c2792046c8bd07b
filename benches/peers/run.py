"""Times kennis beside numpy, numba, JAX and C on the same draws, after each has reproduced the outputs of kennis.

    python benches/peers/run.py                       everything: 100,000 and 1,000,000 draws, one and two threads
    python benches/peers/run.py --draws 100000 --threads 1 --peers numpy,c_libmvec --rounds 1
    python benches/peers/run.py --exchange FILE       peers alone, on an exchange file that is there already

README.md says what is measured, and what each contender was given.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = ("numpy", "numpy_buckets", "numba", "jax", "c_plain", "c_libmvec", "c_native")
TOLERANCE = 1e-9
SCENARIOS = {
    "three_percent": """
[[targets]]
variable = "rd_intensity"
from = 2025
year = 2030
value = 0.03
public_share = 0.40
""",
    "public_research": """
[[measures]]
name = "more public research"
instrument = "public_research"
unit = "gdp_share"
amount = 0.001
from = 2026
""",
}


# --------------------------------------------------------------------------------------------- one measurement
def pin(threads):
    """Leaves a process as many processors as it has threads (the compiler of JAX starts threads of its own)."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, set(allowed[-threads:]))


def environment(threads):
    env = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS=str(threads), NUMBA_NUM_THREADS=str(threads),
               OMP_PROC_BIND="false")
    # A fixed kernel would keep numpy's linear algebra from choosing the best one.
    env.pop("OPENBLAS_CORETYPE", None)
    return env


def worker(arguments):
    """In a process of its own: one peer, one job; prints a document."""
    sys.path.insert(0, str(HERE))
    import numpy as np

    import contenders
    import job as j
    import whole

    job = j.Job(arguments.exchange)
    peer, summarise = contenders.make(arguments.worker, job, arguments.threads[0])
    versions = dict(peer.versions(), python=platform.python_version(), numpy=np.__version__)

    def simulate():
        parameters, _ = job.parameters()
        peer.simulate_only(parameters)

    def everything():
        parameters, dropped = job.parameters()
        return whole.run(peer, summarise, parameters, contenders.BLOCK), dropped

    # Compilation and the first touch of everything, on few draws and all years.
    full = job.values
    job.values = full[:, :2000]
    peer.simulate_only(job.parameters()[0])
    everything()
    job.values = full
    times, processor, result = [], [], None
    task = simulate if arguments.task == "simulate" else everything
    for _ in range(arguments.repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        result = task()
        times.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    document = {"seconds": times, "processor_seconds": processor, "versions": versions,
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0}
    if arguments.task == "whole":
        found, dropped = result
        document["dropped"] = dropped
        if arguments.result:
            np.save(arguments.result, flatten(found), allow_pickle=True)
    print(json.dumps(document))


def flatten(found):
    """Every statistic of every series by its name: arrays over years, in the order of the statistics."""
    flat = {}
    for name, kinds in found["variables"].items():
        for kind, values in kinds.items():
            flat[f"{name}.{kind}"] = values
    for of, channels in found["channels"].items():
        for name, values in channels.items():
            flat[f"channels.{of}.{name}"] = values
    return flat


def measure_peer(name, task, exchange, threads, repeats, result=None):
    command = [sys.executable, str(HERE / "run.py"), "--worker", name, "--task", task, "--exchange", str(exchange),
               "--threads", str(threads), "--repeats", str(repeats)]
    if result:
        command += ["--result", str(result)]
    done = subprocess.run(command, env=environment(threads), capture_output=True, text=True,
                          preexec_fn=lambda: pin(threads))
    if done.returncode != 0:
        raise SystemExit(f"{name} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout)


def measure_command(command, threads, output=None):
    """Wall time, processor time and peak memory of a command; its output goes to a file or is given back."""
    with (open(output, "wb") if output else tempfile.TemporaryFile()) as file:
        wall = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, env=environment(threads), preexec_fn=lambda: pin(threads))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - wall
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))} failed")
        if not output:
            file.seek(0)
            text = file.read().decode()
    return {"seconds": [wall], "processor_seconds": [usage.ru_utime + usage.ru_stime],
            "peak_mib": usage.ru_maxrss / 1024.0, "output": None if output else text}


def kennis_whole(options, scenario, draws, threads, output=None):
    command = [options.kennis, "run", scenario, "--format", "json", "--structure", "knowledge_capital",
               "--draws", draws, "--seed", options.seed, "--threads", threads]
    return measure_command([str(part) for part in command + options.kennis_options.split()], threads,
                           output or os.devnull)


def kennis_simulate(options, scenario, draws, threads, repeats):
    command = [options.time_simulation, scenario, "--draws", draws, "--seed", options.seed, "--threads", threads,
               "--repeats", repeats]
    found = measure_command([str(part) for part in command], threads)
    document = json.loads(found["output"])
    # The simulation is what is left of a run when the draws are made, which the peers find in memory.
    draws_seconds = min(document["draws_seconds"]) / threads
    return {"seconds": [seconds - draws_seconds for seconds in document["seconds"]], "processor_seconds": [],
            "peak_mib": found["peak_mib"]}


# --------------------------------------------------------------------------------------------- agreement
def of_kennis(path):
    """The same flat form from the document of `kennis run`."""
    import numpy as np

    import job as j
    with open(path) as file:
        document = json.load(file)
    flat = {}

    def take(name, statistics):
        if statistics is not None:
            flat[name] = np.array([statistics[statistic] for statistic in j.STATISTICS]).T

    for name, variable in document["variables"].items():
        for kind in ("baseline", "scenario", "deviation"):
            take(f"{name}.{kind}", variable[kind])
    for of in ("gdp", "tfp"):
        for name, statistics in document["channels"][of].items():
            take(f"channels.{of}.{name}", statistics)
    dropped = document["draws_dropped"]
    return flat, dropped if isinstance(dropped, int) else sum(dropped.values())


def gap(found, wanted):
    """The largest difference, relative where a value is above one, and where it is."""
    import numpy as np
    worst = (0.0, "")
    for name, values in found.items():
        if name not in wanted:
            raise SystemExit(f"{name} is not among the results to compare with")
        difference = np.abs(values - wanted[name]) / np.maximum(1.0, np.abs(wanted[name]))
        if not np.isfinite(difference).all():
            raise SystemExit(f"{name} is not finite")
        worst = max(worst, (float(difference.max()), name))
    return worst


def compare(options, peers, exchange, scenario, draws, folder):
    """Every peer must reproduce kennis; where there is no kennis, the first of them."""
    import numpy as np
    wanted, dropped, against = None, None, "kennis"
    if scenario:
        path = folder / "kennis.json"
        kennis_whole(options, scenario, draws, 1, path)
        wanted, dropped = of_kennis(path)
    report = {}
    for name in peers:
        path = folder / f"{name}.npy"
        document = measure_peer(name, "whole", exchange, 2, 1, path)
        found = np.load(path, allow_pickle=True).item()
        if wanted is None:
            wanted, dropped, against = found, document["dropped"], name
            continue
        worst, where = gap(found, wanted)
        report[name] = worst
        print(f"  {name:14} {worst:.1e} from {against} at most, at {where}", flush=True)
        if worst > options.tolerance or document["dropped"] != dropped:
            raise SystemExit(f"{name} does not reproduce {against} to {options.tolerance}: its time does not count")
    return report


# --------------------------------------------------------------------------------------------- the report
def machine():
    model = platform.processor()
    try:
        with open("/proc/cpuinfo") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
        fields = {key.strip(): value.strip() for key, value in lines.items()}
        model = fields.get("model name", model)
        sets = [flag for flag in ("avx2", "fma", "avx512f") if flag in fields.get("flags", "").split()]
        model += " (" + ", ".join(sets) + ")"
    except OSError:
        pass
    return {"processor": model, "processors": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}"}


def table(results, threads_draws, names):
    """Lines of a Markdown table for each task."""
    lines = []
    for task, title in (("simulate", "Simulation alone"), ("whole", "The whole job, with the statistics of all series")):
        for draws, threads in threads_draws:
            rows = [(name, results.get((task, draws, threads, name))) for name in names]
            rows = [(name, found) for name, found in rows if found]
            if not rows:
                continue
            own = next((min(found["seconds"]) for name, found in rows if name == "kennis"), None)
            lines += ["", f"{title}: {draws:,} draws, {threads} thread{'s' if threads > 1 else ''}", "",
                      "| | seconds, best | median | of kennis | ns a draw and year | processor seconds, least | processor/wall | peak MiB |",
                      "|---|---|---|---|---|---|---|---|"]
            for name, found in rows:
                best = min(found["seconds"])
                ratio = f"{best / own:.2f}" if own else ""
                busy = max((c / w / threads for c, w in zip(found["processor_seconds"], found["seconds"])), default=0.0)
                lines.append(f"| {name} | {best:.3f} | {statistics.median(found['seconds']):.3f} | {ratio} | "
                             f"{best / draws / found['years'] * 1e9:.1f} | "
                             f"{min(found['processor_seconds'], default=float('nan')):.3f} | {busy:.2f} | {found['peak_mib']:.0f} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    numbers = lambda text: [int(part.replace("_", "")) for part in text.split(",")]
    parser.add_argument("--draws", type=numbers, default=[100_000, 1_000_000])
    parser.add_argument("--threads", type=numbers, default=[1, 2])
    parser.add_argument("--peers", type=lambda text: text.split(","), default=list(PEERS))
    parser.add_argument("--scenario", choices=SCENARIOS, default="three_percent", help="the one that is timed")
    parser.add_argument("--horizon", type=int, default=2083, help="2083: sixty simulated years")
    parser.add_argument("--rounds", type=int, default=3, help="processes of each contender, in alternate order")
    parser.add_argument("--repeats", type=int, default=3, help="runs in each process; the best counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tolerance", type=float, default=TOLERANCE)
    parser.add_argument("--compare-draws", type=int, default=20_000)
    parser.add_argument("--target", type=pathlib.Path, default=ROOT / "target/release", help="where kennis was built")
    parser.add_argument("--kennis-options", default="", help="further options of `kennis run`")
    parser.add_argument("--exchange", type=pathlib.Path, help="an exchange file: peers alone")
    parser.add_argument("--out", type=pathlib.Path, help="write the results as JSON")
    parser.add_argument("--tasks", type=lambda text: text.split(","), default=["simulate", "whole"])
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--result", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return worker(options)
    sys.path.insert(0, str(HERE))
    options.kennis = options.target / "kennis"
    options.time_simulation = options.target / "examples/time_simulation"
    export = options.target / "examples/export_draws"

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        scenarios, exchanges = {}, {}
        if options.exchange:
            import job as j
            sizes = [j.Job(options.exchange).header["draws"]]
            exchanges[options.scenario, sizes[0]] = options.exchange
        else:
            sizes = options.draws
            for name, text in SCENARIOS.items():
                scenarios[name] = folder / f"{name}.toml"
                scenarios[name].write_text(f'schema = "kennis.scenario/1"\nname = "{name}"\nhorizon = {options.horizon}\n'
                                           f'structure = "knowledge_capital"\n{text}')
            wanted = [(name, options.compare_draws) for name in SCENARIOS] + [(options.scenario, n) for n in sizes]
            for name, n in wanted:
                exchanges[name, n] = folder / f"{name}-{n}.draws"
                subprocess.run([export, scenarios[name], "--draws", str(n), "--seed", str(options.seed), "--out",
                                exchanges[name, n]], check=True)

        print("Agreement")
        agreement = {}
        if options.exchange:
            agreement["exchange"] = compare(options, options.peers, options.exchange, None, sizes[0], folder)
        else:
            for name in SCENARIOS:
                print(f" {name}, {options.compare_draws:,} draws")
                agreement[name] = compare(options, options.peers, exchanges[name, options.compare_draws],
                                          scenarios[name], options.compare_draws, folder)

        names = ([] if options.exchange else ["kennis"]) + options.peers
        years = options.horizon - 2023
        results, versions = {}, {}
        for round_number in range(options.rounds):
            for draws in sizes:
                for threads in options.threads:
                    for task in options.tasks:
                        for name in names if round_number % 2 == 0 else names[::-1]:
                            if name == "kennis" and task == "whole":
                                runs = [kennis_whole(options, scenarios[options.scenario], draws, threads)
                                        for _ in range(options.repeats)]
                                found = {key: sum((run[key] for run in runs), []) for key in
                                         ("seconds", "processor_seconds")} | {"peak_mib": max(r["peak_mib"] for r in runs)}
                            elif name == "kennis":
                                found = kennis_simulate(options, scenarios[options.scenario], draws, threads, options.repeats)
                            else:
                                found = measure_peer(name, task, exchanges[options.scenario, draws], threads,
                                                     options.repeats)
                                versions[name] = found.pop("versions")
                            known = results.setdefault((task, draws, threads, name),
                                                       {"seconds": [], "processor_seconds": [], "peak_mib": 0.0, "years": years})
                            known["seconds"] += found["seconds"]
                            known["processor_seconds"] += found["processor_seconds"]
                            known["peak_mib"] = max(known["peak_mib"], found["peak_mib"])
                            print(f"  round {round_number + 1}: {task}, {draws:,} draws, {threads} threads, {name}: "
                                  f"{min(found['seconds']):.3f} s", file=sys.stderr, flush=True)
        if not options.exchange:
            versions["kennis"] = subprocess.run([options.kennis, "--version"], capture_output=True, text=True).stdout.strip()

    about = machine()
    lines = [f"{about['processor']}, {about['processors']} processors, {about['system']}; best of "
             f"{options.rounds * options.repeats} runs in {options.rounds} rounds."]
    lines += table(results, [(n, t) for n in sizes for t in options.threads], names)
    lines += ["", "Versions"] + [f"- {name}: {found if isinstance(found, str) else ', '.join(f'{k} {v}' for k, v in found.items())}"
                                 for name, found in versions.items()]
    print("\n".join(lines))
    if options.out:
        document = {"schema": "kennis.peers/1", "machine": about, "versions": versions, "agreement": agreement,
                    "results": [dict(zip(("task", "draws", "threads", "contender"), key), **found)
                                for key, found in results.items()]}
        options.out.write_text(json.dumps(document, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
