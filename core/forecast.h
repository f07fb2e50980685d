/* forecast.h - how many of those who were pledged will come: a range, worked out in numbers alone.
 *
 * A leader who pledges 10 does not bring 10. What she brings is taken as beta-binomial: of each she
 * pledged one comes with her own show rate, and the rates of all leaders are Beta(m * s, (1 - m) *
 * s): m is the group's rate, s how alike its leaders are. Both are learnt from the record of every
 * leader (how many she pledged in the past, how many of these came), so that her own rate is shrunk
 * to the group's: hardly when her record is long, wholly when she has none (empirical Bayes, as
 * Efron and Morris, 1975; the beta-binomial of Skellam, 1948). Where nothing at all is known the
 * rate is about 0.6, give or take a good deal: organisers plan on half to two thirds.
 *
 * What is not sure about m and s themselves is kept: the posterior is laid out on a small grid
 * (places where it is, from a coarse look), and every answer is the average over it.
 *
 * The number that comes is the sum over leaders: their distributions are convolved. Above
 * FORECAST_EXACT pledged, the sum is taken as normal at each point of the grid, which is then the same
 * to a person or two. The range is the shortest that holds 80 % or as near to it as whole people
 * allow: never "at least 80 %", which would hold more often than is said. Of 2,000 simulated
 * actions it holds four in five (tests/unit/test_forecast.c).
 */
#ifndef FORECAST_H
#define FORECAST_H
#include "base.h"

enum { FORECAST_POINTS = 63, FORECAST_EXACT = 1200 };

/* A leader: what she says she brings now, and of how many she pledged before how many came (never
 * more than she pledged). */
struct pledger {
	int brings, pledged, came;
};

/* The group's show rates: a posterior over the two numbers of the Beta. */
struct show_rates {
	int n;
	double a[FORECAST_POINTS], b[FORECAST_POINTS], weight[FORECAST_POINTS];
};

struct range {
	int low, high;
	double mean, spread; /* spread: a standard deviation */
};

/* Learns from the records of n leaders (`brings` is not looked at); n may be 0. */
void show_rates_learn(struct show_rates *r, const struct pledger *of, int n);
/* The rate of a leader of whom nothing is known. */
double show_rates_mean(const struct show_rates *r);
/* How many of all these will come. */
struct range forecast(const struct show_rates *r, const struct pledger *who, int n);
#endif
