"""How far a computation is: a bar on a terminal and in a notebook, after a second; nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Union

Tell = Callable[[str, int, int], None]
Progress = Union[bool, Tell, None]
"""True and False for a bar or none, a function of what is done, how much of it, and how much there will be; or None for
a bar where somebody looks."""

_AFTER = 1.0
_WIDTH = 30


@contextmanager
def watched(progress: Progress) -> Iterator[Tell | None]:
    """The function that is told how far it is."""
    if callable(progress):
        yield progress
        return
    notebook = _is_notebook()
    if progress is False or (progress is None and not notebook and not sys.stderr.isatty()):
        yield None
        return
    bar = _Notebook() if notebook else _Terminal()
    try:
        yield bar.tell
    finally:
        bar.close()


def _is_notebook() -> bool:
    shell = sys.modules.get("IPython")
    of_shell = shell.get_ipython() if shell is not None else None
    return type(of_shell).__name__ == "ZMQInteractiveShell"


class _Bar:
    """A line of text that says how far it is."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._shown = False

    def tell(self, what: str, done: int, total: int) -> None:
        """So much is done."""
        if total and time.monotonic() - self._start > _AFTER:
            full = _WIDTH * done // total
            self._show(f"{'=' * full}{' ' * (_WIDTH - full)} {done:,} of {total:,} {what}")
            self._shown = True

    def close(self) -> None:
        """Takes the line away."""
        if self._shown:
            self._show("")

    def _show(self, line: str) -> None:
        raise NotImplementedError


class _Terminal(_Bar):
    def _show(self, line: str) -> None:
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


class _Notebook(_Bar):
    _handle: Any = None

    def _show(self, line: str) -> None:
        from IPython.display import HTML, display

        # An empty line where it is done: an output that is taken away makes the page jump.
        output = HTML(f"<pre>{line}</pre>" if line else "")
        if self._handle is None:
            self._handle = display(output, display_id=True)
        else:
            self._handle.update(output)
