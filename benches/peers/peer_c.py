"""The model in C (peer_c.c), built by gcc into a shared library for each set of flags."""

import ctypes
import hashlib
import pathlib
import subprocess
import tempfile

import numpy as np

import job as j

SOURCE = pathlib.Path(__file__).with_name("peer_c.c")
COMMON = ["-O3", "-fopenmp", "-fPIC", "-shared", "-std=gnu11"]
FLAGS = {
    # Scalar exp and log of libm.
    "c_plain": ["-march=x86-64-v3"],
    # exp and log of libmvec, four draws at a time (AVX2, FMA).
    "c_libmvec": ["-march=x86-64-v3", "-ffast-math"],
    # What the machine has: where that is AVX-512, eight draws at a time.
    "c_native": ["-march=native", "-ffast-math", "-mprefer-vector-width=512"],
}


def build(flags):
    """The library for these flags, built where it is not there yet."""
    key = hashlib.sha256(SOURCE.read_bytes() + " ".join(flags).encode()).hexdigest()[:16]
    folder = pathlib.Path(tempfile.gettempdir()) / "kennis-peers"
    folder.mkdir(exist_ok=True)
    path = folder / f"peer-{key}.so"
    if not path.exists():
        subprocess.run(["gcc", *COMMON, *flags, str(SOURCE), "-o", str(path), "-lm"], check=True)
    library = ctypes.CDLL(str(path))
    library.tile_width.restype = ctypes.c_int
    return library


def array(values):
    return values.ctypes.data_as(ctypes.c_void_p)


class Peer:
    def __init__(self, job, threads, name="c_libmvec"):
        self.job, self.threads, self.name = job, threads, name
        self.library = build(FLAGS[name])
        self.tile = self.library.tile_width()

    def versions(self):
        gcc = subprocess.run(["gcc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
        return {"gcc": gcc, "flags": " ".join(["gcc", *COMMON, *FLAGS[self.name]])}

    def padded(self, parameters):
        """The draws and copies of the last one, to a whole number of tiles."""
        missing = -parameters.shape[1] % self.tile
        if not missing:
            return np.ascontiguousarray(parameters)
        return np.ascontiguousarray(np.pad(parameters, ((0, 0), (0, missing)), mode="edge"))

    def model(self):
        job = self.job
        self.history = np.ascontiguousarray(job.history)
        self.table = np.ascontiguousarray(job.table)
        return array(self.history), ctypes.c_int(self.history.shape[1]), ctypes.c_double(job.growth)

    def simulate_only(self, parameters):
        p = self.padded(parameters)
        history = self.model()
        self.library.simulate_only(array(p), ctypes.c_size_t(p.shape[1]), *history, array(self.table),
                                   ctypes.c_int(len(self.table)), array(self.job.constants), ctypes.c_int(self.threads))

    def width(self, n):
        return n + -n % self.tile

    def log_gdp_of_last_year(self, parameters):
        """Log GDP of the last year against the baseline, a value a draw."""
        p = self.padded(parameters)
        log_gdp = np.empty(p.shape[1])
        self.library.log_gdp_of_last_year(
            array(p), ctypes.c_size_t(p.shape[1]), *self.model(), array(self.table), ctypes.c_int(len(self.table)),
            array(self.job.constants), array(log_gdp), ctypes.c_int(self.threads))
        return log_gdp[:parameters.shape[1]]

    def start(self, parameters, research_price=True):
        p = self.padded(parameters)
        n = p.shape[1]
        state, stocks, out = np.empty((j.STATE_ROWS, n)), np.empty((2, n)), np.empty((1, j.ROWS, n))
        self.library.start_all(array(p), ctypes.c_size_t(n), *self.model(), ctypes.c_double(self.job.constants[0]),
                               array(state), array(stocks), ctypes.c_int(self.threads))
        j.first_year(self.job, p, stocks, out[0])
        return (p, 1.0 if research_price else 0.0, state), out

    def advance(self, held, first, last, out, channels=None):
        p, factor, state = held
        self.library.advance_all(
            array(p), ctypes.c_size_t(p.shape[1]), ctypes.c_double(factor), array(state), array(self.table),
            array(self.job.constants), ctypes.c_int(first), ctypes.c_int(last), None if out is None else array(out),
            None if channels is None else array(channels), ctypes.c_int(self.threads))

    def percent_change(self, scenario, baseline, result, n):
        self.library.percent_change(array(scenario), array(baseline), array(result), ctypes.c_size_t(n))

    def statistics(self, rows, n, probabilities=j.PROBABILITIES):
        """Mean, standard deviation and quantiles of rows of values; only the first `n` of each count."""
        result = np.empty((len(rows), 2 + len(probabilities)))
        self.library.statistics(array(rows), ctypes.c_size_t(len(rows)), ctypes.c_size_t(rows.shape[1]),
                                ctypes.c_size_t(n), array(probabilities), ctypes.c_int(len(probabilities)),
                                array(result), ctypes.c_int(self.threads))
        return result
