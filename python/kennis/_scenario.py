"""A scenario in memory: what a scenario file says, built up by methods."""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from . import _toml


class Scenario:
    """What to simulate. Every method returns another scenario with something more in it.

    The keys are those of a scenario file (``kennis.schema("kennis.scenario/1")``), and are checked when it is run.

    >>> import kennis
    >>> scenario = kennis.Scenario("More public research", horizon=2040).with_measure(
    ...     "public_research", amount=0.001, unit="gdp_share", from_=2026
    ... )
    >>> print(scenario.to_toml())
    schema = "kennis.scenario/1"
    name = "More public research"
    horizon = 2040
    <BLANKLINE>
    [[measures]]
    name = "public_research"
    instrument = "public_research"
    unit = "gdp_share"
    amount = 0.001
    from = 2026
    <BLANKLINE>
    """

    def __init__(self, name: str, *, horizon: int = 2060, country: str | None = None, **keys: Any) -> None:
        """A scenario without measures.

        Parameters
        ----------
        name
            What it is called in results.
        horizon
            Last year, up to 2200.
        country
            ISO 3166 alpha-3. Left out: the Netherlands.
        keys
            Any other key of a scenario file, such as ``structure``, ``price_base`` (the year in whose prices billions are)
            or ``capital_closure``.
        """
        self._keys: dict[str, Any] = {"schema": "kennis.scenario/1", "name": name}
        self._keys.update({"country": country, "horizon": horizon, **keys})
        self._keys = {key: value for key, value in self._keys.items() if value is not None}

    @classmethod
    def from_dict(cls, keys: Mapping[str, Any]) -> Scenario:
        """The scenario of the keys of a file; ``schema`` may be left out."""
        scenario = cls.__new__(cls)
        scenario._keys = {"schema": "kennis.scenario/1", **deepcopy(dict(keys))}
        return scenario

    @classmethod
    def from_toml(cls, text: str) -> Scenario:
        """The scenario of a file's text."""
        return cls.from_dict(_toml.read(text))

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Scenario:
        """The scenario of a file. What it names, such as a baseline, is then looked for in the working folder."""
        return cls.from_toml(Path(path).read_text(encoding="utf-8"))

    def with_keys(self, **keys: Any) -> Scenario:
        """With other values of keys of the file, such as ``horizon=2100`` or ``structure="knowledge_capital"``."""
        other = Scenario.from_dict(self._keys)
        other._keys.update(keys)
        return other

    def with_measure(
        self,
        instrument: str,
        amount: float | None = None,
        *,
        unit: str,
        from_: int,
        until: int | None = None,
        name: str | None = None,
        **keys: Any,
    ) -> Scenario:
        """With a measure.

        Parameters
        ----------
        instrument
            Such as ``public_research`` (``kennis.document("instruments")`` lists them).
        amount
            In ``unit`` a year; negative for a cut. Left out where ``path`` is given.
        unit
            ``gdp_share`` (of baseline GDP, as a fraction), ``bn_eur`` (billion euro of the price base, a year),
            ``persons``, ``years_of_schooling`` or ``quality_sd``.
        from_
            First year with money (the key ``from``).
        until
            Last year with money. Left out: the horizon.
        name
            What it is called in results. Left out: the instrument.
        keys
            Any other key of a measure, such as ``ramp_years``, ``path`` or ``cost_per_unit``.
        """
        measure = {"name": name or instrument, "instrument": instrument, "unit": unit, "amount": amount}
        measure.update({"from": from_, "until": until, **keys})
        return self._with("measures", measure)

    def with_target(
        self, value: float, year: int, *, public_share: float, variable: str = "rd_intensity", **keys: Any
    ) -> Scenario:
        """With a path of R&D in place of money.

        Parameters
        ----------
        value
            Money for R&D over GDP, as a fraction, from ``year`` on.
        year
            The year in which it is reached.
        public_share
            Part of the extra R&D that the public sector performs and government pays.
        variable
            The variable of the target.
        keys
            Any other key of a target, such as ``from``.
        """
        target = {"variable": variable, "year": year, "value": value, "public_share": public_share, **keys}
        return self._with("targets", target)

    def with_foreign(self, countries: str | list[str], value: float, year: int, **keys: Any) -> Scenario:
        """With R&D of ``countries`` at ``value`` of their GDP (a fraction) from ``year`` on."""
        return self._with("foreign", {"countries": countries, "year": year, "value": value, **keys})

    def with_parameter(self, name: str, value: float | Mapping[str, Any]) -> Scenario:
        """With another belief about a parameter: a number in the unit of the parameter, or a distribution such as
        ``{"distribution": "normal", "mean": 0.05, "sd": 0.02}``."""
        other = Scenario.from_dict(self._keys)
        other._keys.setdefault("parameters", {})[name] = deepcopy(value)
        return other

    def _with(self, key: str, one: Mapping[str, Any]) -> Scenario:
        other = Scenario.from_dict(self._keys)
        given = {name: deepcopy(value) for name, value in one.items() if value is not None}
        other._keys.setdefault(key, []).append(given)
        return other

    def to_dict(self) -> dict[str, Any]:
        """The keys of the file."""
        return deepcopy(self._keys)

    def to_toml(self) -> str:
        """The text of the file."""
        return _toml.written(self._keys)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the file, for the program or for a colleague."""
        Path(path).write_text(self.to_toml(), encoding="utf-8")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._keys == other._keys

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Scenario.from_dict({self._keys!r})"
