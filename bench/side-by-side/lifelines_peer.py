"""lifelines: a curve a segment and the log-rank test of all."""
import os

import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

import peer


def load(folder, _way):
    file = os.path.join(folder, "spells.csv")
    return pd.read_csv(file, usecols=["segment", "days", "left"], dtype={"segment": "category"})


def survival(rows):
    lines = []
    for name, group in rows.groupby("segment", observed=True):
        fit = KaplanMeierFitter().fit(group["days"], group["left"])
        median = fit.median_survival_time_
        lines.append([name, len(group), group["left"].sum(), fit.predict(365), -1 if median == float("inf") else median])
    test = multivariate_logrank_test(rows["days"], rows["segment"], rows["left"])
    return [*lines, ["log-rank", test.test_statistic, len(lines) - 1]]


peer.run({"survival": (load, survival)})
