/* The model in C: OpenMP over tiles of draws, a structure of arrays in a tile, one vectorised loop over its draws.
 *
 * gcc turns exp and log in that loop into calls of libmvec under -ffast-math, and leaves them scalar without it.
 * README.md has the flags. The number of draws is a multiple of the tile: the caller repeats the last one.
 */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#ifndef TILE
#define TILE 32
#endif
#define ROWS 20
#define STATE_ROWS 20
#define COLUMNS 16
#define RESTRICT __restrict__

/* Rows of parameters, state and output of one tile, `stride` apart. */
#define ROW(base, row, stride) ((base) + (size_t)(row) * (stride))

static void start_tile(const double *RESTRICT p, size_t n, const double *RESTRICT history, int years, double growth,
                       double error, double *RESTRICT state, size_t stride, double *RESTRICT stocks, size_t stocks_stride)
{
    for (int s = 0; s < 2; s++) {
        double lag[TILE], u1[TILE], u2[TILE], u3[TILE], stock[TILE], keep[TILE];
        const double *flow = history + (size_t)s * years;
#pragma omp simd
        for (int i = 0; i < TILE; i++) {
            double depreciation = ROW(p, 2 + s, n)[i], gestation = ROW(p, 4 + s, n)[i], z = ROW(p, 11 + s, n)[i];
            lag[i] = gestation / (gestation + 3.0);
            double ratio = (1.0 - lag[i]) / (1.0 - lag[i] * (1.0 / (1.0 + growth)));
            u1[i] = flow[0] * ratio;
            u2[i] = u1[i] * ratio;
            u3[i] = u2[i] * ratio;
            keep[i] = 1.0 - depreciation;
            double replaced = growth + depreciation;
            replaced = replaced > 0.03 ? replaced : 0.03;
            stock[i] = keep[i] * (u3[i] / replaced * exp(error * z)) + u3[i];
        }
        for (int t = 1; t < years; t++) {
            if (t == years - 1)
                for (int i = 0; i < TILE; i++) ROW(stocks, s, stocks_stride)[i] = stock[i];
            double f = flow[t];
#pragma omp simd
            for (int i = 0; i < TILE; i++) {
                double q = 1.0 - lag[i];
                u1[i] = lag[i] * u1[i] + q * f;
                u2[i] = lag[i] * u2[i] + q * u1[i];
                u3[i] = lag[i] * u3[i] + q * u2[i];
                stock[i] = keep[i] * stock[i] + u3[i];
            }
        }
        for (int half = 0; half < 2; half++)
            for (int i = 0; i < TILE; i++) {
                ROW(state, 8 * s + 4 * half, stride)[i] = stock[i];
                ROW(state, 8 * s + 4 * half + 1, stride)[i] = u1[i];
                ROW(state, 8 * s + 4 * half + 2, stride)[i] = u2[i];
                ROW(state, 8 * s + 4 * half + 3, stride)[i] = u3[i];
            }
    }
    for (int i = 0; i < TILE; i++) {
        ROW(state, 16, stride)[i] = 0.0;
        ROW(state, 17, stride)[i] = 1.0;
        ROW(state, 18, stride)[i] = 0.0;
        ROW(state, 19, stride)[i] = 0.0;
    }
}

/* One year of a tile. `target`, `levels` and `split` are constants where it is called, so that each combination is
 * compiled on its own and its loop has no branch. */
