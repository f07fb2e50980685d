/* forecast.c - show rates learnt from records, and the sum of what many leaders bring. */
#include "forecast.h"
#include <math.h>

#define HELD 0.8    /* of the time a range should hold */
#define RATE_YES 3.0 /* a guess worth five people: three of five come */
#define RATE_NO 2.0
#define ALIKE 2.3    /* and that leaders are as unlike as a likeness of about ten makes them (its log), */
#define ALIKE_SD 1.2 /* give or take a good deal: hardly any bring all or nobody */
#define SLIGHT 1e-3 /* points of less than this part of the best are left out */

enum {
	FINE_X = 9, /* points for the rate ... */
	FINE_Y = 7, /* ... and for how alike leaders are */
	COARSE_X = 25,
	COARSE_Y = 9,
};
_Static_assert(FINE_X * FINE_Y <= FORECAST_POINTS, "the grid has room");

/* ---- learning ---- */

/* log of a(a+1)...(a+n-1) for n = 0..most: what a beta-binomial is made of, taken once a point. */
static void rising(double a, int most, double *to)
{
	to[0] = 0;
	for (int i = 0; i < most; i++)
		to[i + 1] = to[i] + log(a + i);
}

struct records {
	const struct pledger *of;
	int n, most;      /* the longest record */
	double *tables;   /* room for three rising() */
};

/* How well the logit of the rate x and the log of the likeness y explain the records, with what is
 * thought of them beforehand. */
static double log_posterior(const struct records *r, double x, double y)
{
	double rate = 1 / (1 + exp(-x)), size = exp(y);
	size_t room = (size_t)r->most + 1;
	double *yes = r->tables, *no = yes + room, *all = no + room;
	double off = (y - ALIKE) / ALIKE_SD;
	double sum = RATE_YES * log(rate) + RATE_NO * log(1 - rate) - off * off / 2;
	rising(rate * size, r->most, yes);
	rising((1 - rate) * size, r->most, no);
	rising(size, r->most, all);
	for (int i = 0; i < r->n; i++) {
		const struct pledger *p = &r->of[i];
		sum += yes[p->came] + no[p->pledged - p->came] - all[p->pledged];
	}
	return sum;
}

/* A square of points: its middle, its half width, and how many each way. */
struct patch {
	double x, y, wide, high;
	int nx, ny;
};

static double at(double middle, double half, int n, int i)
{
	return middle - half + 2 * half * i / (n - 1);
}

/* The weights of the points of a patch, row by row, the best of them 1. */
static void weigh(const struct records *r, const struct patch *p, double *weight)
{
	double best = -HUGE_VAL;
	for (int i = 0; i < p->nx * p->ny; i++) {
		weight[i] = log_posterior(r, at(p->x, p->wide, p->nx, i % p->nx),
			at(p->y, p->high, p->ny, i / p->nx));
		best = fmax(best, weight[i]);
	}
	for (int i = 0; i < p->nx * p->ny; i++)
		weight[i] = exp(weight[i] - best);
}

/* The patch that holds nearly all of the weight of a coarser one. */
static struct patch closer(const struct patch *p, const double *weight)
{
	double sum = 0, x = 0, y = 0, xx = 0, yy = 0;
	for (int i = 0; i < p->nx * p->ny; i++) {
		double px = at(p->x, p->wide, p->nx, i % p->nx);
		double py = at(p->y, p->high, p->ny, i / p->nx), w = weight[i];
		sum += w, x += w * px, y += w * py, xx += w * px * px, yy += w * py * py;
	}
	x /= sum, y /= sum;
	double sx = sqrt(fmax(0, xx / sum - x * x)), sy = sqrt(fmax(0, yy / sum - y * y));
	return (struct patch){ x, y, 2.2 * fmax(sx, 0.1), 2.0 * fmax(sy, 0.3), FINE_X, FINE_Y };
}

void show_rates_learn(struct show_rates *ret, const struct pledger *of, int n)
{
	struct records r = { .of = of, .n = n };
	for (int i = 0; i < n; i++)
		r.most = of[i].pledged > r.most ? of[i].pledged : r.most;
	r.tables = xcalloc(3 * ((size_t)r.most + 1), sizeof *r.tables);
	double weight[COARSE_X * COARSE_Y], sum = 0;
	struct patch p = { 0, 2.4, 3.5, 2.4, COARSE_X, COARSE_Y };
	weigh(&r, &p, weight);
	p = closer(&p, weight);
	weigh(&r, &p, weight);
	ret->n = 0;
	for (int i = 0; i < p.nx * p.ny; i++) {
		if (weight[i] < SLIGHT)
			continue;
		double rate = 1 / (1 + exp(-at(p.x, p.wide, p.nx, i % p.nx)));
		double size = exp(at(p.y, p.high, p.ny, i / p.nx));
		ret->a[ret->n] = rate * size;
		ret->b[ret->n] = (1 - rate) * size;
		ret->weight[ret->n++] = weight[i];
		sum += weight[i];
	}
	for (int i = 0; i < ret->n; i++)
		ret->weight[i] /= sum;
	free(r.tables);
}

