"""Results that have draws: made again, to the bit, when they are asked for, and then kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import _kennis
from ._errors import KennisError
from ._fields import Document
from ._progress import Progress, watched

if TYPE_CHECKING:
    from numpy.typing import NDArray


class DrawnDocument(Document):
    """A document of an ensemble, with its draws.

    It can be pickled: the document and the draws that were taken go along, so that what runs elsewhere (Dask, Ray) names
    the variables whose draws are wanted in ``keep``.
    """

    def __init__(self, drawn: _kennis.Drawn, keep: Iterable[str] = (), progress: Progress = None) -> None:
        self._text = None
        self._drawn: _kennis.Drawn | None = drawn
        self._structures = drawn.structures()
        self._arrays: dict[tuple[str, str], NDArray[Any]] = {}
        self._numbers: NDArray[Any] | None = None
        self.keep(keep, progress=progress)

    @property
    def json(self) -> str:
        """The text of the document, to the byte what the program prints."""
        if self._text is None:
            assert self._drawn is not None
            self._text = self._drawn.document()
        return self._text

    def keep(self, variables: Iterable[str], kind: str = "deviation", progress: Progress = None) -> None:
        """Takes the draws of several variables at once, which takes no longer than those of one."""
        variables = [variables] if isinstance(variables, str) else list(variables)
        missing = [(name, kind) for name in variables if (name, kind) not in self._arrays]
        if missing:
            self._take(missing, progress)

    def draws(self, variable: str, kind: str = "deviation", structure: str | None = None) -> NDArray[Any]:
        """The values of the draws, years by draws.

        The draws of all structures stand side by side, and :attr:`weights` has the weight of each: a mean or a quantile of the
        mixture needs them (:func:`kennis.quantile`). They are made again, to the bit, the first time that they are asked for:
        that takes as long as the run.

        Parameters
        ----------
        variable
            Such as ``gdp``.
        kind
            ``deviation`` (percent, or percentage points), ``scenario`` or ``baseline`` (levels).
        structure
            Of one structure alone: a view, without a copy.
        """
        self.keep([variable], kind)
        values = self._arrays[variable, kind]
        return values if structure is None else values[:, self._columns_of(structure)]

    @property
    def draw_numbers(self) -> NDArray[Any]:
        """The number of the draw in each column of :meth:`draws`: the same number is the same draw of the parameters in
        every structure."""
        if self._numbers is None:
            self._take([], None)
        assert self._numbers is not None
        return self._numbers

    @property
    def weights(self) -> NDArray[Any]:
        """The weight of each column of :meth:`draws`; they sum to one."""
        import numpy as np

        return np.concatenate([np.full(kept, weight / max(kept, 1)) for _, weight, kept in self._structures])

    @property
    def draw_structures(self) -> NDArray[Any]:
        """The structure of each column of :meth:`draws`."""
        import numpy as np

        return np.repeat([name for name, _, _ in self._structures], [kept for _, _, kept in self._structures])

    def _columns_of(self, structure: str) -> slice:
        start = 0
        for name, _, kept in self._structures:
            if name == structure:
                return slice(start, start + kept)
            start += kept
        known = ", ".join(name for name, _, _ in self._structures)
        raise ValueError(f"expected one of {known}, found {structure!r}")

    def _take(self, columns: list[tuple[str, str]], progress: Progress) -> None:
        if self._drawn is None:
            names = ", ".join(f"{kind} of {variable}" for variable, kind in columns) or "numbers of draws"
            raise KennisError(
                f"draws that were not taken before the result was pickled: {names}; keep=[...] of the call takes them along"
            )
        with watched(progress) as tell:
            arrays, self._numbers = self._drawn.draws(columns, tell)
        self._arrays.update(zip(columns, arrays, strict=True))

    def __getstate__(self) -> dict[str, Any]:
        state = {name: getattr(self, name) for name in ("_structures", "_arrays", "_numbers")}
        return {"_text": self.json, "_drawn": None, **state}
