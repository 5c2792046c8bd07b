"""Fan charts with matplotlib, with the bands, colours and labels of the program's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ._simulated import Simulated
    from ._variable import Variable

# Name, edges, and fill of a band: one hue from light to dark, which stays apart in grey.
_BANDS = (
    ("90% band", "p05", "p95", "#cfe1f2"),
    ("60% band", "p20", "p80", "#93c0e0"),
    ("30% band", "p35", "p65", "#4a90c4"),
)
_MEDIAN, _OUTLINE, _GREY, _GRID = "#0b3d63", "#2f6f9f", "#444444", "#e3e3e3"
# At the right edge, from above.
_LABELS = (("95%", "p95"), ("80%", "p80"), ("65%", "p65"), ("median", "p50"), ("35%", "p35"), ("20%", "p20"), ("5%", "p05"))
# Height of a line of labels, in points.
_LINE = 9.0


def fan(variable: Variable, kind: str, ax: Axes | None, title: str) -> Axes:
    """Bands of 30, 60 and 90% around a median. A path without a band is no median of anything, and is called a path."""
    columns, years = variable.columns(kind), variable.years
    axes = _pyplot().subplots(figsize=(8, 4.5), layout="constrained")[1] if ax is None else ax
    banded = _has_band(columns)
    for name, low, high, fill in _BANDS if banded else ():
        axes.fill_between(years, columns[low], columns[high], color=fill, label=name, linewidth=0)
        for edge in (low, high):
            axes.plot(years, columns[edge], color=_OUTLINE, linewidth=0.6)
    axes.plot(years, columns["p50"], color=_MEDIAN, linewidth=2, label="median" if banded else "path")
    if kind in ("deviation", "difference"):
        axes.axhline(0, color=_GREY, linewidth=0.8, linestyle=(0, (6, 3)))
    axes.set_xlim(years[0], years[-1])
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold")
    axes.set_ylabel(variable.label(kind), fontsize=9)
    axes.grid(color=_GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return axes


def label_edges(axes: Axes, columns: Mapping[str, Any]) -> None:
    """Names at the right edge, moved apart where they would cover each other: nothing is said by colour alone. Where the bands
    are too narrow to be seen, only the median has a name."""
    low, high = axes.get_ylim()
    height = axes.get_window_extent().height * 72 / axes.figure.dpi
    room = _LINE * (high - low) / height
    places = [float(columns[edge][-1]) for _, edge in _LABELS]
    middle = len(places) // 2
    names = [name for name, _ in _LABELS]
    if places[0] - places[-1] < room:
        names, places = (["median"] if _has_band(columns) else []), [places[middle]]
    else:
        for i in range(middle - 1, -1, -1):
            places[i] = max(places[i], places[i + 1] + room)
        for i in range(middle + 1, len(places)):
            places[i] = min(places[i], places[i - 1] - room)
    at_edge = {"textcoords": "offset points", "va": "center", "fontsize": 7, "color": _GREY, "annotation_clip": False}
    for name, place in zip(names, places):
        axes.annotate(name, (axes.get_xlim()[1], place), xytext=(4, 0), **at_edge)


def side_by_side(parts: Mapping[str, Simulated], variable: str, kind: str | None) -> Figure:
    """A fan a part, all on one scale."""
    columns = min(len(parts), 3)
    rows = -(-len(parts) // columns)
    size = (4.6 * columns, 3.2 * rows)
    shared = {"sharex": True, "sharey": True, "squeeze": False, "layout": "constrained"}
    figure, axes = _pyplot().subplots(rows, columns, figsize=size, **shared)
    places = list(axes.flat)
    drawn = [(part.variables[variable], ax) for part, ax in zip(parts.values(), places)]
    for name, (of, ax) in zip(parts, drawn):
        fan(of, kind or of.main_kind, ax, name.replace("_", " "))
        ax.set_ylabel("")
        if ax is not places[0]:
            ax.get_legend().remove()
    # The scale is that of all, so it is known only when all are drawn.
    for of, ax in drawn:
        label_edges(ax, of.columns(kind))
    for place, ax in enumerate(places):
        ax.set_visible(place < len(parts))
        ax.tick_params(labelbottom=place + columns >= len(parts))
    first = drawn[0][0]
    figure.supylabel(first.label(kind or first.main_kind), fontsize=9)
    return figure


def _has_band(columns: Mapping[str, Any]) -> bool:
    """Whether draws differ, by more than rounding."""
    low, high = columns["p05"], columns["p95"]
    return bool((high - low > 1e-9 * max(abs(low).max(), abs(high).max())).any())


def _pyplot() -> Any:
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("pictures need matplotlib: pip install matplotlib") from error
    return plt
