"""The model in numpy, vectorised over draws.

Draws go through in chunks that stay in the cache, every operation writes into an array that exists already, and
threads take chunks in turn (numpy's loops run outside the interpreter's lock).
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

import job as j

CHUNK = 8192


class Peer:
    name = "numpy"

    def __init__(self, job, threads):
        self.job, self.threads = job, threads
        self.pool = ThreadPoolExecutor(threads)

    def versions(self):
        return {"numpy": np.__version__}

    def chunks(self, n):
        return [slice(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK)]

    def simulate_only(self, parameters):
        """All years of all draws; every thread writes its chunks into an array of its own."""
        job, n = self.job, parameters.shape[1]
        chunks, years = self.chunks(n), len(job.table)

        def work(mine):
            out = np.empty((years, j.ROWS, CHUNK))
            state = np.empty((j.STATE_ROWS, CHUNK))
            machine = Machine(job, CHUNK)
            for chunk in mine:
                p = parameters[:, chunk]
                m = p.shape[1]
                machine.start(p, state[:, :m], out[0, :, :m])
                machine.advance(p, state[:, :m], 1, years, out[1:, :, :m])

        list(self.pool.map(work, [chunks[k::self.threads] for k in range(self.threads)]))

    def log_gdp_of_last_year(self, parameters):
        """Log GDP of the last year against the baseline, a value a draw."""
        n, last = parameters.shape[1], len(self.job.table) - 1
        held, _ = self.start(parameters)
        channels = np.empty((1, len(j.CHANNEL_ROWS), n))
        self.advance(held, 1, last, None)
        self.advance(held, last, last + 1, None, channels)
        return channels[0, 0]

    def start(self, parameters, research_price=True):
        """Parameters, state and the first year of all draws."""
        n = parameters.shape[1]
        if not research_price:
            parameters = parameters.copy()
            parameters[8] = 0.0
        state, out = np.empty((j.STATE_ROWS, n)), np.empty((1, j.ROWS, n))
        machines = [Machine(self.job, CHUNK) for _ in range(self.threads)]
        self.machines = machines
        self.each(n, lambda machine, c: machine.start(parameters[:, c], state[:, c], out[0, :, c]))
        return (parameters, state), out

    def advance(self, held, first, last, out, channels=None):
        """Years `first..last` of all draws."""
        parameters, state = held

        def step(machine, c):
            machine.advance(parameters[:, c], state[:, c], first, last, None if out is None else out[:, :, c],
                            None if channels is None else channels[:, :, c])

        self.each(parameters.shape[1], step)

    def each(self, n, step):
        chunks = self.chunks(n)

        def work(k):
            for chunk in chunks[k::self.threads]:
                step(self.machines[k], chunk)

        list(self.pool.map(work, range(self.threads)))


class Machine:
    """The equations, with the arrays that they work in."""

    def __init__(self, job, width):
        self.job = job
        self.scratch = np.empty((16, width))

    def start(self, p, state, out):
        """The stocks from the first year of the data to the last, and the last year."""
        job = self.job
        stocks = np.empty((2, p.shape[1]))
        for s in range(2):
            depreciation, gestation, z = p[2 + s], p[4 + s], p[11 + s]
            flows = job.history[s]
            lag = gestation / (gestation + 3.0)
            ratio = (1.0 - lag) / (1.0 - lag * (1.0 / (1.0 + job.growth)))
            u1 = flows[0] * ratio
            u2 = u1 * ratio
            u3 = u2 * ratio
            stock = u3 / np.maximum(job.growth + depreciation, 0.03) * np.exp(job.constants[0] * z)
            keep, pass_on = 1.0 - depreciation, 1.0 - lag
            stock *= keep
            stock += u3
            temporary = np.empty_like(stock)
            for flow in flows[1:-1]:
                filters(lag, pass_on, keep, flow, stock, u1, u2, u3, temporary)
            stocks[s] = stock
            filters(lag, pass_on, keep, flows[-1], stock, u1, u2, u3, temporary)
            for half in (0, 1):
                for row, value in enumerate((stock, u1, u2, u3)):
                    state[8 * s + 4 * half + row] = value
        state[16], state[17], state[18], state[19] = 0.0, 1.0, 0.0, 0.0
        j.first_year(job, p, stocks, out)

    def advance(self, p, state, first, last, out, channels=None):
        job = self.job
        tau, indexed = job.constants[1], job.constants[1] - job.constants[3] * job.constants[2]
        interest = 1.0 + job.constants[4]
        w = p.shape[1]
        lag_b, lag_p, pass_b, pass_p, keep_b, keep_p, a, b, c, d, e, f, volume, ey, keep_k, inverse = self.scratch[:, :w]
        eps_b, eps_p, delta_b, delta_p, m_b, m_p, alpha, delta_k, psi, chi, xi = p[:11]
        np.add(m_b, 3.0, out=lag_b)
        np.divide(m_b, lag_b, out=lag_b)
        np.add(m_p, 3.0, out=lag_p)
        np.divide(m_p, lag_p, out=lag_p)
        np.subtract(1.0, lag_b, out=pass_b)
        np.subtract(1.0, lag_p, out=pass_p)
        np.subtract(1.0, delta_b, out=keep_b)
        np.subtract(1.0, delta_p, out=keep_p)
        np.subtract(1.0, delta_k, out=keep_k)
        np.add(psi, 1.0, out=inverse)
        np.divide(1.0, inverse, out=inverse)
        business, business0, public, public0 = state[0:4], state[4:8], state[8:12], state[12:16]
        supply, q, debt, debt_indexed = state[16:20]
        for t in range(first, last):
            y = job.table[t]
            gdp = y[j.GDP]
            # Stocks, productivity, output.
            np.divide(business[0], business0[0], out=a)
            np.log(a, out=a)
            a *= eps_b
            np.divide(public[0], public0[0], out=b)
            np.log(b, out=b)
            np.multiply(b, eps_p, out=c)
            np.log(q, out=d)
            d *= alpha
            if channels is not None:
                log_gdp, by_business, by_public, by_capital = channels[t - first]
                by_business[:] = a
                by_public[:] = c
                by_capital[:] = d
            a += c
            d += a
            if channels is not None:
                log_gdp[:] = d
            np.exp(d, out=ey)
            if out is None:
                o = None
            else:
                o = out[t - first]
                np.multiply(alpha, -y[j.LOG_CAPITAL_PER_LABOUR], out=o[0])
                o[0] += y[j.LOG_OUTPUT_PER_LABOUR]
                np.exp(o[0], out=o[0])
                o[1], o[2] = business0[0], public0[0]
                np.multiply(ey, gdp, out=o[3])
                np.exp(a, out=o[4])
                o[4] *= o[0]
                np.multiply(q, y[j.CAPITAL], out=o[5])
                o[6] = y[j.HOURS]
                o[7] = y[j.HUMAN_CAPITAL]
                np.multiply(ey, 1000.0 * gdp / y[j.HOURS], out=o[8])
                o[15], o[16] = business[0], public[0]
            # Money: business in `a`, public in `b`.
            if y[j.IS_TARGET]:
                np.multiply(ey, y[j.SHARE] * gdp, out=a)
                a -= y[j.TOTAL]
                np.multiply(a, y[j.PUBLIC_SHARE], out=c)
                a -= c
                a += y[j.BUSINESS]
                np.add(c, y[j.PUBLIC], out=b)
                c += y[j.MONEY]
                spending = c
                if o is not None:
                    np.add(c, y[j.FUNDED] - y[j.MONEY], out=o[13])
            else:
                np.multiply(b, xi, out=a)
                a += d
                np.exp(a, out=a)
                a -= 1.0
                a *= y[j.OWN]
                a += y[j.BUSINESS]
                b[:] = y[j.PUBLIC] + y[j.MONEY]
                spending = y[j.MONEY]
                if o is not None:
                    o[13] = y[j.FUNDED] + y[j.MONEY]
            np.add(a, b, out=e)
            if o is not None:
                o[9], o[10], o[11] = a, b, e
                np.divide(e, o[3], out=o[12])
            # Price of research.
            e *= 1.0 / y[j.TOTAL]
            np.log(e, out=e)
            np.multiply(psi, supply, out=volume)
            volume += e
            volume *= inverse
            e -= volume
            volume -= supply
            volume *= chi
            supply += volume
            np.negative(e, out=e)
            np.exp(e, out=e)
            if o is not None:
                np.divide(1.0, e, out=o[14])
            a *= e
            b *= e
            filters(lag_b, pass_b, keep_b, a, *business, f)
            filters(lag_b, pass_b, keep_b, y[j.BUSINESS], *business0, f)
            filters(lag_p, pass_p, keep_p, b, *public, f)
            filters(lag_p, pass_p, keep_p, y[j.PUBLIC], *public0, f)
            # Capital: w q + (1 - w) e^y.
            np.multiply(keep_k, y[j.CAPITAL_RATIO], out=f)
            q -= ey
            q *= f
            q += ey
            # Public finance.
            ey -= 1.0
            if o is not None:
                np.multiply(ey, 100.0 * tau, out=o[17])
                for level, retained, row in ((debt, tau, 18), (debt_indexed, indexed, 19)):
                    level *= interest
                    level += spending
                    np.multiply(ey, retained * gdp, out=f)
                    level -= f
                    np.multiply(level, 100.0 / gdp, out=o[row])


def filters(lag, pass_on, keep, flow, stock, u1, u2, u3, temporary):
    """Three first-order filters in a row, and the stock."""
    for u in (u1, u2, u3):
        np.multiply(pass_on, flow, out=temporary)
        u *= lag
        u += temporary
        flow = u
    stock *= keep
    stock += u3
