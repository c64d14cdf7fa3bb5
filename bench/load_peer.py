"""The peer of bench/load.ts: a CSV file read by polars, whose types it guesses and which it checks against nothing.

Prints {"seconds": …, "rows": …}; only the reading is timed, the import is not.
"""
import json
import sys
import time

import polars

began = time.perf_counter()
frame = polars.read_csv(sys.argv[1])
print(json.dumps({"seconds": time.perf_counter() - began, "rows": frame.height}))
