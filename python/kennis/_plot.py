"""Fan charts with matplotlib, with the bands, colours and labels of the program's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ._simulated import Simulated

# Name, edges, and fill of a band: one hue from light to dark, which stays apart in grey.
_BANDS = (
    ("90% band", "p05", "p95", "#cfe1f2"),
    ("60% band", "p20", "p80", "#93c0e0"),
    ("30% band", "p35", "p65", "#4a90c4"),
)
_MEDIAN, _OUTLINE, _GREY, _GRID = "#0b3d63", "#2f6f9f", "#444444", "#e3e3e3"
# At the right edge, from above.
_LABELS = (("95%", "p95"), ("80%", "p80"), ("65%", "p65"), ("median", "p50"), ("35%", "p35"), ("20%", "p20"), ("5%", "p05"))


def fan(years: Sequence[int], columns: Mapping[str, Any], ax: Axes | None, label: str, zero: bool) -> Axes:
    """Bands of 30, 60 and 90% around a median, named at their right edge; nothing is said by colour alone."""
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("pictures need matplotlib: pip install matplotlib") from error

    axes = plt.subplots(figsize=(8, 4.5), layout="constrained")[1] if ax is None else ax
    for name, low, high, fill in _BANDS:
        axes.fill_between(years, columns[low], columns[high], color=fill, label=name, linewidth=0)
        for edge in (low, high):
            axes.plot(years, columns[edge], color=_OUTLINE, linewidth=0.6)
    axes.plot(years, columns["p50"], color=_MEDIAN, linewidth=2, label="median")
    if zero:
        axes.axhline(0, color=_GREY, linewidth=0.8, linestyle=(0, (6, 3)))
    axes.set_xlim(years[0], years[-1])
    axes.set_ylabel(label, fontsize=9)
    axes.grid(color=_GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    _label_edges(axes, years[-1], columns)
    return axes


def _label_edges(axes: Axes, last: int, columns: Mapping[str, Any]) -> None:
    """Names at the right edge, moved apart where they would cover each other."""
    low, high = axes.get_ylim()
    height = axes.get_window_extent().height * 72 / axes.figure.dpi if axes.figure else 300.0
    # As much as a line of small letters takes, in units of the axis.
    room = 9.0 * (high - low) / max(height, 1.0)
    places = [float(columns[edge][-1]) for _, edge in _LABELS]
    if places[0] - places[-1] < 1e-9 * max(abs(high), abs(low), 1e-300):
        return
    middle = len(places) // 2
    for i in range(middle - 1, -1, -1):
        places[i] = max(places[i], places[i + 1] + room)
    for i in range(middle + 1, len(places)):
        places[i] = min(places[i], places[i - 1] - room)
    for (text, _), place in zip(_LABELS, places):
        axes.annotate(
            text,
            (last, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7,
            color=_GREY,
            annotation_clip=False,
        )


def side_by_side(parts: Mapping[str, Simulated], variable: str, kind: str | None) -> Figure:
    """A fan a part, all on one scale."""
    try:
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise ImportError("pictures need matplotlib: pip install matplotlib") from error

    columns = min(len(parts), 3)
    rows = -(-len(parts) // columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(4.6 * columns, 3.2 * rows),
        sharex=True,
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    places = list(axes.flat)
    # The scale is that of all, so it is known only when all are drawn.
    for (name, part), ax in zip(parts.items(), places):
        part.plot(variable, kind, ax)
        ax.set_title(name.replace("_", " "), loc="left", fontsize=10, fontweight="bold")
        ax.legend().set_visible(False)
        ax.set_ylabel("")
    for ax in places[len(parts) :]:
        ax.set_visible(False)
    of = next(iter(parts.values())).variables[variable]
    figure.supylabel(of.label(kind or of.main_kind), fontsize=9)
    places[0].legend(loc="upper left", frameon=False, fontsize=7)
    return figure

