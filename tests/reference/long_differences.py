"""The check of the business elasticity of docs/calibration.md, written anew without the library: stocks, differences, least
squares and clustered errors in plain Python. Run: python tests/reference/long_differences.py"""

import csv
import math
from fractions import Fraction

COUNTRIES = "AUS BEL CAN DEU DNK ESP FIN FRA GBR IRL ITA JPN NLD NOR SWE USA".split()


def table():
    with open("data/panel.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        if row["country"] in COUNTRIES:
            found.setdefault(row["country"], {})[int(row["year"])] = row
    return found


def series(rows, name):
    return {year: float(row[name]) for year, row in rows.items() if row[name] != ""}


def bridged(known, year):
    """Straight in logs between two observations."""
    if year in known:
        return known[year]
    before, after = max(y for y in known if y < year), min(y for y in known if y > year)
    way = (year - before) / (after - before)
    return known[before] * (known[after] / known[before]) ** way


def stock(flows, delta, m, growth):
    """Log stocks at the start of the year after each flow; three filters in a row."""
    p = m / (m + 3)
    ratio = (1 - p) / (1 - p / (1 + growth))
    u = [flows[0] * ratio ** (i + 1) for i in range(3)]
    s = u[2] / max(growth + delta, 0.03)
    logs = []
    for t, flow in enumerate(flows):
        if t > 0:
            value = flow
            for i in range(3):
                u[i] = p * u[i] + (1 - p) * value
                value = u[i]
        s = (1 - delta) * s + u[2]
        logs.append(math.log(s))
    return logs


def country(code, rows):
    dutch = code == "NLD"
    total, gdp, tfp = series(rows, "rd_total"), series(rows, "gdp_volume"), series(rows, "tfp")
    apart = series(rows, "rd_higher_education" if dutch else "rd_business")
    surveys = sorted(set(total) & set(apart))
    first = surveys[0]
    for a, b in zip(surveys, surveys[1:]):
        if b - a > 3:
            first = b
    years = range(first, surveys[-1] + 1)
    whole = [bridged(total, y) / 100 * gdp[y] for y in years]
    part = [bridged(apart, y) / 100 * gdp[y] for y in years]
    business = [w - p for w, p in zip(whole, part)] if dutch else part
    public = [w - b for w, b in zip(whole, business)]
    growth = (whole[10] / whole[0]) ** 0.1 - 1
    b, p = stock(business, 0.15, 2, growth), stock(public, 0.10, 5, growth)
    return {first + 1 + t: (math.log(tfp[first + 1 + t]), b[t], p[t])
            for t in range(len(b)) if first + 1 + t in tfp}


def solve(a, b):
    """Gauss and Jordan, in fractions of the doubles: no rounding."""
    n = len(a)
    m = [[Fraction(x) for x in row] + [Fraction(x) for x in other] for row, other in zip(a, b)]
    for i in range(n):
        pivot = next(r for r in range(i, n) if m[r][i] != 0)
        m[i], m[pivot] = m[pivot], m[i]
        m[i] = [x / m[i][i] for x in m[i]]
        for r in range(n):
            if r != i and m[r][i] != 0:
                m[r] = [x - m[r][i] * y for x, y in zip(m[r], m[i])]
    return [[float(x) for x in row[n:]] for row in m]


def check(panel, span=5, last=2019, step=5, skip=(), constants=False):
    rows = []
    for code in COUNTRIES:
        known = panel[code]
        if code in skip:
            continue
        for end in range(last, min(known) + span - 1, -step):
            if end in known and end - span in known:
                rows.append((code, end, [a - b for a, b in zip(known[end], known[end - span])]))
    ends, codes = sorted({r[1] for r in rows}), sorted({r[0] for r in rows})
    own = codes[1:] if constants else []
    x = [r[2][1:] + [float(r[1] == e) for e in ends] + [float(r[0] == c) for c in own] for r in rows]
    y = [r[2][0] for r in rows]
    n, k = len(x), len(x[0])
    cross = [[sum(a[i] * a[j] for a in x) for j in range(k)] for i in range(k)]
    inverse = solve(cross, [[float(i == j) for j in range(k)] for i in range(k)])
    xy = [sum(a[i] * b for a, b in zip(x, y)) for i in range(k)]
    beta = [sum(inverse[i][j] * xy[j] for j in range(k)) for i in range(k)]
    u = [b - sum(c * d for c, d in zip(a, beta)) for a, b in zip(x, y)]
    g = len(codes)
    scores = [[sum(x[r][i] * u[r] for r in range(n) if rows[r][0] == c) for i in range(k)] for c in codes]
    scale = g / (g - 1) * (n - 1) / (n - k)
    errors = []
    for i in range(2):
        through = [sum(inverse[i][j] * s[j] for j in range(k)) for s in scores]
        errors.append(math.sqrt(scale * sum(t * t for t in through)))
    return g, n, ends, beta[:2], errors


if __name__ == "__main__":
    panel = {code: country(code, rows) for code, rows in table().items()}
    t15 = 2.131449545559323
    for what, options in [("the check", {}), ("without Ireland", {"skip": ("IRL",)}),
                          ("without the United States", {"skip": ("USA",)}),
                          ("a constant by country", {"constants": True}),
                          ("overlapping intervals", {"step": 1})]:
        g, n, ends, beta, errors = check(panel, **options)
        print(f"{what}: {g} countries, n = {n}, ends {ends[0]} to {ends[-1]}")
        for name, b, s in zip(["business", "public"], beta, errors):
            print(f"  {name} {b:.10f} ({s:.10f})")
            if what == "the check":
                print(f"    95%: {b - t15 * s:.4f} to {b + t15 * s:.4f}")
