"""kennis: an open growth model of R&D, education and productivity, with a band around every figure.

>>> import kennis
>>> run = kennis.run(kennis.example("public_research_permanent"), draws=200)
>>> round(run.gdp.at(2060)["p50"], 1) > 0
True

``run``, ``compare``, ``cba``, ``solve``, ``calibrate`` and ``sensitivity`` are the commands of the program, with the same options, the
same checks and the same bits; ``document`` is any other of its commands. The command ``kennis`` comes with the package.
"""

from ._commands import (
    calibrate,
    cba,
    compare,
    document,
    example,
    examples,
    run,
    schema,
    sensitivity,
    solve,
)
from ._errors import ComputationError, InputError, KennisError, Problem, ResultWarning
from ._fields import Document, Fields
from ._frames import use_frames
from ._kennis import VERSION as __version__
from ._quantile import quantile
from ._results import (
    Calibration,
    Comparison,
    CostBenefit,
    Run,
    Sensitivity,
    Solution,
    StructureComparison,
)
from ._scenario import Scenario
from ._variable import Variable

__all__ = [
    "Calibration",
    "Comparison",
    "ComputationError",
    "CostBenefit",
    "Document",
    "Fields",
    "InputError",
    "KennisError",
    "Problem",
    "ResultWarning",
    "Run",
    "Scenario",
    "Sensitivity",
    "Solution",
    "StructureComparison",
    "Variable",
    "__version__",
    "calibrate",
    "cba",
    "compare",
    "document",
    "example",
    "examples",
    "quantile",
    "run",
    "schema",
    "sensitivity",
    "solve",
    "use_frames",
]
