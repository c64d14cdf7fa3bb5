"""The peer of bench/buying.ts: BG/NBD of the package lifetimes, fitted to the customers of a CSV file of distinct histories: one row a
customer, as its documentation does, and alike ones together by its weights.

Prints {"customers": …, "histories": …, "parameters": […]}, the former two in seconds. Only the fit is timed, the quicker of two; the file
and the imports are not.
"""
import json
import sys
import time
import warnings

import pandas as pd
from lifetimes import BetaGeoFitter

warnings.simplefilter("ignore")
rows = pd.read_csv(sys.argv[1])


def timed(frame, weights):
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        fitter = BetaGeoFitter().fit(frame["frequency"], frame["recency"], frame["age"], weights=weights)
        seconds.append(time.perf_counter() - began)
    return min(seconds), [float(fitter.params_[name]) for name in ("r", "alpha", "a", "b")]


customers, fitted = timed(rows.loc[rows.index.repeat(rows["n"])].reset_index(drop=True), None)
histories, _ = timed(rows, rows["n"])
print(json.dumps({"customers": customers, "histories": histories, "parameters": fitted}))
