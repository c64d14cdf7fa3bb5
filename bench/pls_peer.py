"""The peer of bench/pls.ts: Python's plspm with its own bootstrap, on the rows of a CSV file.

Prints {"seconds": …, "paths": [[from, to, estimate], …]}. Only the fit and its resamples are timed; the file and the imports are
not. A resample takes so long that some stand for all: the time they add to the fit is multiplied. Items come standardised, so that plspm can take its fast way (scaled=False; Scale.NUM, which standardises each item by
itself, takes several times as long). One process and two are tried; the faster counts.
"""
import json
import sys
import time
import warnings

import pandas as pd
from pandas.core import indexing

# plspm 0.5.7 writes frame.loc[row,], which pandas 3 no longer takes.
located = indexing._LocIndexer.__getitem__
indexing._LocIndexer.__getitem__ = lambda self, key: located(
    self, key[0] if isinstance(key, tuple) and len(key) == 1 else key
)

import plspm.config as config  # noqa: E402
from plspm.mode import Mode  # noqa: E402
from plspm.plspm import Plspm  # noqa: E402
from plspm.scheme import Scheme  # noqa: E402

warnings.simplefilter("ignore")


def main():
    rows = pd.read_csv(sys.argv[1])
    model = json.loads(sys.argv[2])
    resamples = int(sys.argv[3])
    structure = config.Structure()
    for start, end in model["paths"]:
        structure.add_path([start], [end])
    settings = config.Config(structure.path(), scaled=False)
    for block, items in model["blocks"].items():
        settings.add_lv(block, Mode.A, *[config.MV(item) for item in items])
    drawn = 10
    began = time.perf_counter()
    Plspm(rows, settings, Scheme.PATH, 300, 1e-7)
    fit = time.perf_counter() - began
    times = []
    for processes in (1, 2):
        began = time.perf_counter()
        Plspm(rows, settings, Scheme.PATH, 300, 1e-7, True, drawn, processes)
        times.append(fit + (time.perf_counter() - began - fit) * resamples / drawn)
    inner = Plspm(rows, settings, Scheme.PATH, 300, 1e-20).inner_model()
    paths = [[row["from"], row["to"], float(row["estimate"])] for _, row in inner.iterrows()]
    print(json.dumps({"seconds": min(times), "paths": paths}))


if __name__ == "__main__":
    main()