double show_rates_mean(const struct show_rates *r)
{
	double mean = 0;
	for (int i = 0; i < r->n; i++)
		mean += r->weight[i] * r->a[i] / (r->a[i] + r->b[i]);
	return mean;
}

/* ---- one leader, at one point of the grid ---- */

/* Her chances to bring 0..p->brings, into to. By logarithms: the first may be too small to hold. */
static void chances(const struct pledger *p, double a, double b, double *to)
{
	int n = p->brings;
	double best = 0, sum = 0;
	a += p->came;
	b += p->pledged - p->came;
	to[0] = 0;
	for (int k = 0; k < n; k++) {
		to[k + 1] = to[k] + log((n - k) * (a + k) / ((k + 1) * (b + n - k - 1)));
		best = fmax(best, to[k + 1]);
	}
	for (int k = 0; k <= n; k++)
		sum += to[k] = exp(to[k] - best);
	for (int k = 0; k <= n; k++)
		to[k] /= sum;
}

static void moments(const struct pledger *p, double a, double b, double *mean, double *var)
{
	int n = p->brings;
	a += p->came;
	b += p->pledged - p->came;
	double rate = a / (a + b);
	*mean += n * rate;
	*var += n * rate * (1 - rate) * (a + b + n) / (a + b + 1);
}

/* ---- the sum ---- */

/* From the likeliest number outwards, always to the likelier side; the range nearest to HELD. */
static void take_range(const double *chance, int n, struct range *ret)
{
	int low = 0, high;
	for (int k = 1; k <= n; k++)
		if (chance[k] > chance[low])
			low = k;
	high = low;
	double held = chance[low], off = fabs(held - HELD);
	ret->low = ret->high = low;
	while (held < HELD && (low > 0 || high < n)) {
		if (high == n || (low > 0 && chance[low - 1] > chance[high + 1]))
			held += chance[--low];
		else
			held += chance[++high];
		if (fabs(held - HELD) <= off)
			ret->low = low, ret->high = high;
		off = fmin(off, fabs(held - HELD));
	}
}

/* How much of a normal variable lies at or below k, as whole numbers. */
static double normal_below(double mean, double sd, int k)
{
	return 0.5 * erfc((mean - k - 0.5) / (sd * sqrt(2)));
}

struct sums {
	double mean[FORECAST_POINTS], sd[FORECAST_POINTS];
};

/* The least k of which at least `part` of the mixture lies at or below. */
static int normal_at(const struct show_rates *r, const struct sums *s, int n, double part)
{
	int low = 0, high = n;
	while (low < high) {
		int k = low + (high - low) / 2;
		double below = 0;
		for (int i = 0; i < r->n; i++)
			below += r->weight[i] * normal_below(s->mean[i], s->sd[i], k);
		if (below >= part)
			high = k;
		else
			low = k + 1;
	}
	return low;
}

/* sum has room for n + 1; what stands in it, of `len` numbers, is convolved with one more leader. */
static int convolve(double *sum, int len, const double *one, int n, double *room)
{
	for (int i = 0; i < len + n; i++)
		room[i] = 0;
	for (int i = 0; i < len; i++)
		for (int k = 0; k <= n; k++)
			room[i + k] += sum[i] * one[k];
	memcpy(sum, room, sizeof *sum * (size_t)(len + n));
	return len + n;
}

static void exact(const struct show_rates *r, const struct pledger *who, int n, int all,
	struct range *ret)
{
	size_t room = (size_t)all + 1;
	double *mix = xcalloc(4 * room, sizeof *mix);
	double *sum = mix + room, *one = sum + room, *spare = one + room;
	for (int g = 0; g < r->n; g++) {
		int len = 1;
		sum[0] = 1;
		for (int i = 0; i < n; i++) {
			chances(&who[i], r->a[g], r->b[g], one);
			len = convolve(sum, len, one, who[i].brings, spare);
		}
		for (int k = 0; k < len; k++)
			mix[k] += r->weight[g] * sum[k];
	}
	take_range(mix, all, ret);
	free(mix);
}

struct range forecast(const struct show_rates *r, const struct pledger *who, int n)
{
	struct range ret = { 0 };
	struct sums s;
	double square = 0;
	int all = 0;
	for (int i = 0; i < n; i++)
		all += who[i].brings;
	if (!all)
		return ret;
	for (int g = 0; g < r->n; g++) {
		double mean = 0, var = 0;
		for (int i = 0; i < n; i++)
			moments(&who[i], r->a[g], r->b[g], &mean, &var);
		s.mean[g] = mean;
		s.sd[g] = sqrt(var);
		ret.mean += r->weight[g] * mean;
		square += r->weight[g] * (var + mean * mean);
	}
	ret.spread = sqrt(fmax(0, square - ret.mean * ret.mean));
	if (all <= FORECAST_EXACT) {
		exact(r, who, n, all, &ret);
	} else {
		ret.low = normal_at(r, &s, all, (1 - HELD) / 2);
		ret.high = normal_at(r, &s, all, (1 + HELD) / 2);
	}
	return ret;
}
