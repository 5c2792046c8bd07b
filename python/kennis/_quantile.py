"""Quantiles of weighted draws, by the rule of the program."""

from __future__ import annotations

from typing import Any


def quantile(values: Any, weights: Any, probabilities: Any) -> Any:
    """Quantiles of values with weights, as the program takes them of a mixture.

    The sorted values stand at ``(C_i - w_i/2 - w_1/2) / (1 - w_1/2 - w_n/2)``, with ``C`` the cumulative weights, and between
    them is a straight line; with equal weights that is Hyndman and Fan's type 7, the rule of ``numpy.quantile``.

    Parameters
    ----------
    values
        One value a draw, such as a row of :meth:`Run.draws`.
    weights
        Their weights: :attr:`Run.weights`. A draw of weight zero is left out.
    probabilities
        One probability, or several.

    >>> float(quantile([3.0, 1.0, 2.0], [1, 1, 1], 0.25))
    1.5
    """
    import numpy as np

    values, weights = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    if values.ndim != 1 or values.shape != weights.shape:
        raise ValueError(f"values and weights are one row each, not {values.shape} and {weights.shape}")
    values, weights = values[weights > 0], weights[weights > 0]
    order = np.lexsort((weights, values))
    values, weights = values[order], weights[order] / weights.sum()
    if len(values) == 1:
        return np.interp(probabilities, [0.0], values)
    places = np.cumsum(weights) - weights / 2 - weights[0] / 2
    return np.interp(probabilities, places / (1 - weights[0] / 2 - weights[-1] / 2), values)
