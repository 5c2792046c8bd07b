# The fan of GDP, from the CSV of the program: Rscript examples/r/fan.R SCENARIO.toml fan.pdf
words <- commandArgs(trailingOnly = TRUE)
csv <- tempfile(fileext = ".csv")
kennis <- Sys.getenv("KENNIS_PROGRAM", "kennis")
status <- system2(kennis, c("run", shQuote(words[1]), "--draws", "1000", "--format", "csv"), stdout = csv)
if (status != 0) stop("kennis failed with ", status)

run <- read.csv(csv, comment.char = "#")
gdp <- subset(run, variable == "gdp" & kind == "deviation")
of <- function(name) subset(gdp, statistic == name)
years <- of("p50")$year

pdf(words[2], width = 8, height = 5)
plot(years, of("p50")$value, type = "n", xlab = "", ylab = "GDP, percent from the baseline",
     ylim = range(of("p05")$value, of("p95")$value))
bands <- list(c("p05", "p95", "#cfe1f2"), c("p20", "p80", "#93c0e0"), c("p35", "p65", "#4a90c4"))
for (band in bands) {
  polygon(c(years, rev(years)), c(of(band[1])$value, rev(of(band[2])$value)), col = band[3], border = NA)
}
lines(years, of("p50")$value, lwd = 2)
invisible(dev.off())

last <- function(name) tail(of(name)$value, 1)
cat(sprintf("GDP in %d: median %.2f%%, 90%% band %.2f to %.2f\n", max(years), last("p50"), last("p05"), last("p95")))
