"""Tables as pandas or polars has them, whichever is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import Any

_CHOICES = ("pandas", "polars")
_chosen: str | None = None


def use_frames(library: str | None) -> None:
    """Which library makes tables: ``pandas``, ``polars``, or None for pandas where it is installed, else polars."""
    global _chosen
    if library is not None and library not in _CHOICES:
        raise ValueError(f"expected one of {', '.join(_CHOICES)} or None, found {library!r}")
    _chosen = library


def library() -> str:
    """The library that makes tables."""
    if _chosen is not None:
        return _chosen
    for name in _CHOICES:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ImportError(
        "tables need pandas or polars: pip install pandas. Without either, columns() gives the same as numpy arrays"
    )


def frame(columns: Mapping[str, Any], index: str | None = None) -> Any:
    """A table of these columns; in pandas with one of them, ``index``, as its index."""
    if library() == "polars":
        import polars

        return polars.DataFrame(dict(columns))
    import pandas

    table = pandas.DataFrame(dict(columns))
    return table if index is None else table.set_index(index)
