"""Threads, processes and signals: results travel, others run meanwhile, Ctrl-C is heard, and the program is the program."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from conftest import SCENARIOS

import kennis

THREE = str(SCENARIOS / "three_percent.toml")


def test_a_result_can_be_pickled_with_the_draws_that_were_kept(three_percent: kennis.Scenario) -> None:
    run = kennis.run(three_percent, draws=50, keep=["gdp", "rd_intensity"])
    again = pickle.loads(pickle.dumps(run))
    assert again.json == run.json and isinstance(again, kennis.Run)
    assert np.array_equal(again.draws("gdp"), run.draws("gdp"))
    assert np.array_equal(again.draw_numbers, run.draw_numbers) and np.array_equal(again.weights, run.weights)
    with pytest.raises(kennis.KennisError, match="deviation of tfp; keep="):
        again.draws("tfp")
    side = kennis.compare(three_percent, draws=50, keep="gdp")
    side = pickle.loads(pickle.dumps(side))
    assert side.structures["no_effect"].gdp.draws().max() == 0
    cba = pickle.loads(pickle.dumps(kennis.cba(three_percent, draws=20)))
    assert cba.welfare.npv.mean != 0


def of_seed(seed: int) -> kennis.Run:
    return kennis.run(THREE, draws=50, seed=seed, keep="gdp", threads=1)


def test_processes_and_threads_give_what_one_gives() -> None:
    alone = [of_seed(seed).json for seed in (1, 2, 3)]
    with ThreadPoolExecutor(3) as pool:
        assert [run.json for run in pool.map(of_seed, (1, 2, 3))] == alone
    for start in ("spawn", "fork") if sys.platform == "linux" else ("spawn",):
        with ProcessPoolExecutor(2, mp_context=get_context(start)) as pool:
            runs = list(pool.map(of_seed, (1, 2, 3)))
        assert [run.json for run in runs] == alone
        assert all(run.draws("gdp").shape[0] == len(run.years) for run in runs)


def test_a_thread_that_finds_something_wrong_says_nothing_in_another() -> None:
    def wrong(seed: int) -> str:
        try:
            kennis.run({"name": "x", "horizon": 2040, f"key_{seed}": 1})
        except kennis.InputError as error:
            return error.problems[0].key
        return ""

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(wrong, range(40))) == [f"key_{seed}" for seed in range(40)]


def test_other_threads_run_meanwhile() -> None:
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.wait(0.001):
            counted += 1

    other = threading.Thread(target=count)
    other.start()
    start = time.monotonic()
    kennis.run(THREE, draws=4000, threads=1)
    took = time.monotonic() - start
    done.set()
    other.join()
    # A thread that waits for the lock of the interpreter would count a few times at most.
    assert counted > 20 * took, (counted, took)


def test_progress_is_told_and_may_stop_the_run(three_percent: kennis.Scenario) -> None:
    told: list[tuple[str, int, int]] = []
    kennis.run(three_percent, draws=6000, threads=1, progress=lambda *how_far: told.append(how_far))
    assert told and {(what, total) for what, _, total in told} == {("draws", 6000)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)

    class Enough(Exception):
        pass

    def stop(*_: object) -> None:
        raise Enough

    start = time.monotonic()
    with pytest.raises(Enough):
        kennis.run(three_percent, draws=2_000_000, progress=stop)
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_interrupt_is_heard_at_once_and_the_next_run_works() -> None:
    code = (
        "import kennis, time\n"
        "scenario = kennis.example('three_percent')\n"
        "print('ready', flush=True)\n"
        "try:\n"
        "    kennis.run(scenario, draws=20_000_000)\n"
        "except KeyboardInterrupt:\n"
        "    start = time.process_time()\n"
        "    time.sleep(1)\n"
        "    print('left', time.process_time() - start < 0.8, kennis.run(scenario, draws=10).draws_dropped is not None)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    # The computation has ended, too: it takes no time of the processor any more.
    assert out == b"left True True\n", err.decode()
    assert time.monotonic() - start < 20


def test_the_command_is_the_program() -> None:
    command = [sys.executable, "-m", "kennis._program"]
    version = subprocess.run([*command, "--version"], capture_output=True, check=True).stdout.decode()
    assert version == f"kennis {kennis.__version__}\n"
    wrong = subprocess.run([*command, "run", "no_such.toml"], capture_output=True, check=False)
    assert wrong.returncode == 2 and b"no_such.toml: found no such file" in wrong.stderr
    assert subprocess.run([*command, "run", "--no-such"], capture_output=True, check=False).returncode == 2
    text = subprocess.run([*command, "run", THREE, "--draws", "20"], capture_output=True, check=True).stdout
    assert b"In 2060 GDP is" in text


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_the_command_leaves_no_half_file_where_it_is_interrupted(tmp_path) -> None:  # type: ignore[no-untyped-def]
    command = [sys.executable, "-m", "kennis._program", "run", THREE, "--draws", "3000000", "--threads", "1"]
    process = subprocess.Popen(
        [*command, "--save-draws", str(tmp_path / "draws.csv")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130 and list(tmp_path.iterdir()) == []
