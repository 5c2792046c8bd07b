"""Who takes part, and with which settings: those that were fastest for each, by measurement (README.md)."""

import numpy as np

import job as j

# Years that pass between two summaries. More keep the state in the cache for longer and take more memory.
BLOCK = 4
# `numpy` summarises with np.partition, `numpy_buckets` with the algorithm that the C has.
NAMES = ("numpy", "numpy_buckets", "numba", "jax", "c_plain", "c_libmvec", "c_native")


def make(name, job, threads):
    """The peer, and how it summarises rows of values."""
    if name == "numba":
        import peer_numba
        import statistics_numba
        peer = peer_numba.Peer(job, threads)

        def summarise(rows, n):
            result = np.empty((len(rows), len(j.STATISTICS)))
            statistics_numba.of_rows(rows, n, j.PROBABILITIES, result)
            return result

        return peer, summarise
    if name in ("numpy", "numpy_buckets", "jax"):
        import statistics_numpy as s
        if name == "jax":
            import peer_jax as module
        else:
            import peer_numpy as module
        peer = module.Peer(job, threads)
        select = s.by_partition if name == "numpy" else s.by_buckets
        return peer, lambda rows, n: s.of_rows(rows, n, peer.pool, threads, select)
    import peer_c
    peer = peer_c.Peer(job, threads, name)
    return peer, peer.statistics
