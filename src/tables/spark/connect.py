"""Talks to a Spark Connect server for a program that speaks JSON, one message a line.

First line on stdin: {"remote", "token", "settings"}; the answer is {"ready": VERSION} or {"failed": FAILURE}. Then requests:
{"id", "sql"} is answered by {"id", "columns"} with names and types, any number of {"id", "rows", "data"} with a list a
column, and {"id", "done"}; {"id", "describe"} by the columns of a query alone; {"cancel": ID} has no answer of its own. A
request that fails is answered by {"id", "failed": FAILURE} and nothing after it. {"progress"} may come at any time.

Doubles travel as base64 of their bits, NaN for a missing one; texts and booleans as JSON. Any other type is refused.
The end of stdin is the end of the program: what still runs is cancelled.
"""

import base64
import json
import logging
import os
import re
import sys
import threading
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: E402
from pyspark.sql.connect.session import SparkSession  # noqa: E402
from pyspark.sql.types import StructType  # noqa: E402

AS_JSON = {"string", "boolean", "tinyint", "smallint", "int", "void"}
DOUBLES = {"double", "float"}

turn = threading.Lock()
out = os.fdopen(os.dup(1), "w", encoding="utf-8")
# What a library prints is no message.
os.dup2(2, 1)


def say(message):
    with turn:
        out.write(json.dumps(message, ensure_ascii=True) + "\n")
        out.flush()


class Rounded(Exception):
    """A type that may be rounded on its way."""


def failure_of(error):
    text = str(error)
    # The connection's own failures have no condition: their status stands in their text alone.
    status = re.search(r"StatusCode\.(\w+)", text)
    details = re.search(r'details = "(.*)"', text)
    return {
        "type": type(error).__name__,
        "condition": getattr(error, "getCondition", lambda: None)(),
        "state": getattr(error, "getSqlState", lambda: None)(),
        "status": status and status.group(1),
        "message": (details.group(1) if status and details else text).split("\n\nJVM stacktrace")[0][:4000],
    }


def columns_of(schema):
    return [{"name": field.name, "type": field.dataType.simpleString()} for field in schema.fields]


def values_of(column, kind, name):
    if kind in DOUBLES:
        numbers = column.to_numpy().astype("<f8")
        return base64.b64encode(numbers.tobytes()).decode("ascii")
    if kind in AS_JSON:
        return column.to_pylist()
    raise Rounded(f"{kind} ('{name}')")


def run(session, number, sql):
    client = session.client
    session.addTag(f"vafa-{number}")
    plan = session.sql(sql)._plan.to_proto(client)
    columns = []
    for part in client.to_table_as_iterator(plan, {}):
        if isinstance(part, StructType):
            columns = columns_of(part)
            say({"id": number, "columns": columns})
        elif part.num_rows > 0:
            data = [values_of(part.column(i), column["type"], column["name"]) for i, column in enumerate(columns)]
            say({"id": number, "rows": part.num_rows, "data": data})


def answer(session, request):
    number = request["id"]
    try:
        if "describe" in request:
            say({"id": number, "columns": columns_of(session.sql(request["describe"]).schema)})
        else:
            run(session, number, request["sql"])
        say({"id": number, "done": True})
    except Rounded as error:
        say({"id": number, "failed": {"type": "Rounded", "message": str(error)}})
    except Exception as error:
        say({"id": number, "failed": failure_of(error)})


def on_progress(stages, inflight_tasks, operation_id, done):
    stages = list(stages or [])
    say(
        {
            "progress": {
                "operation": operation_id,
                "tasks": sum(stage.num_tasks for stage in stages),
                "done": sum(stage.num_completed_tasks for stage in stages),
                "bytes": sum(stage.num_bytes_read for stage in stages),
            }
        }
    )


def connect(wanted):
    token = wanted.get("token")
    remote = wanted["remote"]
    if token is not None:
        remote += ("" if "/;" in remote else "/") + f";token={token}"
    session = SparkSession.builder.remote(remote).create()
    # A server that is gone is told of in seconds; the client by itself would try for ten minutes.
    session.client.set_retry_policies([DefaultPolicy(max_retries=4, max_backoff=2000)])
    for name, value in wanted.get("settings", {}).items():
        session.conf.set(name, value)
    session.registerProgressHandler(on_progress)
    return session


def main():
    wanted = json.loads(sys.stdin.readline())
    try:
        session = connect(wanted)
        say({"ready": session.version})
    except Exception as error:
        say({"failed": failure_of(error)})
        os._exit(1)
    for line in sys.stdin:
        request = json.loads(line)
        if "cancel" in request:
            work = (session.interruptTag, (f"vafa-{request['cancel']}",))
        else:
            work = (answer, (session, request))
        threading.Thread(target=work[0], args=work[1], daemon=True).start()
    ending = threading.Thread(target=session.interruptAll, daemon=True)
    ending.start()
    ending.join(3)
    os._exit(0)


main()
