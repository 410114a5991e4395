#ifndef MICROVAULT_CBYTES_SHIM_H
#define MICROVAULT_CBYTES_SHIM_H

#include <stdint.h>

/* Swift's SIMD16<UInt8>. */
typedef uint8_t mv_bytes __attribute__((ext_vector_type(16)));
typedef _Bool mv_bits __attribute__((ext_vector_type(16)));

/* Comparisons of the standard library's vectors are loops over their lanes (Swift 6.3), and nothing there makes a mask of bits. Bit
   n of the answer is that of byte n. */
static inline uint16_t mv_equal(mv_bytes bytes, uint8_t wanted) {
    return __builtin_bit_cast(uint16_t, __builtin_convertvector(bytes == (mv_bytes)wanted, mv_bits));
}

/* Of bytes from `first` to `first + count - 1`. */
static inline uint16_t mv_within(mv_bytes bytes, uint8_t first, uint8_t count) {
    return __builtin_bit_cast(uint16_t, __builtin_convertvector(bytes - (mv_bytes)first < (mv_bytes)count, mv_bits));
}

static inline uint16_t mv_between(mv_bytes bytes, mv_bytes lowest, mv_bytes highest) {
    return __builtin_bit_cast(
        uint16_t, __builtin_convertvector((bytes >= lowest) & (bytes <= highest), mv_bits));
}

#endif