static inline __attribute__((always_inline)) void year_of_tile(
    const double *RESTRICT p, size_t n, double psi_factor, double *RESTRICT s, size_t stride, const double *RESTRICT y,
    const double *RESTRICT constants, double *RESTRICT out, size_t out_stride, double *RESTRICT channels, const int target,
    const int levels, const int split)
{
    const double tau = constants[1], indexed = tau - constants[3] * constants[2], interest = 1.0 + constants[4];
    const double gdp = y[0], capital = y[1], hours = y[2], human = y[3], c1 = y[4], c2 = y[5], capital_ratio = y[6];
    const double business = y[7], public = y[8], funded = y[9], own = y[10], total = y[11];
    const double share = y[13], public_share = y[14], money = y[15];
    const double per_hour = 1000.0 * gdp / hours, percent = 100.0 / gdp, over_total = 1.0 / total;
#pragma omp simd
    for (int i = 0; i < TILE; i++) {
        double alpha = ROW(p, 6, n)[i], psi = ROW(p, 8, n)[i] * psi_factor;
        double stock_b = ROW(s, 0, stride)[i], stock_b0 = ROW(s, 4, stride)[i];
        double stock_p = ROW(s, 8, stride)[i], stock_p0 = ROW(s, 12, stride)[i];
        double q = ROW(s, 17, stride)[i], nu = ROW(s, 16, stride)[i];
        double log_public = log(stock_p / stock_p0);
        double by_business = ROW(p, 0, n)[i] * log(stock_b / stock_b0);
        double by_public = ROW(p, 1, n)[i] * log_public;
        double by_capital = alpha * log(q);
        double a = by_business + by_public;
        double log_gdp = a + by_capital;
        double ey = exp(log_gdp);
        double level = gdp * ey;
        double rd_b, rd_p, paid, spending;
        if (target) {
            double extra = share * level - total, public_extra = public_share * extra;
            rd_b = business + (extra - public_extra);
            rd_p = public + public_extra;
            paid = funded + public_extra;
            spending = public_extra + money;
        } else {
            rd_b = business + own * (exp(log_gdp + ROW(p, 10, n)[i] * log_public) - 1.0);
            rd_p = public + money;
            paid = funded + money;
            spending = money;
        }
        double rd = rd_b + rd_p;
        double log_money = log(rd * over_total);
        double volume = (log_money + psi * nu) / (1.0 + psi);
        double deflator = exp(volume - log_money);
        ROW(s, 16, stride)[i] = nu + ROW(p, 9, n)[i] * (volume - nu);
        double change = gdp * (ey - 1.0);
        if (levels) {
            double debt = interest * ROW(s, 18, stride)[i] + spending - tau * change;
            double debt_indexed = interest * ROW(s, 19, stride)[i] + spending - indexed * change;
            ROW(s, 18, stride)[i] = debt;
            ROW(s, 19, stride)[i] = debt_indexed;
            double tfp0 = exp(c1 - alpha * c2);
            ROW(out, 0, out_stride)[i] = tfp0;
            ROW(out, 1, out_stride)[i] = stock_b0;
            ROW(out, 2, out_stride)[i] = stock_p0;
            ROW(out, 3, out_stride)[i] = level;
            ROW(out, 4, out_stride)[i] = tfp0 * exp(a);
            ROW(out, 5, out_stride)[i] = capital * q;
            ROW(out, 6, out_stride)[i] = hours;
            ROW(out, 7, out_stride)[i] = human;
            ROW(out, 8, out_stride)[i] = per_hour * ey;
            ROW(out, 9, out_stride)[i] = rd_b;
            ROW(out, 10, out_stride)[i] = rd_p;
            ROW(out, 11, out_stride)[i] = rd;
            ROW(out, 12, out_stride)[i] = rd / level;
            ROW(out, 13, out_stride)[i] = paid;
            ROW(out, 14, out_stride)[i] = 1.0 / deflator;
            ROW(out, 15, out_stride)[i] = stock_b;
            ROW(out, 16, out_stride)[i] = stock_p;
            ROW(out, 17, out_stride)[i] = 100.0 * tau * (ey - 1.0);
            ROW(out, 18, out_stride)[i] = percent * debt;
            ROW(out, 19, out_stride)[i] = percent * debt_indexed;
        }
        if (split) {
            ROW(channels, 0, out_stride)[i] = log_gdp;
            ROW(channels, 1, out_stride)[i] = by_business;
            ROW(channels, 2, out_stride)[i] = by_public;
            ROW(channels, 3, out_stride)[i] = by_capital;
        }
        double surviving = (1.0 - ROW(p, 7, n)[i]) * capital_ratio;
        ROW(s, 17, stride)[i] = surviving * q + (1.0 - surviving) * ey;
#define STOCK(lag_row, keep_row, first, flow)                                                                          \
    {                                                                                                                  \
        double m = ROW(p, lag_row, n)[i], lag = m / (m + 3.0), pass = 1.0 - lag, keep = 1.0 - ROW(p, keep_row, n)[i];  \
        double u1 = lag * ROW(s, first + 1, stride)[i] + pass * (flow);                                                \
        double u2 = lag * ROW(s, first + 2, stride)[i] + pass * u1;                                                    \
        double u3 = lag * ROW(s, first + 3, stride)[i] + pass * u2;                                                    \
        ROW(s, first, stride)[i] = keep * ROW(s, first, stride)[i] + u3;                                               \
        ROW(s, first + 1, stride)[i] = u1;                                                                             \
        ROW(s, first + 2, stride)[i] = u2;                                                                             \
        ROW(s, first + 3, stride)[i] = u3;                                                                             \
    }
        STOCK(4, 2, 0, rd_b * deflator)
        STOCK(4, 2, 4, business)
        STOCK(5, 3, 8, rd_p * deflator)
        STOCK(5, 3, 12, public)
    }
}

