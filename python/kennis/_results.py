"""The results of the commands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ._drawn import DrawnDocument
from ._fields import Document, Fields
from ._frames import frame
from ._simulated import Part, Simulated
from ._variable import Variable

if TYPE_CHECKING:
    import arviz
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Run(DrawnDocument, Simulated):
    """A scenario beside the baseline: the document ``kennis.run/1``, and the draws.

    Each variable is an attribute: ``run.gdp.deviation`` is a table of its statistics by year, ``run.draws("gdp")`` an array of
    years by draws, ``run.gdp.plot()`` its fan.
    """

    @property
    def _heading(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self._keys["scenario"]), str(self._keys["command"])

    @property
    def _draws(self) -> Any:  # type: ignore[override]
        return self.draws


class StructureComparison(DrawnDocument):
    """Structures side by side on the same draws: ``kennis.compare/1``. ``mixture`` and ``structures["NAME"]`` have variables as a
    run has."""

    @property
    def mixture(self) -> Part:
        """The mixture of the structures by their weights."""
        return Part(self._keys["mixture"], self, "mixture", self.draws)

    @property
    def structures(self) -> dict[str, Part]:
        """The structures alone, by name."""

        def part(keys: dict[str, Any]) -> Part:
            name = keys["structure"]
            return Part(keys, self, name, lambda variable, kind: self.draws(variable, kind, name))

        return {keys["structure"]: part(keys) for keys in self._keys["structures"]}

    def plot(self, variable: str = "gdp", kind: str | None = None) -> Figure:
        """The fan of a variable in each structure. Needs matplotlib."""
        from ._plot import side_by_side

        return side_by_side({"mixture": self.mixture, **self.structures}, variable, kind)


class Comparison(Document):
    """Several scenarios, or one under several beliefs, on the same draws: ``kennis.compare/1`` or ``kennis.beliefs/1``. ``parts``
    has variables as a run has; ``differences`` those of every two scenarios."""

    @property
    def parts(self) -> dict[str, Part]:
        """The scenarios, or the sets of beliefs, by name. A name that comes again has its number behind it."""
        parts: dict[str, Part] = {}
        beliefs = "beliefs" in self._keys
        for number, keys in enumerate(self._keys["beliefs" if beliefs else "scenarios"], 1):
            name = keys["name" if beliefs else "scenario"]
            name = f"{name} ({number})" if name in parts else name
            parts[name] = Part(keys, self, name)
        return parts

    @property
    def differences(self) -> list[Part]:
        """The second less the first of every two scenarios, draw by draw."""
        of = self._keys.get("differences", [])
        return [Part(keys, self, f"{keys['second']} less {keys['first']}") for keys in of]

    def plot(self, variable: str = "gdp", kind: str | None = None) -> Figure:
        """The fan of a variable in each part. Needs matplotlib."""
        from ._plot import side_by_side

        return side_by_side(self.parts, variable, kind)


class CostBenefit(Document):
    """Costs and benefits at present value: ``kennis.cba/1``. ``gdp``, ``welfare`` and ``public_finance`` are the three accounts,
    in billion euro of the price base; they are never added up."""

    @property
    def scenarios(self) -> list[Fields]:
        """The appraisal of each scenario."""
        return [Fields(one) for one in self._keys.get("scenarios", [self._keys])]

    def table(self) -> Any:
        """A row a scenario: the net present value of the three accounts (mean and 90% band), the ratio of benefits to costs, and the
        probability that welfare gains."""
        rows = [_row(one) for one in self.scenarios]
        return frame({key: [row[key] for row in rows] for key in rows[0]}, index="scenario")

    def plot(self, scenario: int = 0, ax: Axes | None = None) -> Axes:
        """Welfare so far, discounted, with its fan. Needs matplotlib, and ``by_year=True``."""
        of = self.scenarios[scenario]._keys
        by_year = of.get("by_year")
        if by_year is None:
            raise ValueError("flows by year were not asked for: cba(..., by_year=True)")
        flow = {"deviation": by_year["welfare_cumulative"], "deviation_unit": self._keys["unit"]}
        welfare = Variable("welfare", flow, by_year["years"], (of["scenario"], self._keys["command"]))
        axes = welfare.plot(ax=ax)
        axes.set_ylabel(f"Welfare so far, discounted to {of['base_year']}, {self._keys['unit']}", fontsize=9)
        return axes


def _row(one: Fields) -> dict[str, Any]:
    row: dict[str, Any] = {"scenario": one["scenario"]}
    for account in ("gdp", "welfare", "public_finance"):
        npv = one[account]["npv"]
        row.update({f"{account}_npv_{statistic}": npv[statistic] for statistic in ("mean", "p05", "p95")})
    row["benefit_cost_ratio_social"] = one["welfare"]["ratio_of_means"]
    row["benefit_cost_ratio_public"] = one["public_finance"]["ratio_of_means"]
    row["probability_npv_positive"] = one["probability_npv_positive"]
    return row


class Calibration(Document):
    """A structure that was fitted to the past: ``kennis.calibrate/1``."""

    def __init__(self, text: str, posterior_csv: str | None = None) -> None:
        super().__init__(text)
        self._posterior_csv = posterior_csv

    def table(self) -> Any:
        """A row a parameter: estimate, standard errors, prior, posterior, and whether the data say something about it."""
        rows = self._keys["parameters"]
        names = [key for key in rows[0] if not key.endswith("_reason")]
        return frame({key: [row[key] for row in rows] for key in names}, index="name")

    @property
    def posterior_csv(self) -> str:
        """The draws of the posterior as the program writes them (``kennis.posterior/1``). ``run(..., parameters=calibration)``
        draws from them."""
        if self._posterior_csv is None:
            raise ValueError('there are no draws of a posterior: calibrate(..., method="posterior") makes them')
        return self._posterior_csv

    def posterior(self) -> dict[str, np.ndarray[Any, Any]]:
        """The draws of the posterior as arrays of chains by draws, by parameter and statistic of the sampler."""
        import numpy as np

        lines = [line for line in io.StringIO(self.posterior_csv) if not line.startswith("#")]
        names = lines[0].strip().split(",")
        values = np.loadtxt(lines[1:], delimiter=",", ndmin=2)
        chains, draws = (int(values[:, column].max()) + 1 for column in (0, 1))
        arrays = values[:, 2:].reshape(chains, draws, -1)
        return {name: arrays[:, :, place] for place, name in enumerate(names[2:])}

    def to_arviz(self) -> arviz.InferenceData:
        """The posterior for ArviZ, with what the sampler says of each draw. Needs arviz."""
        import arviz

        arrays = self.posterior()
        statistics = {name: arrays.pop(name) for name in ("lp", "diverging", "n_steps", "step_size")}
        statistics["diverging"] = statistics["diverging"] > 0
        data = {"posterior": arrays, "sample_stats": statistics}
        # From version 1 on groups are one argument.
        if int(arviz.__version__.split(".")[0]) >= 1:
            return arviz.from_dict(data)
        return arviz.from_dict(**data)

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_posterior_csv": self._posterior_csv}


class Solution(Document):
    """The money that reaches a goal: ``kennis.solve/1``. Where no amount reaches it, ``reached`` is None and ``closest`` says how
    near any comes."""


class Sensitivity(Document):
    """What the uncertainty of a result rests on: ``kennis.sensitivity/1``."""

    def table(self) -> Any:
        """A row a parameter, with its measures of sensitivity."""
        rows = self._keys["parameters"]
        plain = [key for key, value in rows[0].items() if not isinstance(value, (dict, list)) and not key.endswith("_reason")]
        return frame({key: [row[key] for row in rows] for key in plain}, index="name")


