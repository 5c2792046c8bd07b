"""The commands of the program as functions. The options are those of the program, with the same names and defaults: what
is left out is what the program takes where nothing is said."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from . import _kennis
from ._call import Printed, ScenarioLike, called
from ._fields import Document
from ._progress import Progress
from ._results import Calibration, Comparison, CostBenefit, Run, Sensitivity, Solution, StructureComparison
from ._scenario import Scenario

_Function = TypeVar("_Function", bound=Callable[..., Any])

# What options mean that several commands share.
_SHARED = {
    "draws": "Number of draws; 0 is a check run at the centres of the parameters.",
    "seed": "Seed of the draws: the same seed gives the same bits, whatever the number of threads.",
    "structure": """A structure, ``all``, several, or a mapping of structures to weights that sum to one; wins over the
        scenario.""",
    "country": "ISO 3166 alpha-3; wins over the scenario.",
    "data": "Your own series: a CSV file, or a table in memory with the columns of one.",
    "baseline": "A baseline: a CSV file, or a table in memory with ``year`` and the columns of one.",
    "parameters": """Beliefs about parameters: a file, a mapping of names to values or distributions, or a
        :class:`Calibration` with draws.""",
    "set": "Parameters at a constant, by name, in the unit of each; wins over files.",
    "layers": "Layers of uncertainty beside the parameters: ``breakthroughs``, ``baseline_level``.",
    "plan": "How draws fill the space of parameters: ``random``, ``latin_hypercube`` or ``sobol``.",
    "draw": "One draw alone, by its number.",
    "precision": """Draw until the Monte Carlo standard error of mean GDP in the last year is below this, in percentage
        points; a text such as ``p95=0.05`` asks it of another figure (``mean``, ``p05``, ``p50``, ``p95``).""",
    "max_draws": "Most draws that ``precision`` may take.",
    "threads": "Number of threads. Left out: all processors.",
    "memory": "Most memory that draws may take, in GiB.",
    "allow_files": "Let a scenario file name files outside its folder.",
    "progress": """True or False for a bar or none; a function of what is done, how much of it, and how much there will be. Left
        out: a bar on a terminal and in a notebook.""",
}

_RAISES = """
    Raises
    ------
    InputError
        With every problem of the input at once, in ``problems``.
    ComputationError
        The computation failed.
    """


def _documented(function: _Function) -> _Function:
    """Puts what the options of a command mean that others have, too, behind its own."""
    own = (function.__doc__ or "").rstrip()
    shared = [name for name in inspect.signature(function).parameters if f"\n    {name}\n" not in own]
    lines = "".join(f"\n    {name}\n        {_SHARED[name]}" for name in shared)
    function.__doc__ = own + lines + "\n" + _RAISES
    return function


def _several(scenarios: Any) -> list[ScenarioLike]:
    one = isinstance(scenarios, (str, Mapping, Scenario)) or hasattr(scenarios, "__fspath__")
    return [scenarios] if one else list(scenarios)


def _given(local: Mapping[str, Any], *own: str) -> dict[str, Any]:
    """The options of a call, but for those that the program does not know; ``from_`` is ``from``, a word of Python's own."""
    return {name.rstrip("_"): value for name, value in local.items() if name not in own and name != "progress"}


@_documented
def run(
    scenario: ScenarioLike,
    *,
    keep: Iterable[str] = (),
    draws: int | None = None,
    seed: int | None = None,
    structure: str | Sequence[str] | Mapping[str, float] | None = None,
    country: str | None = None,
    data: Any = None,
    baseline: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    layers: str | Sequence[str] | None = None,
    plan: str | None = None,
    draw: int | None = None,
    precision: float | str | None = None,
    max_draws: int | None = None,
    threads: int | None = None,
    memory: float | None = None,
    allow_files: bool = False,
    progress: Progress = None,
) -> Run:
    """Simulates a scenario beside the baseline.

    Parameters
    ----------
    scenario
        A scenario file, its keys, or a :class:`Scenario`.
    keep
        Variables whose draws (of their deviation) are taken at once, and go along where the result is pickled.
    """
    drawn = called("run", [scenario], _given(locals(), "scenario", "keep"), progress)
    return Run(cast(_kennis.Drawn, drawn), [keep] if isinstance(keep, str) else keep, progress)