static void advance_tile(const double *p, size_t n, double psi_factor, double *state, size_t stride, const double *table,
                         const double *constants, int first, int last, double *out, size_t out_stride, double *channels)
{
    for (int t = first; t < last; t++) {
        const double *y = table + (size_t)t * COLUMNS;
        double *o = out ? out + (size_t)(t - first) * ROWS * out_stride : 0;
        double *c = channels ? channels + (size_t)(t - first) * 4 * out_stride : 0;
        int target = y[12] != 0.0;
#define CASE(T, L, S)                                                                                                  \
    if (target == T && (o != 0) == L && (c != 0) == S)                                                                 \
    year_of_tile(p, n, psi_factor, state, stride, y, constants, o, out_stride, c, T, L, S)
        CASE(0, 0, 0);
        CASE(1, 0, 0);
        CASE(0, 0, 1);
        CASE(1, 0, 1);
        CASE(0, 1, 0);
        CASE(1, 1, 0);
        CASE(0, 1, 1);
        CASE(1, 1, 1);
    }
}

int tile_width(void) { return TILE; }

/* All years of all draws; every thread writes into a tile of its own. */
void simulate_only(const double *p, size_t n, const double *history, int history_years, double growth,
                   const double *table, int years, const double *constants, int threads)
{
#pragma omp parallel num_threads(threads)
    {
        double *out = aligned_alloc(64, (size_t)years * ROWS * TILE * sizeof(double));
        double *state = aligned_alloc(64, (size_t)STATE_ROWS * TILE * sizeof(double));
        double *stocks = aligned_alloc(64, (size_t)2 * TILE * sizeof(double));
#pragma omp for schedule(static)
        for (size_t i = 0; i < n; i += TILE) {
            start_tile(p + i, n, history, history_years, growth, constants[0], state, TILE, stocks, TILE);
            advance_tile(p + i, n, 1.0, state, TILE, table, constants, 1, years, out + ROWS * TILE, TILE, 0);
        }
        free(out);
        free(state);
        free(stocks);
    }
}

/* Log GDP of the last year against the baseline, of all draws. */
void log_gdp_of_last_year(const double *p, size_t n, const double *history, int history_years, double growth,
                          const double *table, int years, const double *constants, double *log_gdp, int threads)
{
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < n; i += TILE) {
        double state[STATE_ROWS * TILE] __attribute__((aligned(64))), stocks[2 * TILE], channels[4 * TILE];
        start_tile(p + i, n, history, history_years, growth, constants[0], state, TILE, stocks, TILE);
        advance_tile(p + i, n, 1.0, state, TILE, table, constants, 1, years - 1, 0, TILE, 0);
        advance_tile(p + i, n, 1.0, state, TILE, table, constants, years - 1, years, 0, TILE, channels);
        for (int k = 0; k < TILE; k++) log_gdp[i + k] = channels[k];
    }
}

void start_all(const double *p, size_t n, const double *history, int history_years, double growth, double error,
               double *state, double *stocks, int threads)
{
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < n; i += TILE)
        start_tile(p + i, n, history, history_years, growth, error, state + i, n, stocks + i, n);
}

void advance_all(const double *p, size_t n, double psi_factor, double *state, const double *table,
                 const double *constants, int first, int last, double *out, double *channels, int threads)
{
#pragma omp parallel for num_threads(threads) schedule(static)
    for (size_t i = 0; i < n; i += TILE)
        advance_tile(p + i, n, psi_factor, state + i, n, table, constants, first, last, out ? out + i : 0, n,
                     channels ? channels + i : 0);
}

/* Mean, standard deviation and quantiles (Hyndman-Fan type 7) of `rows` rows of `n` values, `stride` apart, by buckets:
 * count the values by bucket between the least and the greatest, then sort the buckets that hold a wanted rank. */
