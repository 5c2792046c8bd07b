"""What goes wrong says everything that is wrong, and where."""

from __future__ import annotations

import pickle

import pytest

import kennis


def test_every_problem_of_a_scenario_is_there_at_once() -> None:
    wrong = kennis.Scenario("wrong").with_measure("public_reserch", 0.001, unit="gdp_shar", from_=2026)
    with pytest.raises(kennis.InputError) as caught:
        kennis.run(wrong)
    found = [(one.key, one.nearest, one.file) for one in caught.value.problems]
    assert found == [
        ("measures[0].instrument", "public_research", "<stdin>"),
        ("measures[0].unit", "gdp_share", "<stdin>"),
    ]
    first = caught.value.problems[0]
    assert wrong.to_toml().splitlines()[first.line - 1] == 'instrument = "public_reserch"'  # type: ignore[operator]
    assert "public_research" in first.expected and isinstance(caught.value, ValueError)
    assert str(caught.value).splitlines()[0] == str(first)


def test_problems_of_several_inputs_are_together(tmp_path: object) -> None:
    with pytest.raises(kennis.InputError) as caught:
        kennis.run(f"{tmp_path}/none.toml", baseline=f"{tmp_path}/none.csv", set={"no_such": 1.0})
    keys = {(one.file, one.key) for one in caught.value.problems}
    assert ("none.toml", "") in keys and (None, "--set no_such") in keys or len(keys) >= 2


def test_options_are_checked_as_the_program_does(three_percent: kennis.Scenario) -> None:
    for options, key in [({"draws": -3}, "--draws"), ({"plan": "sobbol"}, "--plan"), ({"threads": 0}, "--threads")]:
        with pytest.raises(kennis.InputError) as caught:
            kennis.run(three_percent, **options)  # type: ignore[arg-type]
        assert [one.key for one in caught.value.problems] == [key], options
    with pytest.raises(TypeError, match="no_such"):
        kennis.run(three_percent, no_such=1)  # type: ignore[call-arg]
    with pytest.raises(kennis.InputError, match="no-such"):
        kennis.document("run", three_percent, no_such=1)


def test_a_computation_that_fails_is_no_input_error(three_percent: kennis.Scenario) -> None:
    # Error correction settles in no draw with such a speed.
    with pytest.raises(kennis.ComputationError, match="settles in none of 50 draws") as caught:
        kennis.run(three_percent, structure="error_correction", set={"error_correction_speed": 1.5}, draws=50)
    assert isinstance(caught.value, RuntimeError)


def test_an_amount_that_nothing_reaches_is_a_result_with_a_warning() -> None:
    with pytest.warns(kennis.ResultWarning, match="not reached"):
        solution = kennis.solve(kennis.example("baseline"), "gdp=99@2028", instrument="public_research", draws=40)
    assert solution.reached is None and solution.closest is not None


def test_exceptions_travel_between_processes() -> None:
    with pytest.raises(kennis.InputError) as caught:
        kennis.run({"name": "x", "horizon": "2060"})
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)


def test_what_is_no_value_of_a_scenario_is_refused() -> None:
    with pytest.raises(TypeError, match="not object"):
        kennis.run({"name": object()})
    with pytest.raises(TypeError, match="baseline: expected"):
        kennis.run(kennis.example("baseline"), baseline=3)
