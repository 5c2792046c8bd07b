"""The job that every peer does: the exchange file with its draws, and the layout of what is computed.

The exchange file (README.md) holds the baseline, what the scenario comes to by year, and the parameters of every draw,
a column a parameter. It is written by kennis, so that all peers work on the same draws to the last bit.
"""

import json
import struct

import numpy as np

MAGIC = b"KENNISDR"

# Rows of the parameters, in this order.
COLUMNS = (
    "output_elasticity_business", "output_elasticity_public",
    "depreciation_business", "depreciation_public",
    "gestation_business", "gestation_public",
    "capital_share", "capital_depreciation",
    "research_price_elasticity", "researcher_adjustment", "complementarity",
    "initial_stock_z_business", "initial_stock_z_public",
)
# Parameters that are the same in every draw.
CONSTANTS = ("initial_stock_error", "tax_share", "public_spending_share", "wage_indexed_share", "real_interest")
# Must hold these values: the peers have the equations that are left then.
ASSUMED = {"interaction_elasticity": 0.0, "transfer_theta": 0.0, "adjustment_speed": 1.0, "rd_capital_share": 0.0}

# Columns of the table of years.
(GDP, CAPITAL, HOURS, HUMAN_CAPITAL, LOG_OUTPUT_PER_LABOUR, LOG_CAPITAL_PER_LABOUR, CAPITAL_RATIO, BUSINESS, PUBLIC,
 FUNDED, OWN, TOTAL, IS_TARGET, SHARE, PUBLIC_SHARE, MONEY) = range(16)

# Rows of the state between two years: two stocks with three filters each, in the scenario and in the baseline; the
# supply of researchers, capital over baseline, and debt without and with wage-indexed spending.
STATE_ROWS = 20

# Rows of the output of a year.
BASELINE_ROWS = ("tfp", "knowledge_business", "knowledge_public")
SCENARIO_ROWS = (
    "gdp", "tfp", "capital", "hours", "human_capital", "labour_productivity", "rd_business", "rd_public", "rd_total",
    "rd_intensity", "rd_public_funded", "research_price", "knowledge_business", "knowledge_public",
    "revenue", "debt_ratio", "debt_ratio_wage_indexed",
)
ROWS = len(BASELINE_ROWS) + len(SCENARIO_ROWS)
WITHOUT_LEVEL = ("revenue", "debt_ratio", "debt_ratio_wage_indexed")
# Rows of the output of a year for the channels: log GDP, and what adds up to it (both stocks, capital).
CHANNEL_ROWS = ("log_gdp", "business_knowledge", "public_knowledge", "capital")

STATISTICS = ("mean", "sd", "p05", "p20", "p25", "p35", "p50", "p65", "p75", "p80", "p95")
PROBABILITIES = np.array([0.05, 0.20, 0.25, 0.35, 0.50, 0.65, 0.75, 0.80, 0.95])


def write(path, header, columns):
    """Writes an exchange file; `columns` is a dictionary of arrays of float64."""
    header = dict(header, schema="kennis.draws/1", columns=list(columns), draws=len(next(iter(columns.values()))))
    text = json.dumps(header).encode()
    text += b" " * (-(16 + len(text)) % 64)
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<Q", len(text)) + text)
        for values in columns.values():
            file.write(np.ascontiguousarray(values, "<f8").tobytes())


class Job:
    """A scenario with its draws, ready to be simulated."""

    def __init__(self, path):
        with open(path, "rb") as file:
            if file.read(8) != MAGIC:
                raise ValueError(f"{path}: not an exchange file")
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length))
            values = np.fromfile(file, "<f8").reshape(len(header["columns"]), header["draws"])
        self.header, self.values = header, values
        constants = header["constants"]
        for name, wanted in ASSUMED.items():
            if constants.get(name, wanted) != wanted:
                raise ValueError(f"{name} must be {wanted}")
        self.constants = np.array([constants[name] for name in CONSTANTS])
        self.growth = header["history"]["growth"]
        self.history = np.array([header["history"]["business"], header["history"]["public"]])
        self.years = header["years"]
        self.table = table(header)

    def parameters(self):
        """The parameters of the draws that are kept, rows by draws, and the number of draws dropped: those whose
        feedback `e` reaches half of labour's share."""
        names = self.header["columns"]
        constants = self.header["constants"]
        rows = [self.values[names.index(name)] if name in names else np.full(self.values.shape[1], constants[name])
                for name in COLUMNS]
        feedback = rows[0] + rows[1] if self.table[:, IS_TARGET].any() else rows[0]
        kept = (1.0 - rows[6]) * 0.5 - feedback > 0.0
        return np.stack([row[kept] for row in rows]), int(len(kept) - kept.sum())


def table(header):
    """What a year needs that is the same in every draw: a row a year, the last observation first."""
    base = {name: np.array(values) for name, values in header["baseline"].items()}
    years = len(header["years"])
    t = np.zeros((years, 16))
    labour = base["human_capital"] * base["hours"]
    t[:, GDP], t[:, CAPITAL], t[:, HOURS], t[:, HUMAN_CAPITAL] = (
        base["gdp"], base["capital"], base["hours"], base["human_capital"])
    log_labour = np.log(labour / labour[0])
    t[:, LOG_OUTPUT_PER_LABOUR] = np.log(base["gdp"] / base["gdp"][0]) - log_labour
    t[:, LOG_CAPITAL_PER_LABOUR] = np.log(base["capital"] / base["capital"][0]) - log_labour
    t[:-1, CAPITAL_RATIO] = base["capital"][:-1] / base["capital"][1:]
    t[:, BUSINESS], t[:, PUBLIC], t[:, FUNDED], t[:, OWN] = (
        base["rd_business"], base["rd_public"], base["rd_public_funded"], base["rd_business_own"])
    t[:, TOTAL] = t[:, BUSINESS] + t[:, PUBLIC]
    for year, rule in enumerate(header["rules"], start=1):
        if rule is not None:
            t[year, IS_TARGET], t[year, SHARE], t[year, PUBLIC_SHARE] = 1.0, rule["share"], rule["public_share"]
    for instrument, money in header["money"].items():
        if instrument != "public_research":
            raise ValueError(f"the peers have public_research and a target, not {instrument}")
        t[1:, MONEY] = money
    # One year beyond the horizon is only there for the capital ratio.
    return t[:-1]


def first_year(job, parameters, stocks, out):
    """The last observation, in which scenario and baseline are the same: rows by draws into `out`."""
    year = job.table[0]
    gdp, total = year[GDP], year[TOTAL]
    certain = (gdp, 1.0, year[CAPITAL], year[HOURS], year[HUMAN_CAPITAL], 1000.0 * gdp / year[HOURS], year[BUSINESS],
               year[PUBLIC], total, total / gdp, year[FUNDED], 1.0)
    out[0] = 1.0
    out[1:3] = stocks
    out[3:15] = np.array(certain)[:, None]
    out[15:17] = stocks
    out[17:] = 0.0
