"""numpy on arrays: driver weights from the rows, and a bootstrap of NPS from counts, 10,000 multinomial resamples a group."""
import os

import numpy as np
import pandas as pd

import finish
import peer

P = [f"p{i}" for i in range(1, 9)]


def load_ratings(folder, _way):
    return pd.read_csv(os.path.join(folder, "ratings.csv"), usecols=["satisfaction", *P])[["satisfaction", *P]].to_numpy()


def weights(data):
    known = data[~np.isnan(data).any(axis=1)]
    parts, beta = finish.lmg(np.corrcoef(known, rowvar=False))
    return [[name, len(known), parts[j], beta[j]] for j, name in enumerate(P)]


def load_answers(folder, _way):
    names = {"segment": "category", "channel": "category"}
    rows = pd.read_csv(os.path.join(folder, "answers.csv"), usecols=["segment", "channel", "recommend"], dtype=names)
    codes = [rows[name].cat.codes.to_numpy().astype(np.int64) for name in names]
    return [rows[name].cat.categories for name in names], codes, rows["recommend"].to_numpy()


def bootstrap(tables):
    (segments, channels), (segment, channel), score = tables
    known = ~np.isnan(score)
    kind = np.where(score >= 9, 2, np.where(score <= 6, 0, 1))
    cell = (segment * len(channels) + channel) * 3 + kind
    counts = np.bincount(cell[known], minlength=3 * len(segments) * len(channels)).reshape(-1, 3)
    stream = np.random.default_rng(1)
    lines = []
    for place, (d, passive, p) in enumerate(counts):
        n = d + passive + p
        drawn = stream.multinomial(n, [d / n, passive / n, p / n], 10_000)
        lower, upper = np.percentile(100 * (drawn[:, 2] - drawn[:, 0]) / n, [2.5, 97.5])
        names = segments[place // len(channels)], channels[place % len(channels)]
        lines.append([*names, n, p, d, 100 * (p - d) / n, lower, upper])
    return lines


peer.run({"weights": (load_ratings, weights), "bootstrap": (load_answers, bootstrap)})
