"""What a user sees agrees with the program, with its types and with its promises of speed."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import time

import pytest
from conftest import REPOSITORY, SCENARIOS, program

import kennis
from kennis import _kennis

# What is a file, a form or a text of the program's own, and what the package has in its place.
NOT_OF_THE_PACKAGE = {"format", "out", "chart", "chart_variable", "quiet", "years", "xlsx", "html", "shard", "save_draws", "save_variables", "help"}
OF_THE_PACKAGE = {"scenario", "scenarios", "keep", "progress"}


@pytest.mark.parametrize("command", ["run", "compare", "cba", "solve", "calibrate", "sensitivity"])
def test_a_function_has_the_options_of_its_command(command: str) -> None:
    help_text = program(command, "-h").stdout.decode()
    options = {name.replace("-", "_") for name in re.findall(r"^ +(?:-\w, )?--([a-z-]+)", help_text, re.MULTILINE)}
    if command == "calibrate":
        # Those of the data that are fitted.
        options |= {"years"}
        expected = options - (NOT_OF_THE_PACKAGE - {"years"}) | {"structure"}
    else:
        expected = options - NOT_OF_THE_PACKAGE
    parameters = {name.rstrip("_") for name in inspect.signature(getattr(kennis, command)).parameters}
    assert parameters - OF_THE_PACKAGE == expected
    documented = inspect.getdoc(getattr(kennis, command)) or ""
    for name in inspect.signature(getattr(kennis, command)).parameters:
        assert re.search(rf"^\s*{name}$", documented, re.MULTILINE), f"{command}: {name}"


def test_everything_is_documented() -> None:
    for name in kennis.__all__:
        thing = getattr(kennis, name)
        if not callable(thing):
            continue
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert inspect.getdoc(value), f"{name}.{member}"


def test_types_hold(tmp_path: object) -> None:
    pytest.importorskip("mypy")
    checks = (["mypy.stubtest", "kennis._kennis"], ["mypy", "--config-file", str(REPOSITORY / "python" / "pyproject.toml"), "--cache-dir", str(tmp_path), "-p", "kennis"])
    for words in checks:
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, check=False, cwd=str(tmp_path))
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def fastest(work, times: int = 15) -> float:  # type: ignore[no-untyped-def]
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def test_a_call_costs_less_than_five_milliseconds_beside_the_engine(three_percent: kennis.Scenario) -> None:
    # All that is not the engine: words, a thread, the document's way back.
    assert fastest(lambda: _kennis.call(["example", "baseline"])) < 0.005
    words = ["run", "-", "--draws", "0", "--format", "json"]
    texts = [("-", three_percent.to_toml().encode())]
    engine = fastest(lambda: _kennis.call(words, texts))
    assert fastest(lambda: kennis.run(three_percent, draws=0)) - engine < 0.005


def test_import_takes_less_than_a_third_of_a_second() -> None:
    code = "import time; start = time.perf_counter(); import kennis; print(time.perf_counter() - start)"
    times = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)]
    assert min(times) < 0.3, times
    heavy = "import sys, kennis; print([n for n in ('numpy', 'pandas', 'polars', 'matplotlib', 'xarray') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, check=True).stdout == b"[]\n"


def test_schemas_and_examples_are_those_of_the_program() -> None:
    assert kennis.schema("kennis.run/1").encode() == program("schema", "kennis.run/1").stdout
    assert kennis.example("three_percent") == kennis.Scenario.read(SCENARIOS / "three_percent.toml")
    assert "three_percent" in kennis.examples() and "panel_anchored" not in kennis.examples()
    with pytest.raises(kennis.InputError):
        kennis.example("no_such")
