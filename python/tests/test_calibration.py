"""A calibration, its draws, and what ArviZ makes of them."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pytest

import kennis


@pytest.fixture(scope="module")
def posterior() -> kennis.Calibration:
    with warnings.catch_warnings():
        # So few draws do not converge, and it says so.
        warnings.simplefilter("ignore", kennis.ResultWarning)
        try:
            return kennis.calibrate(method="posterior", draws=400, seed=3)
        except kennis.InputError as error:
            if "built without the sampler" in str(error):
                pytest.skip("the package is built without the sampler")
            raise


def test_a_fit_is_a_table_of_parameters() -> None:
    pytest.importorskip("pandas")
    fit = kennis.calibrate()
    table = fit.table()
    assert fit.converged and table.loc["output_elasticity_business", "estimate"] > 0
    assert len(table) == len(fit.parameters)
    with pytest.raises(ValueError, match='method="posterior"'):
        fit.posterior_csv


def test_draws_of_the_posterior_are_chains_by_draws(posterior: kennis.Calibration) -> None:
    draws = posterior.posterior()
    shapes = {values.shape for values in draws.values()}
    assert len(shapes) == 1 and draws["lp"].size >= 400
    of_document = {one.name: one for one in posterior.parameters}
    for name in ("output_elasticity_business", "output_elasticity_public"):
        assert draws[name].std() == pytest.approx(of_document[name].posterior_sd, rel=0.02)


def test_arviz_finds_what_the_program_finds(posterior: kennis.Calibration) -> None:
    arviz = pytest.importorskip("arviz")
    data = posterior.to_arviz()
    name = "output_elasticity_business"
    assert np.array_equal(np.asarray(data.posterior[name]), posterior.posterior()[name])
    assert data.sample_stats["diverging"].dtype == bool
    rhat = float(arviz.rhat(data, var_names=[name])[name])
    of_document = {one.name: one for one in posterior.parameters}
    assert rhat == pytest.approx(of_document[name].rhat, rel=1e-6)


def test_a_run_takes_the_draws_of_a_posterior(posterior: kennis.Calibration, three_percent: kennis.Scenario) -> None:
    run = kennis.run(three_percent, structure="knowledge_capital", parameters=posterior, draws=100)
    plain = kennis.run(three_percent, structure="knowledge_capital", draws=100)
    assert run.gdp.to_dict() != plain.gdp.to_dict()
    again = pickle.loads(pickle.dumps(posterior))
    assert again.posterior_csv == posterior.posterior_csv
