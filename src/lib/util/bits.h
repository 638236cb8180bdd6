/* bits.h - operations on sets of core variants (struct stardose_bits) */
#ifndef SDI_BITS_H
#define SDI_BITS_H

#include <stardose/tables.h>

static inline void sdi_bits_set(struct stardose_bits *a, int bit)
{
	a->w[bit >> 6] |= UINT64_C(1) << (bit & 63);
}
static inline void sdi_bits_unset(struct stardose_bits *a, int bit)
{
	a->w[bit >> 6] &= ~(UINT64_C(1) << (bit & 63));
}
static inline int sdi_bits_has(const struct stardose_bits *a, int bit)
{
	return a->w[bit >> 6] >> (bit & 63) & 1;
}

#define SDI_BITS_OP(name, expr)                                                                    \
	static inline struct stardose_bits sdi_bits_##name(struct stardose_bits a,                 \
							   struct stardose_bits b)                 \
	{                                                                                          \
		for (int i = 0; i < STARDOSE_BIT_WORDS; i++)                                       \
			a.w[i] = (expr);                                                           \
		return a;                                                                          \
	}
SDI_BITS_OP(and, a.w[i] & b.w[i])
SDI_BITS_OP(or, a.w[i] | b.w[i])
SDI_BITS_OP(xor, a.w[i] ^ b.w[i])
SDI_BITS_OP(minus, a.w[i] & ~b.w[i])
#undef SDI_BITS_OP

static inline int sdi_bits_empty(struct stardose_bits a)
{
	uint64_t x = 0;

	for (int i = 0; i < STARDOSE_BIT_WORDS; i++)
		x |= a.w[i];
	return !x;
}

static inline int sdi_bits_count(struct stardose_bits a)
{
	int n = 0;

	for (int i = 0; i < STARDOSE_BIT_WORDS; i++)
		n += a.w[i] ? __builtin_popcountll(a.w[i]) : 0; /* most words are empty */
	return n;
}

static inline int sdi_bits_equal(struct stardose_bits a, struct stardose_bits b)
{
	return sdi_bits_empty(sdi_bits_xor(a, b));
}
/* every element of @a is in @b */
static inline int sdi_bits_within(struct stardose_bits a, struct stardose_bits b)
{
	return sdi_bits_empty(sdi_bits_minus(a, b));
}

#endif
