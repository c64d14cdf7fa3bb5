"""What every Python program of the benchmark does: "once" reads, answers and ends; "serve" reads, answers, and then answers again for
each line it is sent, telling how many milliseconds that took. See program.ts."""
import json
import re
import resource
import sys
import time


def peak():
    try:
        with open("/proc/self/status", encoding="utf8") as status:
            return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status.read()).group(1))
    except OSError:
        return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def plain(value):
    return value if isinstance(value, str) else float(value)


def run(works):
    """works: name → (load(folder, way), answer(tables))."""
    way, work, folder = sys.argv[1:4]
    load, answer = works[work]
    began = time.perf_counter()
    tables = load(folder, way)
    lines = [[plain(value) for value in line] for line in answer(tables)]
    print(json.dumps({"answer": lines, "milliseconds": 1000 * (time.perf_counter() - began), "peak": peak()}), flush=True)
    if way == "once":
        return
    for _ in sys.stdin:
        began = time.perf_counter()
        answer(tables)
        print(json.dumps({"milliseconds": 1000 * (time.perf_counter() - began)}), flush=True)
