"""pandas, as one would write it with care: only the columns that are needed are read, names as categories."""
import os

import numpy as np
import pandas as pd

import finish
import peer

P = [f"p{i}" for i in range(1, 9)]
E = [f"e{i}" for i in range(1, 9)]
NAMES = {name: "category" for name in ("segment", "channel", "product", "reason")}


def reading(table, columns, **options):
    def load(folder, _way):
        kinds = {name: kind for name, kind in NAMES.items() if name in columns}
        return pd.read_csv(os.path.join(folder, f"{table}.csv"), usecols=columns, dtype=kinds, **options)

    return load


def nps(rows):
    known = rows.dropna(subset=["recommend"])
    found = (
        known.assign(p=known["recommend"] >= 9, d=known["recommend"] <= 6)
        .groupby(["segment", "channel"], observed=True)
        .agg(n=("p", "size"), p=("p", "sum"), d=("d", "sum"))
    )
    estimate, lower, upper = finish.wald(found["n"], found["p"], found["d"])
    return found.assign(estimate=estimate, lower=lower, upper=upper).reset_index().itertuples(index=False)


def csi(rows):
    gaps = pd.DataFrame(rows[P].to_numpy() - rows[E].to_numpy(), columns=P)
    used = gaps.notna().sum(axis=1) >= 6
    gaps["gap"] = gaps.mean(axis=1).where(used)
    by = gaps.groupby(rows["segment"], observed=True)
    means, n = by.mean(), by["gap"].count()
    error = by["gap"].std() / np.sqrt(n)
    return [[s, n[s], means.loc[s, "gap"], error[s], *means.loc[s, P]] for s in n.index]


def weights(rows):
    data = rows[["satisfaction", *P]].dropna()
    parts, beta = finish.lmg(data.corr().to_numpy())
    return [[name, len(data), parts[j], beta[j]] for j, name in enumerate(P)]


def load_two(folder, way):
    before = reading("before", ["customer", "segment", "sales"])(folder, way)
    return before, reading("after", ["customer"])(folder, way)


def retention(tables):
    before, after = tables
    both = before.merge(after, on="customer", how="left", indicator="stayed")
    both["stayed"] = both["stayed"] == "both"
    both["kept"] = both["sales"].where(both["stayed"], 0)
    found = both.groupby("segment", observed=True).agg(
        n=("stayed", "size"), k=("stayed", "sum"), base=("sales", "sum"), kept=("kept", "sum")
    )
    lower, upper = finish.wilson(found["k"], found["n"])
    return zip(found.index, found["n"], found["k"], found["k"] / found["n"], lower, upper, found["kept"] / found["base"])


def reasons(rows):
    keys = ["segment", "channel", "product", "reason"]
    return rows.groupby(keys, observed=True)["value"].agg(["size", "sum"]).reset_index().itertuples(index=False)


def cohorts(rows):
    months = pd.DataFrame({"customer": rows["customer"], "m": 12 * rows["date"].dt.year + rows["date"].dt.month - 1})
    months = months.drop_duplicates()
    months["c"] = months.groupby("customer")["m"].transform("min")
    sizes = months[months["m"] == months["c"]].groupby("c").size()
    later = months.assign(k=months["m"] - months["c"]).query("1 <= k <= 12").groupby(["c", "k"]).size()
    return [[f"{c // 12}-{c % 12 + 1:02}", k, sizes[c], n] for (c, k), n in later.items()]


def survival(rows):
    table = rows.groupby(["segment", "days"], observed=True)["left"].agg(["size", "sum"]).reset_index()
    return finish.lives(table["segment"], table["days"], table["size"], table["sum"])


def segment_of(r, f):
    rules = [
        ((r == 5) & (f >= 4), "Champions"),
        ((r >= 3) & (f >= 4), "Loyal"),
        ((r >= 4) & (f >= 2), "Potential loyalists"),
        (r == 5, "New"),
        (r == 4, "Promising"),
        ((r == 3) & (f == 3), "Need attention"),
        (r == 3, "About to sleep"),
        (f == 5, "Cannot lose"),
        (f >= 3, "At risk"),
    ]
    return np.select([rule for rule, _ in rules], [name for _, name in rules], "Hibernating")


def rfm(rows):
    customers = rows.groupby("customer").agg(last=("date", "max"), frequency=("date", "nunique"), money=("amount", "sum"))
    n = len(customers)
    score = lambda column: ((5 * (customers[column].rank(method="min").astype("int64") - 1)) // n + 1).to_numpy()
    customers["segment"] = segment_of(score("last"), score("frequency"))
    return customers.groupby("segment")["money"].agg(["size", "sum"]).reset_index().itertuples(index=False)


peer.run(
    {
        "nps": (reading("answers", ["segment", "channel", "recommend"]), nps),
        "csi": (reading("ratings", ["segment", *P, *E]), csi),
        "weights": (reading("ratings", ["satisfaction", *P]), weights),
        "retention": (load_two, retention),
        "reasons": (reading("answers", ["segment", "channel", "product", "reason", "value"]), reasons),
        "cohorts": (reading("orders", ["customer", "date"], parse_dates=["date"]), cohorts),
        "survival": (reading("spells", ["segment", "days", "left"]), survival),
        "rfm": (reading("orders", ["customer", "date", "amount"], parse_dates=["date"]), rfm),
    }
)
