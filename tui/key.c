/* key.c - keys by name, and keys out of a terminal's bytes. */
#include "key.h"
#include <stdio.h>

static const struct {
	const char *name;
	key k;
} names[] = {
	{ "Enter", K_ENTER }, { "Tab", K_TAB }, { "S-Tab", K_BACKTAB }, { "Esc", K_ESC },
	{ N_("Space"), ' ' }, { N_("Backspace"), K_BACKSPACE }, { N_("Delete"), K_DELETE },
	{ N_("Insert"), K_INSERT }, { N_("Up"), K_UP }, { N_("Down"), K_DOWN },
	{ N_("Left"), K_LEFT }, { N_("Right"), K_RIGHT }, { N_("Home"), K_HOME },
	{ N_("End"), K_END }, { N_("PgUp"), K_PGUP }, { N_("PgDn"), K_PGDN },
};

static size_t put_utf8(unsigned c, char *to)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(lead[n] | c);
	return n;
}

/* One well-formed code point of at most n bytes: its length, 0 when it is broken, -1 when the bytes
 * so far may become one. Over-long forms, surrogates and what lies past U+10FFFF are broken. */
static int get_utf8(const unsigned char *s, size_t n, unsigned *c)
{
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	int len = s[0] < 0x80 ? 1 : s[0] < 0xc2 || s[0] > 0xf4 ? 0 : s[0] < 0xe0 ? 2
		: s[0] < 0xf0 ? 3 : 4;
	if (len < 2) {
		*c = s[0];
		return len;
	}
	*c = s[0] & (0x7fu >> len);
	for (int i = 1; i < len; i++) {
		if ((size_t)i >= n)
			return -1;
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	if (*c < least[len] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
		return 0;
	return len;
}

const char *key_name(key k, char buf[16])
{
	buf[0] = '\0';
	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].k == k)
			return names[i].name;
	if (k >= K_F1 && k <= K_F12) {
		snprintf(buf, 16, "F%d", k - K_F1 + 1);
	} else if (k >= K_CTRL + 'a' && k <= K_CTRL + 'z') {
		snprintf(buf, 16, "C-%c", k - K_CTRL);
	} else if (k > ' ' && k < K_BASE) {
		buf[put_utf8((unsigned)k, buf)] = '\0';
	}
	return buf;
}

static bool word_goes_on(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Control characters that are keys of their own have one name only. */
static key control(int letter)
{
	switch (letter) {
	case 'h':
		return K_BACKSPACE;
	case 'i':
		return K_TAB;
	case 'j':
	case 'm':
		return K_ENTER;
	default:
		return K_CTRL + letter;
	}
}

key key_read(const char **s)
{
	const char *p = *s;
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t n = strlen(names[i].name);
		if (!strncmp(p, names[i].name, n) && !word_goes_on(p[n])) {
			*s = p + n;
			return names[i].k;
		}
	}
	if (p[0] == 'C' && p[1] == '-' && p[2] && !word_goes_on(p[3])) {
		int letter = p[2] >= 'A' && p[2] <= 'Z' ? p[2] - 'A' + 'a' : p[2];
		if (letter >= 'a' && letter <= 'z') {
			*s = p + 3;
			return control(letter);
		}
	}
	if (p[0] == 'F' && p[1] >= '1' && p[1] <= '9') {
		char *end;
		long n = strtol(p + 1, &end, 10);
		if (n <= 12 && !word_goes_on(*end)) {
			*s = end;
			return K_F1 + (key)n - 1;
		}
	}
	unsigned c;
	int n = get_utf8((const unsigned char *)p, strlen(p), &c);
	if (n <= 0 || !key_is_text((key)c))
		return K_NONE;
	*s = p + n;
	return (key)c;
}

bool key_is_text(key k)
{
	return k >= ' ' && k != 0x7f && !(k >= 0x80 && k < 0xa0) && k < K_BASE;
}

/* What the number of "CSI number ~" stands for. */
static key tilde(int number)
{
	static const key keys[] = { [1] = K_HOME, [2] = K_INSERT, [3] = K_DELETE, [4] = K_END,
		[5] = K_PGUP, [6] = K_PGDN, [7] = K_HOME, [8] = K_END, [11] = K_F1, [12] = K_F1 + 1,
		[13] = K_F1 + 2, [14] = K_F1 + 3, [15] = K_F1 + 4, [17] = K_F1 + 5, [18] = K_F1 + 6,
		[19] = K_F1 + 7, [20] = K_F1 + 8, [21] = K_F1 + 9, [23] = K_F1 + 10, [24] = K_F12 };
	if (number < 0 || (size_t)number >= COUNT(keys) || !keys[number])
		return K_NONE;
	return keys[number];
}