@_documented
def compare(
    scenarios: ScenarioLike | Sequence[ScenarioLike],
    *,
    beliefs: str | Sequence[str] | None = None,
    keep: Iterable[str] = (),
    draws: int | None = None,
    seed: int | None = None,
    structure: str | Sequence[str] | Mapping[str, float] | None = None,
    country: str | None = None,
    data: Any = None,
    baseline: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    layers: str | Sequence[str] | None = None,
    plan: str | None = None,
    draw: int | None = None,
    precision: float | str | None = None,
    max_draws: int | None = None,
    threads: int | None = None,
    memory: float | None = None,
    allow_files: bool = False,
    progress: Progress = None,
) -> StructureComparison | Comparison:
    """Of one scenario the structures side by side, or sets of beliefs; of several the scenarios and the difference of every two.

    Parameters
    ----------
    scenarios
        A scenario file, its keys, or a :class:`Scenario`; or several of them.
    beliefs
        Sets of parameters under which one scenario is put: parameter files, names of those that are built in, and
        ``default`` for the table.
    keep
        Of structures side by side: variables whose draws are taken at once.
    """
    options = _given(locals(), "scenarios", "keep")
    answer = called("compare", _several(scenarios), options, progress)
    if isinstance(answer, _kennis.Drawn):
        return StructureComparison(answer, [keep] if isinstance(keep, str) else keep, progress)
    return Comparison(answer.text)


@_documented
def cba(
    scenarios: ScenarioLike | Sequence[ScenarioLike],
    *,
    discounting: str | None = None,
    residual: str | None = None,
    base_year: int | None = None,
    break_even: str | None = None,
    by_year: bool = False,
    draws: int | None = None,
    seed: int | None = None,
    structure: str | Sequence[str] | Mapping[str, float] | None = None,
    country: str | None = None,
    data: Any = None,
    baseline: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    layers: str | Sequence[str] | None = None,
    plan: str | None = None,
    draw: int | None = None,
    threads: int | None = None,
    memory: float | None = None,
    allow_files: bool = False,
    progress: Progress = None,
) -> CostBenefit:
    """Costs and benefits at present value, in three accounts.

    Parameters
    ----------
    scenarios
        A scenario file, its keys, or a :class:`Scenario`; or several of them, on the same draws.
    discounting
        Discount rates: ``nl_2021`` (the default), another name, or ``flat:RATE``.
    residual
        What counts after the horizon: ``runoff`` (the default), ``none`` or ``perpetuity``.
    base_year
        The year with factor one. Left out: the first year of the measures.
    break_even
        The parameter whose value is sought at which mean welfare is worth nothing.
    by_year
        Flows by year, too.
    """
    printed = called("cba", _several(scenarios), _given(locals(), "scenarios"), progress)
    return CostBenefit(cast(Printed, printed).text)


@_documented
def solve(
    scenario: ScenarioLike,
    target: str,
    *,
    instrument: str | None = None,
    from_: int | None = None,
    path: str | None = None,
    probability: float | None = None,
    draws: int | None = None,
    seed: int | None = None,
    structure: str | Sequence[str] | Mapping[str, float] | None = None,
    country: str | None = None,
    data: Any = None,
    baseline: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    layers: str | Sequence[str] | None = None,
    plan: str | None = None,
    draw: int | None = None,
    threads: int | None = None,
    memory: float | None = None,
    allow_files: bool = False,
    progress: Progress = None,
) -> Solution:
    """The public money that reaches a goal. Where no amount does, there is a :class:`ResultWarning`.

    Parameters
    ----------
    scenario
        A scenario file, its keys, or a :class:`Scenario`.
    target
        ``rd_intensity=0.03@2030`` (R&D over GDP), ``gdp=1.0@2045`` (percent above the baseline), ``npv=0`` (welfare at present
        value, billion euro) or ``benefit_cost_ratio=1``.
    instrument
        Whose money. Left out: the measures with ``solve = true``.
    from_
        The first year of the money of an instrument.
    path
        How the money lies over the years: ``level`` or ``ramp``.
    probability
        Reach the goal with this probability, and not in the mean.
    """
    printed = called("solve", [scenario], _given(locals(), "scenario"), progress)
    return Solution(cast(Printed, printed).text)


