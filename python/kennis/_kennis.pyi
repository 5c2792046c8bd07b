"""The part of the package that is compiled."""

from collections.abc import Callable
from typing import Any, final

import numpy
from numpy.typing import NDArray

__all__ = ["Drawn", "VERSION", "call", "main"]

VERSION: str

@final
class Drawn:
    def document(self) -> str: ...
    def structures(self) -> list[tuple[str, float, int]]: ...
    def draws(
        self, columns: list[tuple[str, str]], progress: Callable[[str, int, int], Any] | None = None
    ) -> tuple[list[NDArray[numpy.float64]], NDArray[numpy.uint64]]: ...

def call(
    words: list[str],
    texts: list[tuple[str, bytes]] = ...,
    progress: Callable[[str, int, int], Any] | None = None,
) -> Drawn | tuple[str, str | None, list[str], list[tuple[str, str]]]: ...
def main(words: list[str]) -> int: ...
