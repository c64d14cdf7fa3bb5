import { EXPECTATIONS, PERCEPTIONS } from "./tables.js";
import type { WorkName } from "./work-names.js";

const Z = 1.959963984540054;

/** Adjusted Wald: ¾ promoter, 1½ passives and ¾ detractor are added. */
const NPS = `WITH c AS (SELECT segment, channel, count(recommend) AS n, sum(CASE WHEN recommend >= 9 THEN 1 ELSE 0 END) AS p,
  sum(CASE WHEN recommend <= 6 THEN 1 ELSE 0 END) AS d FROM {answers} GROUP BY 1, 2),
a AS (SELECT *, CAST(p - d AS DOUBLE) / (n + 3) AS m, CAST(p + d + 1.5 AS DOUBLE) / (n + 3) AS q FROM c)
SELECT segment, channel, CAST(n AS DOUBLE), CAST(p AS DOUBLE), CAST(d AS DOUBLE), 100 * CAST(p - d AS DOUBLE) / n,
  100 * (m - ${Z} * sqrt((q - m * m) / (n + 3))), 100 * (m + ${Z} * sqrt((q - m * m) / (n + 3))) FROM a`;

const gaps = PERCEPTIONS.map((perception, i) => `${perception} - ${EXPECTATIONS[i]} AS g${i + 1}`).join(", ");
const each = (of: (gap: string) => string, between: string) => PERCEPTIONS.map((_, i) => of(`g${i + 1}`)).join(between);

/** Of whoever answered six of eight attributes or more, the mean gap of what was answered. */
const CSI = `WITH g AS (SELECT segment, ${gaps} FROM {ratings}),
x AS (SELECT *, ${each((gap) => `(${gap} IS NOT NULL)::INTEGER`, " + ")} AS answered, ${each((gap) => `coalesce(${gap}, 0)`, " + ")} AS total FROM g),
y AS (SELECT *, CASE WHEN answered >= 6 THEN CAST(total AS DOUBLE) / answered END AS gap FROM x)
SELECT segment, CAST(count(gap) AS DOUBLE), avg(gap), stddev_samp(gap) / sqrt(count(gap)), ${each((gap) => `avg(${gap})`, ", ")} FROM y GROUP BY 1`;

const columns = ["satisfaction", ...PERCEPTIONS];
const products = columns.flatMap((a, i) => columns.slice(i).map((b) => `sum(CAST(${a} AS DOUBLE) * ${b})`));

/** n, sums and cross-products of outcome and drivers; what is finished from them, the program does. */
const WEIGHTS = `SELECT CAST(count(*) AS DOUBLE), ${columns.map((name) => `CAST(sum(${name}) AS DOUBLE)`).join(", ")}, ${products.join(", ")}
FROM {ratings} WHERE ${PERCEPTIONS.map((name) => `${name} IS NOT NULL`).join(" AND ")}`;

const RETENTION = `WITH c AS (SELECT b.segment, CAST(count(*) AS DOUBLE) AS n, CAST(count(a.customer) AS DOUBLE) AS k, CAST(sum(b.sales) AS DOUBLE) AS base,
  CAST(sum(CASE WHEN a.customer IS NOT NULL THEN b.sales END) AS DOUBLE) AS kept FROM {before} AS b LEFT JOIN {after} AS a USING (customer) GROUP BY 1),
w AS (SELECT *, (k + ${Z * Z} / 2) / (n + ${Z * Z}) AS m, ${Z} * sqrt(k * (n - k) / n + ${Z * Z} / 4) / (n + ${Z * Z}) AS h FROM c)
SELECT segment, n, k, k / n, m - h, m + h, kept / base FROM w`;

const REASONS = `SELECT segment, channel, product, reason, CAST(count(*) AS DOUBLE), CAST(sum(value) AS DOUBLE) FROM {answers} GROUP BY ALL`;

/** Windows of the calendar: who came in the month that many months after his first. */
const COHORTS = `WITH o AS (SELECT DISTINCT customer, 12 * year(date) + month(date) - 1 AS m FROM {orders}),
f AS (SELECT customer, min(m) AS c FROM o GROUP BY 1), s AS (SELECT c, count(*) AS size FROM f GROUP BY 1),
r AS (SELECT c, m - c AS k, count(*) AS n FROM o JOIN f USING (customer) WHERE m - c BETWEEN 1 AND 12 GROUP BY 1, 2)
SELECT printf('%d-%02d', c // 12, c % 12 + 1), CAST(k AS DOUBLE), CAST(size AS DOUBLE), CAST(n AS DOUBLE) FROM r JOIN s USING (c)`;

/** The life table; curve, median and test are finished from it. */
const SURVIVAL = `SELECT segment, CAST(days AS DOUBLE), CAST(count(*) AS DOUBLE), CAST(sum(CASE WHEN "left" THEN 1 ELSE 0 END) AS DOUBLE) FROM {spells} GROUP BY 1, 2`;

const score = (x: string) => `CAST(floor(5 * (rank() OVER (ORDER BY ${x}) - 1) / count(*) OVER ()) AS INTEGER) + 1`;

/** Days first: counting each customer's distinct days, which reads more plainly, takes longer. */
const RFM = `WITH days AS (SELECT customer, date, sum(amount) AS money FROM {orders} GROUP BY customer, date),
customers AS (SELECT customer, max(date) AS last, count(*) AS frequency, sum(money) AS money FROM days GROUP BY customer),
scores AS (SELECT money, ${score("last")} AS r, ${score("frequency")} AS f FROM customers)
SELECT CASE WHEN r = 5 AND f >= 4 THEN 'Champions' WHEN r >= 3 AND f >= 4 THEN 'Loyal' WHEN r >= 4 AND f >= 2 THEN 'Potential loyalists'
WHEN r = 5 THEN 'New' WHEN r = 4 THEN 'Promising' WHEN r = 3 AND f = 3 THEN 'Need attention' WHEN r = 3 THEN 'About to sleep'
WHEN f = 5 THEN 'Cannot lose' WHEN f >= 3 THEN 'At risk' ELSE 'Hibernating' END AS segment, CAST(count(*) AS DOUBLE), CAST(sum(money) AS DOUBLE) FROM scores GROUP BY 1`;

/** What a careful analyst would write for each work, with the tables in braces. */
export const BY_HAND: Readonly<Partial<Record<WorkName, string>>> = {
  nps: NPS,
  csi: CSI,
  weights: WEIGHTS,
  retention: RETENTION,
  reasons: REASONS,
  cohorts: COHORTS,
  survival: SURVIVAL,
  rfm: RFM,
};
