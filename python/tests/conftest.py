"""Where the scenarios and the program of these tests are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kennis

REPOSITORY = Path(__file__).resolve().parents[2]
SCENARIOS = REPOSITORY / "examples" / "scenarios"


def program(*words: str, check: bool = True, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the program: that of KENNIS_PROGRAM, which is built apart, or that of the package."""
    named = os.environ.get("KENNIS_PROGRAM")
    command = [named] if named else [sys.executable, "-m", "kennis._program"]
    done = subprocess.run([*command, *words], capture_output=True, **options)  # type: ignore[call-overload]
    if check and done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return done


@pytest.fixture(scope="session")
def three_percent() -> kennis.Scenario:
    return kennis.example("three_percent")


@pytest.fixture(scope="session")
def run(three_percent: kennis.Scenario) -> kennis.Run:
    return kennis.run(three_percent, draws=400)
