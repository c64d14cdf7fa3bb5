# Writes the tables of the studies that come with R's package datasets, as they stand there, beside itself.
#
#   Rscript data/studies/studies.R
#
# Then recomputes what relaimpo's example `calc.relimp(swiss)` says, with lm() alone: Grömping's definitions, R² averaged over
# all orders. relaimpo itself is not used, so that the numbers in swiss-published.csv come from a second hand, not from ours.

arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
write <- function(data, name) {
  write.table(data, file.path(here, name), sep = ",", row.names = FALSE, quote = FALSE, fileEncoding = "UTF-8", eol = "\n")
}

write(cbind(province = rownames(swiss), swiss), "swiss.csv")
write(cbind(car = rownames(mtcars), mtcars), "mtcars.csv")
write(cbind(department = seq_len(nrow(attitude)), attitude), "attitude.csv")

drivers <- names(swiss)[-1]
p <- length(drivers)
explained <- function(columns) {
  if (length(columns) == 0) 0 else summary(lm(reformulate(columns, "Fertility"), swiss))$r.squared
}
chosen <- function(code) drivers[bitwAnd(code, 2^(seq_len(p) - 1)) > 0]
lmg <- sapply(seq_len(p), function(j) {
  sum(sapply(0:(2^p - 1), function(code) {
    before <- chosen(code)
    if (drivers[j] %in% before) return(0)
    s <- length(before)
    factorial(s) * factorial(p - s - 1) / factorial(p) * (explained(c(before, drivers[j])) - explained(before))
  }))
})

R <- cor(swiss[drivers])
r <- as.vector(cor(swiss[drivers], swiss$Fertility))
beta <- solve(R, r)
e <- eigen(R, symmetric = TRUE)
half <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
inverse <- e$vectors %*% diag(1 / sqrt(e$values)) %*% t(e$vectors)
all <- explained(drivers)

weights <- data.frame(
  lmg = lmg,
  last = sapply(drivers, function(one) all - explained(setdiff(drivers, one))),
  first = r^2,
  pratt = beta * r,
  johnson = as.vector(half^2 %*% (inverse %*% r)^2),
  car = as.vector(inverse %*% r)^2
)
found <- do.call(rbind, lapply(names(weights), function(method) {
  data.frame(method = method, driver = drivers, published = sprintf("%.5f", weights[[method]]), decimals = 5)
}))
print(R.version.string)
print(format(all, digits = 9))
print(found, row.names = FALSE)
write(found, "swiss-published.csv")
