"""Pictures: their numbers, read back from what was drawn."""

from __future__ import annotations

import numpy as np
import pytest

import kennis

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed():  # type: ignore[no-untyped-def]
    yield
    matplotlib.pyplot.close("all")


def test_a_fan_draws_the_bands_and_the_median(run: kennis.Run) -> None:
    axes = run.gdp.plot()
    columns = run.gdp.columns()
    lines = [line.get_ydata() for line in axes.get_lines()]
    assert any(np.array_equal(line, columns["p50"]) for line in lines)
    for band, (low, high) in zip(axes.collections, [("p05", "p95"), ("p20", "p80"), ("p35", "p65")]):
        corners = band.get_paths()[0].vertices[:, 1]
        assert corners.min() == columns[low].min() and corners.max() == columns[high].max()
    assert axes.get_title(loc="left") == run.scenario
    assert axes.get_ylabel() == "Deviation from the baseline of gdp, percent"
    assert [text.get_text() for text in axes.texts] == ["95%", "80%", "65%", "median", "35%", "20%", "5%"]
    # Names at the edge do not cover each other.
    axes.figure.canvas.draw()
    heights = sorted(text.get_window_extent().y0 for text in axes.texts)
    assert min(np.diff(heights)) > 5


def test_levels_have_a_fan_and_parts_have_one_each(run: kennis.Run, three_percent: kennis.Scenario) -> None:
    assert run.plot("rd_intensity", "scenario").get_ylabel().startswith("Scenario of rd_intensity")
    side = kennis.compare(three_percent, draws=100)
    assert [ax.get_title(loc="left") for ax in side.plot().axes if ax.get_visible()][:2] == ["mixture", "knowledge capital"]
    assert len(kennis.compare([three_percent, kennis.example("tax_credit")], draws=50).plot().axes) == 2


def test_a_tornado_has_the_widest_bar_above() -> None:
    sensitivity = kennis.sensitivity(kennis.example("public_research_permanent"), rows=64)
    axes = sensitivity.plot()
    widths = {one.name.replace("_", " "): abs(one.high - one.low) for one in sensitivity.parameters if one.low is not None}
    shown = [label.get_text() for label in axes.get_yticklabels()]
    assert shown == sorted(widths, key=widths.__getitem__)[-12:]
    ends = {(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches}
    widest = next(one for one in sensitivity.parameters if one.name.replace("_", " ") == shown[-1])
    assert any(end == pytest.approx((sensitivity.centre, widest.high)) for end in ends)
    table = sensitivity.table()
    assert list(table.index) == [one.name for one in sensitivity.parameters] and table["total"].is_monotonic_decreasing


def test_welfare_so_far_has_a_fan(three_percent: kennis.Scenario) -> None:
    cba = kennis.cba(three_percent, draws=100, by_year=True)
    axes = cba.plot()
    assert "Welfare so far" in axes.get_ylabel()
    flows = cba.by_year["welfare_cumulative"]["p50"]
    assert any(np.array_equal(line.get_ydata(), flows) for line in axes.get_lines())
    with pytest.raises(ValueError, match="by_year=True"):
        kennis.cba(three_percent, draws=20).plot()
