"""DuckDB by hand in Python: the queries of sql.ts, which come as JSON in the environment."""
import json
import os

import duckdb

import peer

SQL = json.loads(os.environ["VAFA_BENCH_SQL"])
TABLES = json.loads(os.environ["VAFA_BENCH_TABLES"])


def loading(work):
    def load(folder, way):
        connection = duckdb.connect()
        sql = SQL[work]
        for name in TABLES[work]:
            file = "read_csv('" + os.path.join(folder, f"{name}.csv").replace("'", "''") + "')"
            if way == "serve":
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {file}")
            sql = sql.replace("{" + name + "}", name if way == "serve" else file)
        return connection, sql

    return load


def rows(tables):
    connection, sql = tables
    return connection.execute(sql).fetchall()


def weights(tables):
    import numpy as np

    import finish

    n, *found = rows(tables)[0]
    size = 9
    cross = np.zeros((size, size))
    cross[np.triu_indices(size)] = found[size:]
    cross += np.triu(cross, 1).T
    parts, beta = finish.lmg(finish.correlations_of(n, np.array(found[:size]), cross))
    return [[f"p{j + 1}", n, parts[j], beta[j]] for j in range(size - 1)]


def survival(tables):
    import finish

    return finish.lives(*zip(*rows(tables)))


FINISH = {"weights": weights, "survival": survival}
peer.run({work: (loading(work), FINISH.get(work, rows)) for work in SQL})
