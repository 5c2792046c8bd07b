"""Scenarios in memory, and the text that they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from conftest import SCENARIOS

import kennis
from kennis import _toml


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_survives_being_read_and_written(path) -> None:  # type: ignore[no-untyped-def]
    scenario = kennis.Scenario.read(path)
    assert kennis.Scenario.from_toml(scenario.to_toml()) == scenario
    assert kennis.run(scenario, draws=0).gdp.to_dict() == kennis.run(path, draws=0).gdp.to_dict()


def test_methods_say_what_a_file_says(tmp_path: object) -> None:
    built = (
        kennis.Scenario("built", horizon=2050)
        .with_measure("public_research", 0.001, unit="gdp_share", from_=2026, ramp_years=4, until=2035)
        .with_measure("tax_credit", unit="bn_eur", from_=2026, path={2026: 0.5, 2028: 1.0}, name="credit")
        .with_foreign("EU", 0.03, 2030)
        .with_parameter("depreciation_public", 0.1)
        .with_parameter("output_elasticity_public", {"distribution": "normal", "mean": 0.05, "sd": 0.02})
    )
    written = """
        schema = "kennis.scenario/1"
        name = "built"
        horizon = 2050
        [[measures]]
        name = "public_research"
        instrument = "public_research"
        unit = "gdp_share"
        amount = 0.001
        from = 2026
        until = 2035
        ramp_years = 4
        [[measures]]
        name = "credit"
        instrument = "tax_credit"
        unit = "bn_eur"
        from = 2026
        path = { 2026 = 0.5, 2028 = 1.0 }
        [[foreign]]
        countries = "EU"
        year = 2030
        value = 0.03
        [parameters]
        depreciation_public = 0.1
        output_elasticity_public = { distribution = "normal", mean = 0.05, sd = 0.02 }
    """
    of_text = kennis.Scenario.from_toml(written)
    assert kennis.run(built, draws=20).gdp.to_dict() == kennis.run(of_text, draws=20).gdp.to_dict()
    built.save(f"{tmp_path}/built.toml")
    assert kennis.Scenario.read(f"{tmp_path}/built.toml") == kennis.Scenario.from_toml(built.to_toml())


def test_a_method_leaves_the_scenario_as_it_was() -> None:
    first = kennis.Scenario("first")
    text = first.to_toml()
    first.with_target(0.03, 2030, public_share=0.4).with_parameter("capital_share", 0.3).with_keys(horizon=2100)
    assert first.to_toml() == text


def test_any_value_is_written_so_that_it_reads_back() -> None:
    table = {
        "text": 'a "quote", a \\ , a \n, \x7f, \x01, é and 😀',
        "numbers": [1, -2.5, 1e-300, 1e300, 0.1 + 0.2],
        "truth": True,
        "of numpy": {"int": np.int64(3), "float": np.float64(0.1), "truth": np.bool_(False)},
        "tables": [{"a b": 1, "nested": {"x": [1, {"y": 2}]}}],
        "empty": [],
    }
    read = _toml.read(_toml.written(table))
    assert read == {**table, "of numpy": {"int": 3, "float": 0.1, "truth": False}}
    assert math.isnan(_toml.read(_toml.written({"x": math.nan}))["x"])
    assert "x" not in _toml.read(_toml.written({"x": None, "y": 1}))


def test_numbers_of_numpy_are_options_too(three_percent: kennis.Scenario) -> None:
    of_numpy = kennis.run(three_percent, draws=np.int64(20), set={"capital_share": np.float64(0.31)})  # type: ignore[arg-type]
    assert of_numpy.command == "kennis run - --draws 20 --set capital_share=0.31 --format json"