/* The last letter of "CSI A" and "SS3 A" alike. */
static key letter_key(int c)
{
	static const char letters[] = "ABCDHFPQRSZM";
	static const key keys[] = { K_UP, K_DOWN, K_RIGHT, K_LEFT, K_HOME, K_END, K_F1, K_F1 + 1,
		K_F1 + 2, K_F1 + 3, K_BACKTAB, K_ENTER };
	const char *at = c ? strchr(letters, c) : NULL;
	return at ? keys[at - letters] : K_NONE;
}

/* ESC [ parameters, intermediates, a last byte. What is no key is a reply: dropped whole. */
static key decode_csi(const unsigned char *s, size_t n, bool last, size_t *used)
{
	if (n > 2 && s[2] == '[') { /* the Linux console's F1 to F5 */
		if (n == 3 && !last)
			return K_NONE;
		*used = n < 4 ? n : 4;
		return n > 3 && s[3] >= 'A' && s[3] <= 'E' ? K_F1 + s[3] - 'A' : K_NONE;
	}
	size_t i = 2;
	while (i < n && s[i] >= 0x20 && s[i] < 0x40)
		i++;
	if (i == n) {
		if (last)
			*used = n > 2 ? n : 1;
		return last && n == 2 ? K_ESC : K_NONE;
	}
	if (s[i] < 0x40 || s[i] > 0x7e) {
		*used = i;
		return K_NONE;
	}
	*used = i + 1;
	if (s[2] >= '<' && s[2] <= '?')
		return K_NONE;
	if (s[i] == '~')
		return tilde(atoi((const char *)s + 2));
	if (s[i] == 'M' || (s[i] == 'R' && i > 2)) /* a mouse, the place of the cursor */
		return K_NONE;
	return letter_key(s[i]);
}

/* ESC O and a letter; the keypad's digits and signs too. */
static key decode_ss3(const unsigned char *s, size_t n, bool last, size_t *used)
{
	if (n == 2) {
		*used = last;
		return last ? K_ESC : K_NONE;
	}
	*used = 3;
	if (s[2] >= 'j' && s[2] <= 'y')
		return "*+,-./0123456789"[s[2] - 'j'];
	if (letter_key(s[2]) != K_NONE)
		return letter_key(s[2]);
	*used = 1;
	return K_ESC;
}

/* OSC and DCS: text up to BEL or ESC \. We ask for none, but terminals and multiplexers answer
 * questions that were put before us. */
static key decode_string(const unsigned char *s, size_t n, bool last, size_t *used)
{
	if (n == 2 ? last : !strchr("0123456789>!$+", s[2]) || !s[2]) {
		*used = 1;
		return K_ESC;
	}
	for (size_t i = 2; i < n; i++) {
		if (s[i] == '\a' || (s[i] == 0x1b && i + 1 < n && s[i + 1] == '\\')) {
			*used = i + (s[i] == '\a' ? 1 : 2);
			return K_NONE;
		}
	}
	*used = last ? n : 0;
	return K_NONE;
}

static key decode_escape(const unsigned char *s, size_t n, bool last, size_t *used)
{
	if (n == 1) {
		*used = last;
		return last ? K_ESC : K_NONE;
	}
	switch (s[1]) {
	case '[':
		return decode_csi(s, n, last, used);
	case 'O':
		return decode_ss3(s, n, last, used);
	case ']':
	case 'P':
		return decode_string(s, n, last, used);
	default:
		*used = 1;
		return K_ESC;
	}
}

key key_decode(const unsigned char *s, size_t n, bool last, size_t *used)
{
	*used = 0;
	if (!n)
		return K_NONE;
	if (s[0] == 0x1b)
		return decode_escape(s, n, last, used);
	unsigned c;
	int len = get_utf8(s, n, &c);
	if (len < 0 && !last)
		return K_NONE;
	*used = len > 0 ? (size_t)len : 1;
	if (len <= 0)
		return K_NONE;
	if (c == 0x7f)
		return K_BACKSPACE;
	if (c >= 1 && c <= 26)
		return control('a' + (int)c - 1);
	return key_is_text((key)c) ? (key)c : K_NONE;
}
