"""The whole job: simulate, and the eleven statistics of every series and year, in bounded memory.

Years go by in blocks: all draws advance a few years, the values of those years are summarised, and their memory is
used again. The state between blocks is twenty numbers a draw, so that quantiles are exact and nothing is simulated
twice but the run without a price of research, which the channels need.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

import job as j

# Rows that are made from the output of a year: deviations that are no shift and scale of a level, and the channels.
EXTRA = ("tfp", "knowledge_business", "knowledge_public", "price_gdp", "price_tfp", "business", "public", "capital")


def run(peer, summarise, parameters, block):
    """The statistics of every series: by name, kind, and year."""
    job = peer.job
    n = parameters.shape[1]
    width = peer.width(n) if hasattr(peer, "width") else n
    years = len(job.table)
    pool = ThreadPoolExecutor(peer.threads)
    with_price, first_out = peer.start(parameters)
    without_price, _ = peer.start(parameters, research_price=False)
    levels = np.empty((years, j.ROWS, len(j.STATISTICS)))
    extras = np.zeros((years, len(EXTRA), len(j.STATISTICS)))
    levels[0] = summarise(first_out[0], n)
    out = np.empty((block, j.ROWS, width))
    with_channels = np.empty((block, len(j.CHANNEL_ROWS), width))
    channels = np.empty((block, len(j.CHANNEL_ROWS), width))
    extra = np.empty((block, len(EXTRA), width))

    for first in range(1, years, block):
        last = min(first + block, years)
        m = last - first
        peer.advance(with_price, first, last, out[:m], with_channels[:m])
        peer.advance(without_price, first, last, None, channels[:m])

        def derive(t):
            for row, (scenario, baseline) in enumerate(((4, 0), (15, 1), (16, 2))):
                change = extra[t, row]
                np.subtract(out[t, scenario], out[t, baseline], out=change)
                change *= 100.0
                change /= out[t, baseline]
            with_price_t, without = with_channels[t], channels[t]
            np.subtract(with_price_t[0], without[0], out=extra[t, 3])
            np.add(with_price_t[1], with_price_t[2], out=extra[t, 4])
            extra[t, 4] -= without[1]
            extra[t, 4] -= without[2]
            extra[t, 5:] = without[1:]

        list(pool.map(derive, range(m)))
        levels[first:last] = summarise(out[:m].reshape(-1, width), n).reshape(m, j.ROWS, -1)
        extras[first:last] = summarise(extra[:m].reshape(-1, width), n).reshape(m, len(EXTRA), -1)
    return series(job, levels, extras)


def series(job, levels, extras):
    """Names and kinds for the rows; the deviation of a variable whose baseline is certain is a shift and scale."""
    rows = {("baseline", name): levels[:, row] for row, name in enumerate(j.BASELINE_ROWS)}
    rows |= {("scenario", name): levels[:, len(j.BASELINE_ROWS) + row] for row, name in enumerate(j.SCENARIO_ROWS)}
    table = job.table
    certain = {
        "gdp": table[:, j.GDP], "capital": table[:, j.CAPITAL], "hours": table[:, j.HOURS],
        "human_capital": table[:, j.HUMAN_CAPITAL], "labour_productivity": 1000.0 * table[:, j.GDP] / table[:, j.HOURS],
        "rd_business": table[:, j.BUSINESS], "rd_public": table[:, j.PUBLIC], "rd_total": table[:, j.TOTAL],
        "rd_intensity": table[:, j.TOTAL] / table[:, j.GDP], "rd_public_funded": table[:, j.FUNDED],
        "research_price": np.ones(len(table)),
    }
    result = {}
    for name in j.SCENARIO_ROWS:
        scenario = rows["scenario", name]
        if name in j.WITHOUT_LEVEL:
            result[name] = {"deviation": scenario}
            continue
        if name in certain:
            base = np.repeat(certain[name][:, None], len(j.STATISTICS), axis=1)
            base[:, 1] = 0.0
            scale = 100.0 if name == "rd_intensity" else 100.0 / certain[name][:, None]
            deviation = (scenario - base) * scale
            result[name] = {"baseline": base, "scenario": scenario, "deviation": deviation}
        else:
            result[name] = {"baseline": rows["baseline", name], "scenario": scenario,
                            "deviation": extras[:, EXTRA.index(name)]}
    channel = {name: 100.0 * extras[:, EXTRA.index(name)] for name in EXTRA[3:]}
    both = {"business_knowledge": channel["business"], "public_knowledge": channel["public"]}
    return {
        "variables": result,
        "channels": {
            "gdp": both | {"capital": channel["capital"], "research_price": channel["price_gdp"]},
            "tfp": both | {"research_price": channel["price_tfp"]},
        },
    }
