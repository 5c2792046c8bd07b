"""The Python of the pages runs, from the first block to the last."""

from __future__ import annotations

import doctest
import re

import pytest
from conftest import REPOSITORY

import kennis
from kennis import _quantile, _scenario


@pytest.mark.parametrize("page", ["docs/python.md", "python/README.md", "README.md"])
def test_the_blocks_of_a_page_run(page: str) -> None:
    pytest.importorskip("pandas")
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{page}, block {number}", "exec"), names)
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("module", [kennis, _scenario, _quantile], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module) -> None:  # type: ignore[no-untyped-def]
    failed, tried = doctest.testmod(module)
    assert tried and not failed
