"""What is finished from counts and sums in numpy, whoever made them."""
import math

import numpy as np

Z = 1.959963984540054


def wald(n, p, d):
    """NPS with the adjusted Wald interval: ¾ promoter, 1½ passives and ¾ detractor are added."""
    m, q = (p - d) / (n + 3), (p + d + 1.5) / (n + 3)
    half = Z * np.sqrt((q - m * m) / (n + 3))
    return 100 * (p - d) / n, 100 * (m - half), 100 * (m + half)


def wilson(k, n):
    m = (k + Z * Z / 2) / (n + Z * Z)
    half = Z * np.sqrt(k * (n - k) / n + Z * Z / 4) / (n + Z * Z)
    return m - half, m + half


def lmg(correlations):
    """Parts of R² and β of the first variable on the others, over all subsets."""
    p = len(correlations) - 1
    r, matrix = correlations[0, 1:], correlations[1:, 1:]
    explained = np.zeros(2**p)
    for code in range(1, 2**p):
        chosen = [j for j in range(p) if code >> j & 1]
        explained[code] = r[chosen] @ np.linalg.solve(matrix[np.ix_(chosen, chosen)], r[chosen])
    codes = np.arange(2**p)
    sizes = np.array([bin(code).count("1") for code in codes])
    share = np.array([math.factorial(s) * math.factorial(p - s - 1) / math.factorial(p) for s in range(p)])
    parts = np.zeros(p)
    for j in range(p):
        without = codes[(codes >> j & 1) == 0]
        parts[j] = np.sum(share[sizes[without]] * (explained[without | 1 << j] - explained[without]))
    return parts, np.linalg.solve(matrix, r)


def correlations_of(n, sums, cross):
    centred = cross - np.outer(sums, sums) / n
    spread = np.sqrt(np.diag(centred))
    return centred / np.outer(spread, spread)


def lives(segments, days, ends, events):
    """Kaplan–Meier at 365 days, median and log-rank test from a life table of arrays."""
    names, group = np.unique(np.asarray(segments), return_inverse=True)
    days = np.asarray(days, dtype=np.int64)
    shape = (len(names), days.max() + 1)
    gone, died = np.zeros(shape), np.zeros(shape)
    gone[group, days] = ends
    died[group, days] = events
    risk = np.cumsum(gone[:, ::-1], axis=1)[:, ::-1]
    curve = np.cumprod(1 - np.divide(died, risk, out=np.zeros(shape), where=risk > 0), axis=1)
    half = curve <= 0.5
    median = np.where(half.any(axis=1), half.argmax(axis=1), -1)
    lines = [
        [name, gone[g].sum(), died[g].sum(), curve[g, min(365, shape[1] - 1)], median[g]] for g, name in enumerate(names)
    ]
    n, d = risk.sum(axis=0), died.sum(axis=0)
    there = n > 1
    n, d, risk, died = n[there], d[there], risk[:, there], died[:, there]
    share = risk / n
    excess = (died - d * share).sum(axis=1)[:-1]
    spread = d * (n - d) / (n - 1)
    variance = np.diag((spread * share).sum(axis=1)) - (spread * share) @ share.T
    return [*lines, ["log-rank", excess @ np.linalg.solve(variance[:-1, :-1], excess), len(names) - 1]]
