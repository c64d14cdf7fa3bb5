"""The peer of bench/cox.ts: lifelines' Cox model with a covariate that changes, on the rows of a CSV file.

Prints {"seconds": …, "coefficient": …}. Only the fit is timed; the file and the imports are not.
"""
import json
import sys
import time
import warnings

import pandas as pd
from lifelines import CoxTimeVaryingFitter

rows = pd.read_csv(sys.argv[1])
warnings.simplefilter("ignore")
began = time.perf_counter()
fitter = CoxTimeVaryingFitter().fit(rows, id_col="customer", event_col="event", start_col="start", stop_col="stop")
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "coefficient": float(fitter.params_["signal"])}))
