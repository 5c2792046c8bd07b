"""The package gives what the program prints, to the byte."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import SCENARIOS, program

import kennis

TEN = [
    "baseline",
    "public_research_one_year",
    "public_research_permanent",
    "three_percent",
    "eu_three_percent",
    "tax_credit",
    "cut_of_a_fund",
    "technicians",
    "education",
    "action_plan_illustration",
]


@pytest.mark.parametrize("name", TEN)
def test_a_run_is_that_of_the_program(name: str) -> None:
    path = str(SCENARIOS / f"{name}.toml")
    printed = program("run", path, "--draws", "150", "--seed", "3", "--format", "json").stdout
    assert kennis.run(path, draws=150, seed=3).json.encode() == printed


def test_other_commands_are_those_of_the_program() -> None:
    one, other = (str(SCENARIOS / f"{name}.toml") for name in ("three_percent", "tax_credit"))
    small = ["--draws", "100", "--format", "json"]
    assert kennis.compare(one, draws=100).json.encode() == program("compare", one, *small).stdout
    assert kennis.compare([one, other], draws=100).json.encode() == program("compare", one, other, *small).stdout
    assert kennis.cba(other, by_year=True, draws=100).json.encode() == program("cba", other, "--by-year", *small).stdout
    goal = ["--target", "gdp=1@2050", "--instrument", "public_research", "--from", "2027"]
    solved = kennis.solve(other, "gdp=1@2050", instrument="public_research", from_=2027, draws=100)
    assert solved.json.encode() == program("solve", other, *goal, *small).stdout
    rows = kennis.sensitivity(other, rows=64, year=2050)
    assert rows.json.encode() == program("sensitivity", other, "--year", "2050", "--rows", "64", "--format", "json").stdout
    assert kennis.calibrate().json.encode() == program("calibrate", "--format", "json").stdout
    assert kennis.document("parameters").json.encode() == program("parameters", "--format", "json").stdout


def test_path_keys_and_scenario_are_the_same(three_percent: kennis.Scenario) -> None:
    of_path = kennis.run(SCENARIOS / "three_percent.toml", draws=100)
    for scenario in (three_percent, three_percent.to_dict()):
        run = kennis.run(scenario, draws=100)
        assert run.variables["gdp"].to_dict() == of_path.variables["gdp"].to_dict()
        assert run.command == "kennis run - --draws 100 --format json"
        # The text of a scenario in memory is what the program reads on standard input.
        text = kennis.Scenario.from_dict(three_percent.to_dict()).to_toml().encode()
        assert program("run", "-", "--draws", "100", "--format", "json", input=text).stdout == run.json.encode()


@pytest.mark.parametrize("options", [{"plan": "sobol"}, {"layers": ["breakthroughs", "baseline_level"]}, {}])
def test_threads_and_memory_change_nothing(three_percent: kennis.Scenario, options: dict[str, object]) -> None:
    one = kennis.run(three_percent, draws=300, threads=1, **options)  # type: ignore[arg-type]
    two = kennis.run(three_percent, draws=300, threads=2, memory=0.01, **options)  # type: ignore[arg-type]
    assert one.json == two.json
    assert np.array_equal(one.draws("gdp"), two.draws("gdp"))


def test_draws_are_those_that_the_program_writes(three_percent: kennis.Scenario, tmp_path: object) -> None:
    path = str(SCENARIOS / "three_percent.toml")
    file = f"{tmp_path}/draws.csv"
    words = ["--draws", "40", "--layers", "baseline_level", "--save-draws", file, "--save-variables", "gdp,debt_ratio"]
    program("run", path, *words)
    table = np.genfromtxt(file, delimiter=",", names=True, dtype=None, encoding=None)
    run = kennis.run(path, draws=40, layers="baseline_level")
    run.keep(["gdp", "debt_ratio"])
    years = len(run.years)
    # A row a draw and year there, a column a draw here.
    for variable, kind in [("gdp", "deviation"), ("gdp", "scenario"), ("gdp", "baseline"), ("debt_ratio", "deviation")]:
        written = table[f"{variable}_{kind}"].reshape(-1, years).T
        assert np.array_equal(run.draws(variable, kind), written), (variable, kind)
    assert np.array_equal(run.draw_numbers, table["draw"][::years])
    assert np.array_equal(run.draw_structures, table["structure"][::years])
    assert np.allclose(run.weights, table["draw_weight"][::years], rtol=1e-15)