#define BUCKETS 4096

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void statistics_of(const double *RESTRICT v, size_t n, const double *q, int quantiles, double *RESTRICT result,
                          double *held, unsigned short *bucket)
{
    double low = v[0], high = v[0], sum = 0.0;
#pragma omp simd reduction(min : low) reduction(max : high) reduction(+ : sum)
    for (size_t i = 0; i < n; i++) {
        low = v[i] < low ? v[i] : low;
        high = v[i] > high ? v[i] : high;
        sum += v[i];
    }
    if (!(high > low)) {
        result[0] = low;
        result[1] = 0.0;
        for (int k = 0; k < quantiles; k++) result[2 + k] = low;
        return;
    }
    double mean = sum / n, square = 0.0, scale = (BUCKETS - 1) / (high - low);
#pragma omp simd reduction(+ : square)
    for (size_t i = 0; i < n; i++) {
        double d = v[i] - mean;
        square += d * d;
        bucket[i] = (unsigned short)(int)((v[i] - low) * scale);
    }
    result[0] = mean;
    result[1] = n > 1 ? sqrt(square / (n - 1)) : 0.0;
    unsigned count[4][BUCKETS] = {{0}};
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        count[0][bucket[i]]++;
        count[1][bucket[i + 1]]++;
        count[2][bucket[i + 2]]++;
        count[3][bucket[i + 3]]++;
    }
    for (; i < n; i++) count[0][bucket[i]]++;
    size_t before[BUCKETS + 1];
    before[0] = 0;
    for (int b = 0; b < BUCKETS; b++) before[b + 1] = before[b] + count[0][b] + count[1][b] + count[2][b] + count[3][b];
    /* Where each wanted bucket starts in `held`. */
    unsigned place[BUCKETS];
    unsigned char wanted[BUCKETS] = {0};
    int at[64];
    for (int k = 0; k < quantiles; k++)
        for (int side = 0; side < 2; side++) {
            size_t rank = (size_t)(q[k] * (n - 1)) + side;
            if (rank > n - 1) rank = n - 1;
            int lo = 0, hi = BUCKETS - 1;
            while (lo < hi) {
                int middle = (lo + hi) / 2;
                if (before[middle + 1] > rank) hi = middle; else lo = middle + 1;
            }
            wanted[lo] = 1;
            at[2 * k + side] = lo;
        }
    unsigned next = 0;
    for (int b = 0; b < BUCKETS; b++)
        if (wanted[b]) {
            place[b] = next;
            next += (unsigned)(before[b + 1] - before[b]);
        }
    for (i = 0; i < n; i++)
        if (wanted[bucket[i]]) held[place[bucket[i]]++] = v[i];
    for (int b = 0; b < BUCKETS; b++)
        if (wanted[b]) {
            place[b] -= (unsigned)(before[b + 1] - before[b]);
            qsort(held + place[b], before[b + 1] - before[b], sizeof(double), ascending);
        }
    for (int k = 0; k < quantiles; k++) {
        double position = q[k] * (n - 1);
        size_t rank = (size_t)position;
        double x[2];
        for (int side = 0; side < 2; side++) {
            size_t r = rank + side > n - 1 ? n - 1 : rank + side;
            int b = at[2 * k + side];
            x[side] = held[place[b] + (r - before[b])];
        }
        result[2 + k] = x[0] + (position - rank) * (x[1] - x[0]);
    }
}

void statistics(const double *values, size_t rows, size_t stride, size_t n, const double *q, int quantiles, double *result,
                int threads)
{
#pragma omp parallel num_threads(threads)
    {
        double *held = malloc(n * sizeof(double));
        unsigned short *bucket = malloc(n * sizeof(unsigned short));
#pragma omp for schedule(dynamic)
        for (size_t row = 0; row < rows; row++)
            statistics_of(values + row * stride, n, q, quantiles, result + row * (2 + quantiles), held, bucket);
        free(held);
        free(bucket);
    }
}

/* 100 (scenario/baseline - 1), draw by draw. */
void percent_change(const double *RESTRICT scenario, const double *RESTRICT baseline, double *RESTRICT result, size_t n)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) result[i] = 100.0 * (scenario[i] - baseline[i]) / baseline[i];
}
