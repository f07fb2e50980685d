/* test_forecast.c - the forecast: shrinkage, what stands in for no record, and that a range said to
 * hold four times in five does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include "core/forecast.h"

/* The same numbers on every machine. */
static uint64_t state;

static double uniform(void)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(state >> 11) / 9007199254740992.0;
}

static double normal(void)
{
	return sqrt(-2 * log(1 - uniform())) * cos(2 * 3.14159265358979 * uniform());
}

/* Marsaglia and Tsang; below 1 by the usual power. */
static double gamma_of(double shape)
{
	if (shape < 1)
		return gamma_of(shape + 1) * pow(1 - uniform(), 1 / shape);
	double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
	for (;;) {
		double x = normal(), v = pow(1 + c * x, 3);
		if (v > 0 && log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v))
			return d * v;
	}
}

static double beta_of(double a, double b)
{
	double x = gamma_of(a), y = gamma_of(b);
	return x / (x + y);
}

static int some_of(int n, double rate)
{
	int k = 0;
	while (n-- > 0)
		k += uniform() < rate;
	return k;
}

/* An invented action: leaders with rates of their own, a past, and pledges; who came. */
static int invent(struct pledger *who, int n, int pasts, double rate, double alike)
{
	int came = 0;
	for (int i = 0; i < n; i++) {
		double own = beta_of(rate * alike, (1 - rate) * alike);
		int known = (int)(uniform() * (pasts + 1));
		who[i] = (struct pledger){ .brings = 1 + (int)(uniform() * 9) };
		while (known-- > 0)
			who[i].pledged += 1 + (int)(uniform() * 9);
		who[i].came = some_of(who[i].pledged, own);
		came += some_of(who[i].brings, own);
	}
	return came;
}

/* Of so many invented actions, the share in which the range held. */
static double held(int actions, int leaders, int pasts, double rate, double alike)
{
	struct pledger who[40];
	struct show_rates rates;
	int good = 0;
	for (int i = 0; i < actions; i++) {
		int came = invent(who, leaders, pasts, rate, alike);
		show_rates_learn(&rates, who, leaders);
		struct range r = forecast(&rates, who, leaders);
		good += came >= r.low && came <= r.high;
	}
	return (double)good / actions;
}

static void test_holds_four_in_five(void **unused)
{
	(void)unused;
	static const struct {
		int actions, leaders, pasts;
		double rate, alike;
	} worlds[] = {
		{ 500, 15, 4, 0.6, 8 }, { 500, 20, 5, 0.45, 20 }, { 500, 25, 3, 0.7, 5 },
		{ 500, 10, 6, 0.55, 40 },
	};
	double all = 0;
	int actions = 0;
	state = 2026;
	for (size_t i = 0; i < COUNT(worlds); i++) {
		double part = held(worlds[i].actions, worlds[i].leaders, worlds[i].pasts,
			worlds[i].rate, worlds[i].alike);
		printf("# world %zu: %.3f\n", i, part);
		assert_true(part > 0.74 && part < 0.86); /* 3 standard errors of 500 */
		all += part * worlds[i].actions;
		actions += worlds[i].actions;
	}
	printf("# of %d: %.4f\n", actions, all / actions);
	assert_int_equal(actions, 2000);
	assert_true(all / actions >= 0.78 && all / actions <= 0.82);
}

static void test_nothing_known(void **unused)
{
	(void)unused;
	struct show_rates rates;
	struct pledger who[] = { { 10, 0, 0 }, { 20, 0, 0 }, { 30, 0, 0 } };
	show_rates_learn(&rates, NULL, 0);
	assert_true(fabs(show_rates_mean(&rates) - 0.6) < 0.03);
	struct range r = forecast(&rates, who, 3);
	assert_true(fabs(r.mean - 36) < 2);
	assert_true(r.low > 10 && r.low < 30 && r.high > 42 && r.high < 59);
	r = forecast(&rates, who, 0);
	assert_int_equal(r.low, 0);
	assert_int_equal(r.high, 0);
}

/* A leader without a record has the group's; one with a long record her own; a short one is between. */
static void test_shrinks_to_the_group(void **unused)
{
	(void)unused;
	struct show_rates rates;
	struct pledger group[30];
	struct pledger fresh = { 100, 0, 0 }, few = { 100, 3, 3 }, many = { 100, 400, 390 };
	for (int i = 0; i < 30; i++)
		group[i] = (struct pledger){ 0, 40, i % 3 ? 12 : 14 };
	group[0] = few, group[1] = many;
	show_rates_learn(&rates, group, 30);
	double mean = show_rates_mean(&rates);
	assert_true(mean > 0.28 && mean < 0.42);
	double a = forecast(&rates, &fresh, 1).mean, b = forecast(&rates, &few, 1).mean,
	       c = forecast(&rates, &many, 1).mean;
	assert_true(fabs(a - 100 * mean) < 1e-6);
	assert_true(b > a + 2 && b < 70);
	assert_true(c > 80);
}

/* The sum of many is as the normal one says: both ways give the same range to a person or two. */
static void test_large_sums(void **unused)
{
	(void)unused;
	struct show_rates rates;
	struct pledger who[40];
	state = 7;
	invent(who, 40, 5, 0.6, 10);
	show_rates_learn(&rates, who, 40);
	int all = 0;
	for (int i = 0; i < 40; i++)
		all += who[i].brings = 30;
	assert_int_equal(all, FORECAST_EXACT);
	struct range sum = forecast(&rates, who, 40);
	who[0].brings++;
	struct range near = forecast(&rates, who, 40);
	assert_true(abs(near.low - sum.low) <= 3 && abs(near.high - sum.high) <= 3);
	assert_true(near.mean > sum.mean);
	who[0].brings = 10000;
	near = forecast(&rates, who, 40);
	assert_true(near.low > sum.high && near.high < 11200);
}

/* Nobody is more certain than the people there are: one who pledged one brings none or one. */
static void test_small(void **unused)
{
	(void)unused;
	struct show_rates rates;
	struct pledger one = { 1, 0, 0 }, sure = { 1, 200, 200 };
	show_rates_learn(&rates, &one, 1);
	struct range r = forecast(&rates, &one, 1);
	assert_int_equal(r.low, 0);
	assert_int_equal(r.high, 1);
	r = forecast(&rates, &sure, 1);
	assert_int_equal(r.low, 1);
	assert_int_equal(r.high, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds_four_in_five),
		cmocka_unit_test(test_nothing_known),
		cmocka_unit_test(test_shrinks_to_the_group),
		cmocka_unit_test(test_large_sums),
		cmocka_unit_test(test_small),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
