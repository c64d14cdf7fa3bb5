"""What a kernel costs: CPU seconds of the kernel's own processes for its start and for each cell.

Reads {"argv": [...], "cells": [...], "cwd": "...", "idle": s} from standard input and writes
{"start": s, "startWall": s, "cells": [{"cpu": s, "wall": s}, ...]} to standard output.
"""

import json
import os
import sys
import time

import psutil
from jupyter_client.manager import KernelManager


def cpu_seconds(process):
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def settle(process):
    """CPU seconds once the kernel has stopped working (background warm-up counts too)."""
    before = -1.0
    now = cpu_seconds(process)
    while now - before > 0.005:
        time.sleep(0.15)
        before, now = now, cpu_seconds(process)
    return now


def run(client, code):
    message_id = client.execute(code, allow_stdin=False)
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        if message["msg_type"] == "error":
            raise SystemExit("\n".join(message["content"]["traceback"]))
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return


def main():
    job = json.load(sys.stdin)
    manager = KernelManager()
    manager.kernel_spec.argv = job["argv"]
    began = time.monotonic()
    manager.start_kernel(cwd=job["cwd"], env={**os.environ})
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    result = {"startWall": time.monotonic() - began, "cells": []}
    process = psutil.Process(manager.provisioner.process.pid)
    time.sleep(job.get("idle", 0))
    spent = settle(process)
    result["start"] = spent
    try:
        for code in job["cells"]:
            began = time.monotonic()
            run(client, code)
            wall = time.monotonic() - began
            now = settle(process)
            result["cells"].append({"cpu": now - spent, "wall": wall})
            spent = now
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    json.dump(result, sys.stdout)


main()
