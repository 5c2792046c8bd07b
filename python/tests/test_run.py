"""A run: its tables, its draws, and the two against each other."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from conftest import SCENARIOS, program

import kennis


def test_a_variable_is_a_table_by_year(run: kennis.Run) -> None:
    pandas = pytest.importorskip("pandas")
    table = run.gdp.deviation
    assert isinstance(table, pandas.DataFrame)
    assert list(table.index) == run.years and table.index.name == "year"
    document = run.to_dict()["variables"]["gdp"]
    for statistic in ("mean", "sd", "p05", "p50", "p95"):
        assert table[statistic].tolist() == document["deviation"][statistic]
    assert run.gdp.scenario["mean"].tolist() == document["scenario"]["mean"]
    assert (run.gdp.unit, run.gdp.deviation_unit) == ("bn EUR", "percent")
    assert run.gdp.at(2060)["p50"] == document["deviation"]["p50"][-1]


def test_tables_of_polars_have_the_years_as_a_column(run: kennis.Run) -> None:
    polars = pytest.importorskip("polars")
    kennis.use_frames("polars")
    try:
        table = run.gdp.deviation
        assert isinstance(table, polars.DataFrame)
        assert table["year"].to_list() == run.years
        assert table["p95"].to_list() == run.gdp.columns()["p95"].tolist()
    finally:
        kennis.use_frames(None)


def test_without_pandas_and_polars_there_are_arrays(run: kennis.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install pandas"):
        run.gdp.deviation
    assert run.gdp.columns()["mean"].shape == (len(run.years),)


def test_what_has_no_level_says_why(run: kennis.Run) -> None:
    with pytest.raises(ValueError, match="debt_ratio has no scenario"):
        run.debt_ratio.scenario
    with pytest.raises(kennis.InputError, match="kind of debt_ratio"):
        run.draws("debt_ratio", "scenario")
    with pytest.raises(AttributeError, match="has no 'gpd'"):
        run.gpd
    with pytest.raises(ValueError, match="from 2023 to 2060, found 2070"):
        run.gdp.at(2070)


def test_statistics_are_those_of_the_draws(run: kennis.Run) -> None:
    draws, weights = run.draws("gdp"), run.weights
    assert draws.shape == (len(run.years), len(weights)) and weights.sum() == pytest.approx(1, abs=1e-12)
    columns = run.gdp.columns()
    assert draws @ weights == pytest.approx(columns["mean"], rel=1e-12, abs=1e-12)
    for year in (7, -1):
        points = kennis.quantile(draws[year], weights, [0.05, 0.2, 0.5, 0.95])
        wanted = [columns[name][year] for name in ("p05", "p20", "p50", "p95")]
        assert points == pytest.approx(wanted, rel=1e-10, abs=1e-12)
    # Deviations are of levels.
    scenario, baseline = run.draws("gdp", "scenario"), run.draws("gdp", "baseline")
    assert 100 * (scenario / baseline - 1) == pytest.approx(draws, rel=1e-9, abs=1e-11)


def test_quantiles_of_equal_weights_are_those_of_numpy() -> None:
    values = np.random.default_rng(1).normal(size=57)
    p = np.linspace(0, 1, 23)
    assert kennis.quantile(values, np.full(57, 2.0), p) == pytest.approx(np.quantile(values, p), rel=1e-12)
    # A draw of weight zero is none.
    with_none = kennis.quantile([*values, 99.0], [*np.ones(57), 0.0], p)
    assert with_none == pytest.approx(np.quantile(values, p), rel=1e-12)
    with pytest.raises(ValueError, match="one row each"):
        kennis.quantile([[1.0]], [[1.0]], 0.5)


def test_draws_are_taken_once_and_a_structure_is_a_view(run: kennis.Run) -> None:
    draws = run.draws("tfp")
    assert draws is run.draws("tfp") and draws.flags.c_contiguous and draws.dtype == np.float64
    # The memory is that which the program has filled: numpy's own would own its data.
    assert not draws.flags.owndata
    parts = [run.draws("tfp", structure=name) for name in dict.fromkeys(run.draw_structures)]
    assert all(np.shares_memory(part, draws) for part in parts)
    assert np.array_equal(np.hstack(parts), draws)
    assert not run.draws("tfp", structure="no_effect").any()
    with pytest.raises(ValueError, match="expected one of knowledge_capital"):
        run.draws("tfp", structure="no_such")


def test_one_draw_is_that_of_the_run(three_percent: kennis.Scenario, run: kennis.Run) -> None:
    alone = kennis.run(three_percent, draw=17)
    assert set(alone.draw_numbers) == {17}
    for name in ("knowledge_capital", "semi_endogenous"):
        of_run = run.draws("gdp", structure=name)[:, run.draw_numbers[run.draw_structures == name] == 17]
        assert np.array_equal(alone.draws("gdp", structure=name), of_run)


def test_the_long_table_is_the_csv_of_the_program(run: kennis.Run) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = run.to_arrow()
    assert isinstance(table, pyarrow.Table)
    csv = program("run", str(SCENARIOS / "three_percent.toml"), "--draws", "400", "--format", "csv").stdout.decode()
    rows = [line.split(",") for line in csv.splitlines()[1:] if not line.startswith("#")]
    written = {
        (name, kind, statistic, int(year)): float(value)
        for name, kind, statistic, year, value, *_ in rows
        if name in run.variables and kind in ("baseline", "scenario", "deviation") and value
    }
    ours = {
        (one["variable"], one["kind"], one["statistic"], one["year"]): one["value"] for one in table.to_pylist()
    }
    assert len(ours) > 10_000
    assert ours == {key: written[key] for key in ours}


def test_xarray_has_every_statistic(run: kennis.Run) -> None:
    pytest.importorskip("xarray")
    data = run.to_xarray()
    of_gdp = data["gdp"].sel(kind="deviation", statistic="p95").to_numpy()
    assert of_gdp.tolist() == run.gdp.columns()["p95"].tolist()
    assert np.isnan(data["debt_ratio"].sel(kind="scenario")).all()
    assert data["gdp"].attrs == {"unit": "bn EUR", "deviation_unit": "percent"}


def test_structures_side_by_side_have_their_own_draws(three_percent: kennis.Scenario, run: kennis.Run) -> None:
    side = kennis.compare(three_percent, draws=400)
    assert isinstance(side, kennis.StructureComparison)
    assert side.mixture.gdp.to_dict()["deviation"] == run.gdp.to_dict()["deviation"]
    one = side.structures["knowledge_capital"].gdp
    assert np.array_equal(one.draws(), run.draws("gdp", structure="knowledge_capital"))
    assert np.quantile(one.draws()[-1], 0.95) == pytest.approx(one.at(2060)["p95"], rel=1e-10)


def test_the_difference_of_two_scenarios_is_draw_by_draw(three_percent: kennis.Scenario) -> None:
    other = kennis.example("public_research_permanent")
    both = kennis.compare([three_percent, other], draws=200)
    assert isinstance(both, kennis.Comparison)
    first, second = (kennis.run(one, draws=200) for one in (three_percent, other))
    # A draw that one of the two dropped has no difference.
    paired = [
        [
            (one.draws("gdp", structure=name)[-1], one.draw_numbers[one.draw_structures == name])
            for one in (first, second)
        ]
        for name in first.structures
    ]
    means = []
    for (a, of_a), (b, of_b) in paired:
        _, in_a, in_b = np.intersect1d(of_a, of_b, return_indices=True)
        means.append((b[in_b] - a[in_a]).mean())
    expected = np.dot(means, list(first.structures.to_dict().values()))
    assert both.differences[0].gdp.at(2060)["mean"] == pytest.approx(expected, rel=1e-10)
    assert list(both.parts) == [three_percent.to_dict()["name"], other.to_dict()["name"]]
    with pytest.raises(ValueError, match="and no draws"):
        both.differences[0].gdp.draws()


def test_what_is_in_memory_stands_in_place_of_files(three_percent: kennis.Scenario, tmp_path: object) -> None:
    pandas = pytest.importorskip("pandas")
    baseline = pandas.DataFrame({"year": [2026, 2027], "gdp_growth": [0.01, 0.02]})
    parameters = {"output_elasticity_public": {"distribution": "normal", "mean": 0.05, "sd": 0.01}}
    in_memory = kennis.run(three_percent, baseline=baseline, parameters=parameters, draws=60)
    baseline.to_csv(f"{tmp_path}/baseline.csv", index=False)
    with open(f"{tmp_path}/parameters.toml", "w") as file:
        file.write('schema = "kennis.parameters/1"\n[parameters]\n')
        file.write('output_elasticity_public = { distribution = "normal", mean = 0.05, sd = 0.01 }\n')
    paths = {"baseline": f"{tmp_path}/baseline.csv", "parameters": f"{tmp_path}/parameters.toml"}
    of_files = kennis.run(three_percent, draws=60, **paths)  # type: ignore[arg-type]
    assert in_memory.gdp.to_dict() == of_files.gdp.to_dict()
    assert in_memory.gdp.to_dict() != kennis.run(three_percent, draws=60).gdp.to_dict()
    indexed = kennis.run(three_percent, baseline=baseline.set_index("year"), parameters=parameters, draws=60)
    assert indexed.gdp.to_dict() == in_memory.gdp.to_dict()
    if "polars" in sys.modules:
        import polars

        of_polars = kennis.run(three_percent, baseline=polars.DataFrame(baseline.to_dict("list")), draws=0)
        assert of_polars.check_run


def test_a_check_run_has_one_path(three_percent: kennis.Scenario) -> None:
    check = kennis.run(three_percent, draws=0)
    assert check.check_run and not check.gdp.columns()["sd"].any()


def test_structures_have_the_weights_of_a_mapping(three_percent: kennis.Scenario) -> None:
    weights = {"knowledge_capital": 0.75, "semi_endogenous": 0.25}
    run = kennis.run(three_percent, structure=weights, draws=20)
    assert run.structures.to_dict() == weights
    for name, weight in weights.items():
        assert run.weights[run.draw_structures == name].sum() == pytest.approx(weight)
    assert kennis.run(three_percent, structure=list(weights), draws=20).structures.to_dict() == dict.fromkeys(weights, 0.5)


def test_results_can_be_saved(run: kennis.Run, tmp_path: object) -> None:
    run.save(f"{tmp_path}/run.json")
    with open(f"{tmp_path}/run.json", "rb") as file:
        assert file.read() == run.json.encode()
