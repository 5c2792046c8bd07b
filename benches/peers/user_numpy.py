"""The effect on GDP in the last year, in numpy as a user writes it: whole arrays over the draws, a loop over the years.

One structure or a mixture of them; every structure runs on the same draws. The equations are those of job.py's exchange file, with
what is off left out (README.md).
"""

from copy import copy

import numpy as np

import job as j

# What the structures of the mixture have beside the parameters of knowledge_capital.
FURTHER = ("rate_of_return_business", "rate_of_return_public",
           "frontier_elasticity", "catch_up_speed", "effort_exponent", "fishing_out")
FIGURES = ("mean", "p05", "p50", "p95")
QUANTILES = (0.05, 0.50, 0.95)


class Stock:
    """A stock of knowledge with its lag of three filters."""

    def __init__(self, depreciation, gestation, flow, growth, log_error):
        self.keep, self.lag = 1.0 - depreciation, gestation / (gestation + 3.0)
        ratio = (1.0 - self.lag) / (1.0 - self.lag / (1.0 + growth))
        self.u1, self.u2, self.u3 = flow * ratio, flow * ratio**2, flow * ratio**3
        start = self.u3 / np.maximum(growth + depreciation, 0.03) * np.exp(log_error)
        self.value = self.keep * start + self.u3

    def add(self, flow):
        self.u1 = self.lag * self.u1 + (1.0 - self.lag) * flow
        self.u2 = self.lag * self.u2 + (1.0 - self.lag) * self.u1
        self.u3 = self.lag * self.u3 + (1.0 - self.lag) * self.u2
        self.value = self.keep * self.value + self.u3


def stocks(job, p):
    """The stocks of business and the public sector at the start of the first year that is simulated."""
    made = []
    for s, performer in enumerate(("business", "public")):
        stock = Stock(p["depreciation_" + performer], p["gestation_" + performer], job.history[s, 0], job.growth,
                      job.header["constants"]["initial_stock_error"] * p["initial_stock_z_" + performer])
        for flow in job.history[s, 1:]:
            stock.add(flow)
        made.append(stock)
    return made


class KnowledgeCapital:
    def __init__(self, job, p):
        self.p = p

    def effect(self, business, public, business0, public0, gdp0):
        return (self.p["output_elasticity_business"] * np.log(business.value / business0.value)
                + self.p["output_elasticity_public"] * np.log(public.value / public0.value))


class RateOfReturn:
    def __init__(self, job, p):
        self.p = p

    def effect(self, business, public, business0, public0, gdp0):
        return (self.p["rate_of_return_business"] * (business.value - business0.value)
                + self.p["rate_of_return_public"] * (public.value - public0.value)) / gdp0


class SemiEndogenous:
    def __init__(self, job, p):
        self.p, self.constants = p, job.header["constants"]
        self.a = self.frontier = 0.0

    def effect(self, business, public, business0, public0, gdp0):
        p, share = self.p, self.constants["world_effort_share"]
        effort = (business.u3 + public.u3) / (business0.u3 + public0.u3)
        speed = p["catch_up_speed"]
        self.a = (1.0 - speed) * self.a + speed * (p["frontier_elasticity"] * np.log(effort) + self.frontier)
        world = np.log(1.0 + share * (effort - 1.0))
        growth = np.exp(p["effort_exponent"] * world - p["fishing_out"] * self.frontier) - 1.0
        self.frontier = self.frontier + self.constants["frontier_growth"] * growth
        return self.a


STRUCTURES = {"knowledge_capital": KnowledgeCapital, "rate_of_return": RateOfReturn, "semi_endogenous": SemiEndogenous}


def gdp(job, p, structure, start):
    """Deviation of GDP in the last year from the baseline, in percent, a value a draw."""
    structure = STRUCTURES[structure](job, p)
    business, public, business0, public0 = (copy(stock) for stock in start + start)
    psi, chi, alpha = p["research_price_elasticity"], p["researcher_adjustment"], p["capital_share"]
    capital, supply = 1.0, 0.0
    for year in job.table[1:]:
        y = structure.effect(business, public, business0, public0, year[j.GDP]) + alpha * np.log(capital)
        output = np.exp(y)
        if year[j.IS_TARGET]:
            extra = year[j.SHARE] * year[j.GDP] * output - year[j.TOTAL]
            rd_business = year[j.BUSINESS] + (1.0 - year[j.PUBLIC_SHARE]) * extra
            rd_public = year[j.PUBLIC] + year[j.PUBLIC_SHARE] * extra
        else:
            response = np.exp(y + p["complementarity"] * np.log(public.value / public0.value)) - 1.0
            rd_business = year[j.BUSINESS] + year[j.OWN] * response
            rd_public = year[j.PUBLIC] + year[j.MONEY]
        money = np.log((rd_business + rd_public) / year[j.TOTAL])
        volume = (money + psi * supply) / (1.0 + psi)
        supply = supply + chi * (volume - supply)
        deflator = np.exp(volume - money)
        kept = (1.0 - p["capital_depreciation"]) * year[j.CAPITAL_RATIO]
        capital = kept * capital + (1.0 - kept) * output
        business.add(rd_business * deflator)
        public.add(rd_public * deflator)
        business0.add(year[j.BUSINESS])
        public0.add(year[j.PUBLIC])
    return 100.0 * (output - 1.0)


def settles(job, p):
    """The draws of knowledge_capital that are kept."""
    feedback = p["output_elasticity_business"]
    if job.table[:, j.IS_TARGET].any():
        feedback = feedback + p["output_elasticity_public"]
    return feedback < 0.5 * (1.0 - p["capital_share"])


def figures(job, p):
    """Mean and quantiles of the structures of the exchange file, mixed by their weights."""
    start, values, weights = stocks(job, p), [], []
    for structure, weight in job.header["structures"]:
        if structure == "no_effect":
            effect = np.zeros(len(p["capital_share"]))
        else:
            effect = gdp(job, p, structure, start)
        if structure == "knowledge_capital":
            effect = effect[settles(job, p)]
        values.append(effect)
        weights.append(np.full(len(effect), weight / len(effect)))
    if len(values) == 1:
        return [values[0].mean(), *np.quantile(values[0], QUANTILES)]
    return weighted(np.concatenate(values), np.concatenate(weights))


def weighted(values, weights):
    """Mean and quantiles of weighted values: type 7 where the weights are equal."""
    order = np.argsort(values)
    x, w = values[order], weights[order]
    position = np.cumsum(w) - w / 2.0
    p = position[0] + np.array(QUANTILES) * (position[-1] - position[0])
    return [np.average(values, weights=weights), *np.interp(p, position, x)]
