"""A variable of a result: its statistics by year, as tables and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ._fields import Fields
from ._frames import frame

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

KINDS = ("baseline", "scenario", "deviation", "difference")


class Variable(Fields):
    """One variable, such as ``run.gdp``: its statistics over the draws, by year.

    The statistics are ``mean``, ``sd``, the points ``p05`` to ``p95`` of the distribution, and ``mc_error``, the Monte Carlo
    standard errors of the mean, of ``p05``, ``p50`` and ``p95``.
    """

    def __init__(
        self,
        name: str,
        keys: Mapping[str, Any],
        years: list[int],
        heading: tuple[str, str],
        draws: Callable[[str, str], NDArray[Any]] | None = None,
    ) -> None:
        super().__init__(keys)
        self.name = name
        self.years = years
        self._heading = heading
        self._draws = draws

    @property
    def baseline(self) -> Any:
        """The level without the scenario, in ``unit``: a table with a row a year and a column a statistic."""
        return self.frame("baseline")

    @property
    def scenario(self) -> Any:
        """The level in the scenario, in ``unit``: a table with a row a year and a column a statistic."""
        return self.frame("scenario")

    @property
    def deviation(self) -> Any:
        """The scenario against the baseline of the same draw, in ``deviation_unit`` (percent of the baseline, or percentage
        points of a ratio): a table with a row a year and a column a statistic."""
        return self.frame("deviation")

    @property
    def difference(self) -> Any:
        """Of two scenarios, the deviation of the second less that of the first, draw by draw, in ``deviation_unit``: a table with
        a row a year and a column a statistic."""
        return self.frame("difference")

    @property
    def main_kind(self) -> str:
        """What is of interest: the deviation, or the difference of two scenarios."""
        return "difference" if "difference" in self._keys else "deviation"

    def frame(self, kind: str | None = None) -> Any:
        """The statistics as a table of pandas (years are its index) or polars (they are a column)."""
        return frame({"year": self.years, **self.columns(kind)}, index="year")

    def columns(self, kind: str | None = None) -> dict[str, NDArray[Any]]:
        """The statistics as arrays over :attr:`years`, by name."""
        import numpy as np

        statistics = self._statistics(kind).items()
        return {name: np.array(values, dtype=float) for name, values in statistics if isinstance(values, list)}

    def at(self, year: int, kind: str | None = None) -> dict[str, float]:
        """The statistics of one year, by name."""
        if year not in self.years:
            raise ValueError(f"expected a year from {self.years[0]} to {self.years[-1]}, found {year}")
        place = self.years.index(year)
        return {name: values[place] for name, values in self._statistics(kind).items() if isinstance(values, list)}

    def draws(self, kind: str = "deviation") -> NDArray[Any]:
        """The values of the draws, years by draws, in the unit of the kind."""
        if self._draws is None:
            raise ValueError(f"this result has statistics of {self.name}, and no draws: run() and compare() of one scenario have")
        return self._draws(self.name, kind)

    def unit_of(self, kind: str) -> str:
        """The unit of a kind."""
        return str(self["deviation_unit"] if kind in ("deviation", "difference") else self["unit"])

    def plot(self, kind: str | None = None, ax: Axes | None = None) -> Axes:
        """The fan: bands of 30, 60 and 90% around the median, as the program draws it. Needs matplotlib."""
        from ._plot import fan, label_edges

        kind = kind or self.main_kind
        title, command = self._heading
        axes = fan(self, kind, ax, title)
        axes.set_xlabel(f"Again: {command}", loc="left", fontsize=7, color="#444444", wrap=True)
        label_edges(axes, self.columns(kind))
        return axes

    def label(self, kind: str) -> str:
        """What an axis with this kind is called."""
        what = "Deviation from the baseline" if kind == "deviation" else kind.capitalize()
        return f"{what} of {self.name}, {self.unit_of(kind).replace('_', ' ')}"

    def _statistics(self, kind: str | None) -> Mapping[str, Any]:
        kind = kind or self.main_kind
        if kind not in KINDS:
            raise ValueError(f"expected one of {', '.join(KINDS)}, found {kind!r}")
        statistics = self._keys.get(kind)
        if statistics is None:
            reason = self._keys.get(f"{kind}_reason", f"there is none of this kind in {', '.join(self._keys)}")
            raise ValueError(f"{self.name} has no {kind}: {reason}")
        return dict(statistics)

    def __repr__(self) -> str:
        last = self.at(self.years[-1])
        unit = self.unit_of(self.main_kind).replace("_", " ")
        band = f"90% band {last['p05']:+.3g} to {last['p95']:+.3g}, " if "p05" in last else ""
        return f"<{self.name} in {self.years[-1]}: median {last.get('p50', last['mean']):+.3g}, {band}{unit}>"
