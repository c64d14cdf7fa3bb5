"""Executes one notebook on a Jupyter kernel and tells how it goes: one JSON object a line on stdout.

{"event": "kernel", "pid": 123}                   the kernel runs, and leads this process group
{"event": "cell", "index": 4}                     this cell is being executed
{"event": "failed", "cause": "error", "index": 4, "name": "TypeError", "message": "…", "traceback": ["…"]}
{"event": "done"}                                 the executed notebook is written

Causes: error (of a cell), timeout, output (more than a page can hold), dead (the kernel; "memory" says whether it ran out of
it), kernel (it did not start).
When stdin ends, whoever started this program is gone: the kernel is ended, and so is the program.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sys
import threading

# jsonschema, which nbformat brings, would read 38 grammars here for a check of addresses that no notebook has: 1.5 s each time.
sys.modules["rfc3987_syntax"] = None

import nbclient.client
import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

# What fails late (a timer, a promise nobody waits for) fails this cell, which is not part of the written notebook.
LAST_CELL = "await new Promise((resolve) => setTimeout(resolve, 100));\nvoid 0;"
# What one cell may show: far more than a page that is sent to somebody, far less than the memory of this program.
MOST_OUTPUT = 32 * 2**20
# nbclient looks for what a carriage return writes over from every letter of a line: a line of 1 MB would take it a quarter of an hour.
nbclient.client._RGX_CARRIAGERETURN = re.compile(r"^.*\r(?=[^\n])", re.MULTILINE)
OUT_OF_MEMORY = ("heap out of memory", "Allocation failed", "ENOMEM", "Cannot allocate memory")


def tell(event, **facts):
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stdout.flush()


class Client(NotebookClient):
    """A client that tells the kernel's process and each cell it executes."""

    kernel = None
    index = 0
    connection_file = ""
    shown = 0

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        manager.connection_file = self.connection_file
        return manager

    async def async_start_new_kernel(self, **arguments):
        await super().async_start_new_kernel(**arguments)
        self.kernel = self.km.provisioner.process
        tell("kernel", pid=self.kernel.pid)

    def process_message(self, msg, cell, cell_index):
        content = msg["content"]
        self.shown += len(content.get("text", "")) + sum(len(str(part)) for part in content.get("data", {}).values())
        if self.shown > MOST_OUTPUT:
            # Not raised: who waits for the cell's end would go on waiting.
            tell("failed", cause="output", index=cell_index, message=str(MOST_OUTPUT >> 20))
            end_kernel(self)
            os._exit(1)
        return super().process_message(msg, cell, cell_index)

    def kernel_end(self):
        """How the kernel's process ended, in words."""
        code = self.kernel.poll() if self.kernel is not None else None
        if code is None:
            return "without a word"
        if code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"


def end_kernel(client):
    if client.kernel is None:
        return
    try:
        if os.name == "posix":
            os.killpg(client.kernel.pid, signal.SIGKILL)
        else:
            client.kernel.kill()
    except (ProcessLookupError, PermissionError):
        pass


def end_with_parent(client):
    while os.read(0, 1024):
        pass
    end_kernel(client)
    os._exit(1)


def tail(file):
    file.flush()
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 65536))
    return file.read().decode("utf-8", "replace")


def failure(error, client, stderr):
    """What the runner is told about an error: its cause, where, and what it said."""
    if isinstance(error, CellTimeoutError):
        return {"cause": "timeout", "index": client.index}
    if isinstance(error, CellExecutionError):
        lines = error.traceback.splitlines()
        return {"cause": "error", "index": client.index, "name": error.ename, "message": error.evalue, "traceback": lines}
    said = tail(stderr)
    last = [line for line in said.splitlines() if line.strip()][-20:]
    if isinstance(error, DeadKernelError):
        memory = any(words in said for words in OUT_OF_MEMORY)
        return {"cause": "dead", "index": client.index, "message": client.kernel_end(), "memory": memory, "traceback": last}
    if isinstance(error, NoSuchKernel):
        return {"cause": "kernel", "message": f"there is no kernel named {error.name}", "traceback": []}
    return {"cause": "kernel", "message": str(error) or type(error).__name__, "traceback": last}


def follow(client):
    async def started(cell, cell_index):
        client.index = cell_index
        client.shown = 0
        tell("cell", index=cell_index)

    client.on_cell_execute = started


def written_atomically(notebook, path):
    unfinished = path + ".tmp"
    with open(unfinished, "w", encoding="utf-8") as file:
        nbformat.write(notebook, file)
    os.replace(unfinished, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook")
    parser.add_argument("--out", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--kernel", default="vafa")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--stderr", required=True, help="the file that takes what the kernel says on stderr")
    parser.add_argument("--connection", required=True, help="the file that tells the kernel where to listen")
    options = parser.parse_args()

    notebook = nbformat.read(options.notebook, as_version=4)
    count = len(notebook.cells)
    notebook.cells.append(nbformat.v4.new_code_cell(LAST_CELL))
    client = Client(
        notebook,
        kernel_name=options.kernel,
        timeout=options.timeout,
        startup_timeout=120,
        shutdown_kernel="immediate",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": options.root}},
    )
    client.connection_file = os.path.abspath(options.connection)
    follow(client)
    threading.Thread(target=end_with_parent, args=(client,), daemon=True).start()
    with open(options.stderr, "w+b") as stderr:
        try:
            asyncio.run(client.async_execute(stderr=stderr))
        except Exception as error:
            tell("failed", **failure(error, client, stderr))
            return 1
        finally:
            end_kernel(client)
    del notebook.cells[count:]
    written_atomically(notebook, options.out)
    tell("done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
