"""The notebooks run, from the first cell to the last, and show what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
# How many pictures each shows at least.
PICTURES = {"first_result": 2, "cost_benefit": 1, "own_beliefs": 0, "dask": 0}


def test_every_notebook_is_run() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.ipynb")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_notebook_runs(name: str, tmp_path: Path) -> None:
    if name == "dask":
        pytest.importorskip("distributed")
    notebook = nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "a notebook is kept without its outputs"
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= PICTURES[name]
    assert all(output.get("name") != "stderr" for output in outputs), [output.get("text") for output in outputs]
    nbformat.write(notebook, tmp_path / f"{name}.ipynb")
