"""The peers of bench/driver-weights.ts, on the rows of a CSV file whose first column is the outcome.

LMG as a loop over all subsets in numpy, from the correlations; the same by pingouin, from the rows; and a bootstrap of Johnson's
relative weights in numpy. Prints seconds and numbers. Files and imports are not timed.
"""
import json
import math
import sys
import time
import warnings

import numpy as np
import pandas as pd
import pingouin

warnings.simplefilter("ignore")
frame = pd.read_csv(sys.argv[1])
resamples = int(sys.argv[2])
data = frame.to_numpy()
p = data.shape[1] - 1


def lmg(correlations):
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
    return parts


def johnson(correlations):
    r, matrix = correlations[0, 1:], correlations[1:, 1:]
    values, vectors = np.linalg.eigh(matrix)
    root = (vectors * np.sqrt(values)) @ vectors.T
    apart = (vectors / np.sqrt(values)) @ (vectors.T @ r)
    return root**2 @ apart**2


def timed(work):
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def bootstrap():
    stream = np.random.default_rng(1)
    n = len(data)
    found = np.empty((resamples, p))
    for b in range(resamples):
        found[b] = johnson(np.corrcoef(data[stream.integers(0, n, n)], rowvar=False))
    return found


correlations = np.corrcoef(data, rowvar=False)
loop = [timed(lambda: lmg(correlations)) for _ in range(3)]
pingouin_seconds, table = timed(lambda: pingouin.linear_regression(frame.iloc[:, 1:], frame.iloc[:, 0], relimp=True))
boot_seconds, replicates = timed(bootstrap)
print(
    json.dumps(
        {
            "loopSeconds": sorted(seconds for seconds, _ in loop)[1],
            "loop": loop[0][1].tolist(),
            "pingouinSeconds": pingouin_seconds,
            "pingouin": table["relimp"].to_numpy()[1:].tolist(),
            "bootstrapSeconds": boot_seconds,
            "johnson": johnson(correlations).tolist(),
            "deviations": replicates.std(axis=0, ddof=1).tolist(),
        }
    )
)
