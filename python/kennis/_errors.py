"""What goes wrong, as exceptions that carry every problem at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One problem of the input."""

    key: str
    """Where it stands, such as ``measures[0].unit`` or an option; empty for a file as a whole."""
    found: str
    """What was found."""
    expected: str
    """What was expected."""
    nearest: str | None = None
    """The nearest valid name."""
    file: str | None = None
    """Name of the file, without folders; none for an option. A scenario in memory is ``<stdin>``."""
    line: int | None = None
    """Line, from 1."""
    column: int | None = None
    """Column, from 1."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = f"found {self.found}, expected {self.expected}"
        text = f"{self.key}: {text}" if self.key else text
        text = f"{place}: {text}" if place else text
        return f'{text}; did you mean "{self.nearest}"?' if self.nearest else text


class KennisError(Exception):
    """Why there is no result."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, problems)
        self.message = message
        self.problems = problems

    def __str__(self) -> str:
        return self.message


class InputError(KennisError, ValueError):
    """The input is wrong, or asks for what cannot be met: ``problems`` has everything that is wrong with it."""


class ComputationError(KennisError, RuntimeError):
    """The computation failed."""


class ResultWarning(UserWarning):
    """There is a result, and something about it that its reader should know, such as a fit that has not converged."""


def of_document(document: str) -> KennisError:
    """The exception of a document ``kennis.error/1``."""
    error: dict[str, Any] = json.loads(document)
    problems = tuple(
        Problem(
            key=one["key"],
            found=one["found"],
            expected=one["expected"],
            nearest=one["nearest"],
            file=one.get("file"),
            line=one["line"],
            column=one["column"],
        )
        for one in error["problems"]
    )
    kind = ComputationError if error["kind"] in ("computation", "write") else InputError
    return kind(error["message"], problems)


def of_name(key: str, found: str, expected: str, nearest: str | None) -> KennisError:
    """The exception of a name that there is not."""
    problem = Problem(key, f'"{found}"', expected, nearest)
    return InputError(str(problem), (problem,))


def of_computation(message: str) -> KennisError:
    """The exception of a computation that failed."""
    return ComputationError(message)
