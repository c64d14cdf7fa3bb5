"""polars, as one would write it with care: lazily, so that a file's reading knows which columns are needed."""
import os

import polars as pl

import finish
import peer

P = [f"p{i}" for i in range(1, 9)]
E = [f"e{i}" for i in range(1, 9)]


def table(folder, way, name):
    file = os.path.join(folder, f"{name}.csv")
    if way == "once":
        return pl.scan_csv(file, try_parse_dates=True)
    return pl.read_csv(file, try_parse_dates=True).lazy()


def reading(name):
    return lambda folder, way: table(folder, way, name)


def nps(rows):
    found = (
        rows.filter(pl.col("recommend").is_not_null())
        .group_by("segment", "channel")
        .agg(n=pl.len(), p=(pl.col("recommend") >= 9).sum(), d=(pl.col("recommend") <= 6).sum())
        .collect()
    )
    n, p, d = (found[name].cast(pl.Float64).to_numpy() for name in "npd")
    return zip(found["segment"], found["channel"], n, p, d, *finish.wald(n, p, d))


def csi(rows):
    gaps = rows.select("segment", *((pl.col(p) - pl.col(e)).alias(p) for p, e in zip(P, E)))
    answered = pl.sum_horizontal(pl.col(p).is_not_null().cast(pl.Int32) for p in P)
    gap = pl.when(answered >= 6).then(pl.mean_horizontal(P))
    return (
        gaps.with_columns(gap=gap)
        .group_by("segment")
        .agg(
            n=pl.col("gap").count(),
            mean=pl.col("gap").mean(),
            error=pl.col("gap").std() / pl.col("gap").count().sqrt(),
            **{p: pl.col(p).mean() for p in P},
        )
        .collect()
        .iter_rows()
    )


def weights(rows):
    data = rows.select("satisfaction", *P).drop_nulls().collect()
    parts, beta = finish.lmg(data.corr().to_numpy())
    return [[name, len(data), parts[j], beta[j]] for j, name in enumerate(P)]


def retention(tables):
    before, after = tables
    there = pl.col("there").is_not_null()
    found = (
        before.join(after.select("customer", there=pl.lit(True)), on="customer", how="left")
        .group_by("segment")
        .agg(n=pl.len(), k=there.sum(), base=pl.col("sales").sum(), kept=pl.col("sales").filter(there).sum())
        .collect()
    )
    n, k, base, kept = (found[name].cast(pl.Float64).to_numpy() for name in ("n", "k", "base", "kept"))
    return zip(found["segment"], n, k, k / n, *finish.wilson(k, n), kept / base)


def reasons(rows):
    keys = ["segment", "channel", "product", "reason"]
    return rows.group_by(keys).agg(n=pl.len(), value=pl.col("value").sum()).collect().iter_rows()


def cohorts(rows):
    month = 12 * pl.col("date").dt.year() + pl.col("date").dt.month().cast(pl.Int32) - 1
    months = rows.select("customer", m=month).unique()
    months = months.with_columns(c=pl.col("m").min().over("customer")).with_columns(k=pl.col("m") - pl.col("c")).collect()
    sizes = dict(months.filter(pl.col("k") == 0).group_by("c").agg(pl.len()).iter_rows())
    later = months.filter(pl.col("k").is_between(1, 12)).group_by("c", "k").agg(pl.len())
    return [[f"{c // 12}-{c % 12 + 1:02}", k, sizes[c], n] for c, k, n in later.iter_rows()]


def survival(rows):
    found = rows.group_by("segment", "days").agg(n=pl.len(), events=pl.col("left").sum()).collect()
    return finish.lives(*(found[name].to_numpy() for name in ("segment", "days", "n", "events")))


R, F = pl.col("r"), pl.col("f")
SEGMENT = (
    pl.when((R == 5) & (F >= 4)).then(pl.lit("Champions"))
    .when((R >= 3) & (F >= 4)).then(pl.lit("Loyal"))
    .when((R >= 4) & (F >= 2)).then(pl.lit("Potential loyalists"))
    .when(R == 5).then(pl.lit("New"))
    .when(R == 4).then(pl.lit("Promising"))
    .when((R == 3) & (F == 3)).then(pl.lit("Need attention"))
    .when(R == 3).then(pl.lit("About to sleep"))
    .when(F == 5).then(pl.lit("Cannot lose"))
    .when(F >= 3).then(pl.lit("At risk"))
    .otherwise(pl.lit("Hibernating"))
)


def rfm(rows):
    score = lambda name: (5 * (pl.col(name).rank("min").cast(pl.Int64) - 1)) // pl.len() + 1
    return (
        rows.group_by("customer")
        .agg(last=pl.col("date").max(), frequency=pl.col("date").n_unique(), money=pl.col("amount").sum())
        .select("money", r=score("last"), f=score("frequency"))
        .group_by(segment=SEGMENT)
        .agg(n=pl.len(), value=pl.col("money").sum())
        .collect()
        .iter_rows()
    )


peer.run(
    {
        "nps": (reading("answers"), nps),
        "csi": (reading("ratings"), csi),
        "weights": (reading("ratings"), weights),
        "retention": (lambda folder, way: (table(folder, way, "before"), table(folder, way, "after")), retention),
        "reasons": (reading("answers"), reasons),
        "cohorts": (reading("orders"), cohorts),
        "survival": (reading("spells"), survival),
        "rfm": (reading("orders"), rfm),
    }
)