@_documented
def calibrate(
    structure: str | None = None,
    *,
    method: str | None = None,
    breaks: str | None = None,
    stocks: str | None = None,
    years: str | None = None,
    profile: Sequence[str] = (),
    draws: int | None = None,
    seed: int | None = None,
    country: str | None = None,
    data: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    progress: Progress = None,
) -> Calibration:
    """Fits a structure to the past. Where it has not converged, there is a :class:`ResultWarning`.

    Parameters
    ----------
    structure
        The structure. Left out: ``knowledge_capital``.
    method
        ``least_squares``, ``map`` (the default: the mode of data and prior), ``posterior`` (all of it, with draws) or
        ``panel`` (every country).
    breaks
        What is done with breaks in the data.
    stocks
        Which definition of the stocks of knowledge.
    years
        First and last year, such as ``1990-2019``.
    profile
        Parameters whose profile of the likelihood is taken.
    draws
        Draws of ``method="posterior"``.
    seed
        Seed of starts and draws.
    country
        ISO 3166 alpha-3. Left out: the Netherlands.
    data
        Your own series: a CSV file, or a table in memory.
    parameters
        Priors: a file, or a mapping of names to values or distributions.
    set
        Parameters at a constant, by name.
    """
    printed = cast(Printed, called("calibrate", [], _given(locals()), progress))
    return Calibration(printed.text, printed.files.get("posterior.csv"))


@_documented
def sensitivity(
    scenarios: ScenarioLike | Sequence[ScenarioLike],
    *,
    output: str | None = None,
    year: int | None = None,
    rows: int | None = None,
    seed: int | None = None,
    structure: str | Sequence[str] | Mapping[str, float] | None = None,
    country: str | None = None,
    data: Any = None,
    baseline: Any = None,
    parameters: Any = None,
    set: Mapping[str, float] | None = None,
    layers: str | Sequence[str] | None = None,
    threads: int | None = None,
    allow_files: bool = False,
    progress: Progress = None,
) -> Sensitivity:
    """Where the uncertainty of a result comes from, and what it would be worth to know more before deciding.

    Parameters
    ----------
    scenarios
        A scenario file, its keys, or a :class:`Scenario`. With several the decision is which of them to fund, or none; shares of the
        variance are those of the first.
    output
        The result that is taken apart: ``gdp`` (the default), ``tfp``, ``welfare_npv``, ``rd_intensity`` or ``debt_ratio``.
    year
        Its year. Left out: the horizon.
    rows
        Rows of the design, 64 to 8192; every row is run once for each parameter that matters, and more.
    """
    printed = called("sensitivity", _several(scenarios), _given(locals(), "scenarios"), progress)
    return Sensitivity(cast(Printed, printed).text)


def document(
    command: str, scenarios: ScenarioLike | Sequence[ScenarioLike] = (), *, progress: Progress = None, **options: Any
) -> Document:
    """The document of any command of the program, such as ``document("actions", "plan.toml", year=2040)``.

    Parameters
    ----------
    command
        The command.
    scenarios
        Its scenarios, where it has some: files, keys or :class:`Scenario`.
    options
        Its options: ``--year 2040`` is ``year=2040``, an option without a value is ``True``.
    """
    answer = called(command, _several(scenarios), options, progress)
    return Document(answer.document() if isinstance(answer, _kennis.Drawn) else answer.text)


def example(name: str) -> Scenario:
    """An example scenario (:func:`examples` lists them)."""
    return Scenario.from_toml(cast(Printed, called("example", [name], {}, False, formats=False)).text)


def examples() -> dict[str, str]:
    """The names of the example scenarios, each with a line on what it is."""
    listed = cast(Printed, called("example", [], {"list": True}, False, formats=False)).text
    rows = (line.split(maxsplit=1) for line in listed.splitlines() if line.strip())
    # Sets of beliefs are listed, too: compare(..., beliefs=NAME) takes them.
    return {name: what for name, what in rows if not what.startswith("beliefs:")}


def schema(name: str) -> str:
    """The JSON Schema of a document, such as ``kennis.run/1`` or ``kennis.scenario/1``."""
    return cast(Printed, called("schema", [name], {}, False, formats=False)).text
