"""Makes cash_flows.json: net present values and internal rates of random cash flows by numpy-financial.

    python tests/reference/cash_flows.py        (numpy-financial 1.0.0, numpy 2.4.6)

`irr` of numpy-financial is the root nearest to zero of all that are real, or none.
"""
import json, math, pathlib
import numpy as np, numpy_financial as npf

rng = np.random.default_rng(20261127)
flows = []
for number in range(100):
    years = int(rng.integers(2, 41))
    kind = ("investment", "late gain", "noise", "clean-up")[number % 4]
    if kind == "investment":
        # Costs in the first years, gains after.
        costs = int(rng.integers(1, max(2, years // 2)))
        flow = np.concatenate([-rng.uniform(0.5, 2.0, costs), rng.uniform(0.0, 1.0, years - costs)])
    elif kind == "late gain":
        flow = np.concatenate([-rng.uniform(0.1, 1.0, years - 1), [rng.uniform(0.5, 3.0) * years]])
    elif kind == "noise":
        flow = rng.normal(0.1, 1.0, years)
    else:
        # A gain between two costs: two rates, or none.
        flow = rng.uniform(0.0, 0.6, years)
        flow[0], flow[-1] = -rng.uniform(0.05, 0.3) * flow.sum(), -rng.uniform(0.6, 1.2) * flow.sum()
    rate = float(rng.uniform(-0.01, 0.12))
    irr = float(npf.irr(flow))
    flows.append({
        "kind": kind,
        "flow": flow.tolist(),
        "rate": rate,
        "npv": float(npf.npv(rate, flow)),
        "irr": None if math.isnan(irr) else irr,
    })

target = pathlib.Path(__file__).with_suffix(".json")
target.write_text("[\n" + ",\n".join(json.dumps(flow) for flow in flows) + "\n]\n")
