"""What results with variables share: a scenario that was run, a structure or a set of beliefs among others, a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ._fields import Document, Fields
from ._frames import frame
from ._variable import KINDS, Variable

if TYPE_CHECKING:
    import pyarrow
    import xarray
    from matplotlib.axes import Axes


class Simulated(Fields):
    """Results of variables by year: each is an attribute, such as ``gdp``."""

    _draws: Callable[[str, str], Any] | None = None
    _heading: tuple[str, str] = ("", "")

    @property
    def years(self) -> list[int]:
        """From the last observation to the horizon."""
        return list(self._keys["years"])

    @property
    def variables(self) -> dict[str, Variable]:
        """The variables, by name."""
        of = self._keys["variables"].items()
        return {name: Variable(name, keys, self.years, self._heading, self._draws) for name, keys in of}

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._keys["variables"]:
            return self.variables[name]
        return super().__getattr__(name)

    def __getitem__(self, key: str) -> Any:
        return self.variables if key == "variables" else super().__getitem__(key)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._keys["variables"]})

    def to_frame(self) -> Any:
        """All statistics in a long table, as the CSV of the program has them: variable, kind, statistic, year, value, unit."""
        return frame(self._long())

    def to_arrow(self) -> pyarrow.Table:
        """The long table of :meth:`to_frame` for Arrow. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self._long())

    def to_xarray(self) -> xarray.Dataset:
        """All statistics as a data set with a variable each, over kind, statistic and year. Needs xarray."""
        import numpy as np
        import xarray

        kinds = [kind for kind in KINDS if any(kind in one._keys for one in self.variables.values())]
        names = list(next(iter(self.variables.values())).columns())
        data = {}
        for name, variable in self.variables.items():
            values = np.full((len(kinds), len(names), len(self.years)), np.nan)
            for place, kind in enumerate(kinds):
                if variable._keys.get(kind) is not None:
                    columns = variable.columns(kind)
                    values[place] = [columns[statistic] for statistic in names]
            units = {"unit": variable._keys.get("unit"), "deviation_unit": variable._keys["deviation_unit"]}
            data[name] = (("kind", "statistic", "year"), values, units)
        coordinates = {"kind": kinds, "statistic": names, "year": self.years}
        return xarray.Dataset(data, coordinates, {"command": self._heading[1]})

    def plot(self, variable: str = "gdp", kind: str | None = None, ax: Axes | None = None) -> Axes:
        """The fan of a variable. Needs matplotlib."""
        return self.variables[variable].plot(kind, ax)

    def _long(self) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {key: [] for key in ("variable", "kind", "statistic", "year", "value", "unit")}
        for name, variable in self.variables.items():
            for kind in KINDS:
                if variable._keys.get(kind) is None:
                    continue
                for statistic, values in variable.columns(kind).items():
                    length = len(values)
                    columns["variable"] += [name] * length
                    columns["kind"] += [kind] * length
                    columns["statistic"] += [statistic] * length
                    columns["year"] += self.years
                    columns["value"] += values.tolist()
                    columns["unit"] += [variable.unit_of(kind)] * length
        return columns


class Part(Simulated):
    """A part of a comparison: a structure, a scenario, a set of beliefs, or the difference of two scenarios."""

    def __init__(
        self,
        keys: Mapping[str, Any],
        whole: Document,
        name: str,
        draws: Callable[[str, str], Any] | None = None,
    ) -> None:
        # The years of a comparison stand once, beside its parts.
        super().__init__(keys if "years" in keys else {"years": whole["years"], **keys})
        self._heading = (name, str(whole["command"]))
        self._draws = draws
