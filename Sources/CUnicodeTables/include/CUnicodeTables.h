// The Unicode 16.0 database as constant arrays, and the accessors through which `UnicodeTables` reads
// them. The arrays are C because Swift would either build such tables at start-up or take minutes to
// compile them. Tools/generate/unicode_tables.py writes the .c files and follows the layouts given here.

#ifndef C_UNICODE_TABLES_H
#define C_UNICODE_TABLES_H

#include <stdint.h>

// A table of all code points has two stages: a block number for every 2^unicode_block_bits code points,
// and the distinct blocks one after another.
//
//     entry[block[code >> bits] << bits | code & (1 << bits) - 1]
enum { unicode_block_bits = 7 };

#define UNICODE_TWO_STAGE(table, code) \
  table##_entry[(uint32_t)table##_block[(code) >> unicode_block_bits] << unicode_block_bits \
                | ((code) & ((1u << unicode_block_bits) - 1))]

// Properties.c: what a code point is. Code points of equal properties share a record.

enum unicode_flag {
  unicode_identifier_start = 1 << 0,
  unicode_identifier_continue = 1 << 1,
  unicode_printable = 1 << 2,
  unicode_alphabetic = 1 << 3,
  unicode_decimal = 1 << 4,
  unicode_digit = 1 << 5,
  unicode_numeric = 1 << 6,
  unicode_lowercase = 1 << 7,
  unicode_uppercase = 1 << 8,
  unicode_titlecase = 1 << 9,
  unicode_case_ignorable = 1 << 10,
};

// A case is the distance to the code point that stands for this one. Where several do, it is
// `unicode_case_expansion_base` and the place in `unicode_case_expansion` of their number, which they follow.
typedef struct {
  uint16_t flags;
  uint8_t combining_class;
  int32_t upper, lower, title, folded;
} unicode_record;

enum { unicode_case_expansion_base = 0x200000 };

extern const uint16_t unicode_property_block[];
extern const uint16_t unicode_property_entry[];
extern const unicode_record unicode_records[];
extern const uint32_t unicode_case_expansion[];

static inline const uint32_t *unicode_case_expansions(void) { return unicode_case_expansion; }

// The properties of a code point, which must be below 0x110000.
static inline unicode_record unicode_properties(uint32_t code) {
  return unicode_records[UNICODE_TWO_STAGE(unicode_property, code)];
}

// Normalization.c: mappings of one step, as UnicodeData.txt has them.
//
//     ┌─────────────────┬────────┬────────┬─────
//     │ tag:8 · count:8 │ unit 0 │ unit 1 │ …      count UTF-16 units; tag 0 is a canonical mapping
//     └─────────────────┴────────┴────────┴─────
//
// Entry 0 says "no mapping". Hangul syllables decompose by arithmetic and have none.

extern const uint8_t unicode_decomposition_block[];
extern const uint16_t unicode_decomposition_entry[];
extern const uint16_t unicode_decomposition_unit[];

// The mapping of a code point below 0x110000.
static inline const uint16_t *unicode_decomposition(uint32_t code) {
  return unicode_decomposition_unit + UNICODE_TWO_STAGE(unicode_decomposition, code);
}

// The pairs that compose, in ascending order.
typedef struct {
  uint32_t first, second, composite;
} unicode_composition;

extern const unicode_composition unicode_compositions[];
extern const int32_t unicode_composition_count;

static inline const unicode_composition *unicode_composition_pairs(void) { return unicode_compositions; }
static inline int32_t unicode_composition_pair_count(void) { return unicode_composition_count; }

// Names.c: the names and aliases as a minimal acyclic automaton whose nodes know how many names lie
// beyond them, so that walking a name also yields its number in alphabetical order (Lucchesi and
// Kowaltowski, 1993). Numbers index the code points, three bytes each, little-endian, with
// `unicode_name_is_alias` where it is not the code point's own name. Names of sequences have
// `unicode_name_is_sequence` and the place in `unicode_name_sequence` of the number of code points, which follow.
//
//     node: │ names << 1 | final │ edges │ edge │ edge │ …
//     edge: │ distance of the target << 1 | long │ label byte │                      long = 0
//           │ distance of the target << 1 | long │ length │ label byte │ …           long = 1
//
// Everything but labels is an integer of seven bits a byte, the least significant first, all but the
// last with the high bit set. The root is at 0; targets lie beyond the start of their node.

extern const uint8_t unicode_name_graph[];
extern const uint8_t unicode_name_code_point[];

enum { unicode_name_is_alias = 0x800000, unicode_name_is_sequence = 0x400000 };

static inline const uint8_t *unicode_names(void) { return unicode_name_graph; }

static inline uint32_t unicode_named_code_point(uint32_t number) {
  const uint8_t *code = unicode_name_code_point + number * 3;
  return code[0] | (uint32_t)code[1] << 8 | (uint32_t)code[2] << 16;
}

extern const uint16_t unicode_name_sequence[];
static inline const uint16_t *unicode_sequences(void) { return unicode_name_sequence; }

// The numbers of code points' own names, in the order of the code points.
extern const uint16_t unicode_name_number[];
extern const int32_t unicode_name_number_count;

static inline const uint16_t *unicode_name_numbers(void) { return unicode_name_number; }
static inline int32_t unicode_own_name_count(void) { return unicode_name_number_count; }

// Code points named by a prefix and their hexadecimal number.
typedef struct {
  const char *prefix;
  uint32_t first, last;
} unicode_name_range;

extern const unicode_name_range unicode_name_ranges[];
extern const int32_t unicode_name_range_count;

static inline const unicode_name_range *unicode_numbered_names(void) { return unicode_name_ranges; }
static inline int32_t unicode_numbered_name_count(void) { return unicode_name_range_count; }

// Database.c: what the module `unicodedata` tells beyond that, of this edition and of 3.2.0 (old), by which domain
// names are prepared.

// A general category, a bidirectional class and an East Asian width, as places of their names; whether it is mirrored.
typedef struct {
  uint8_t category, direction, width, is_mirrored;
} unicode_class;

extern const char unicode_category_name[][4], unicode_direction_name[][4], unicode_width_name[][4];

// What a number a code point stands for: 0 for none, 1 for any, 2 for a digit, 3 for one of a decimal system.
typedef struct {
  uint8_t kind;
  double numerator;
  int32_t denominator;
} unicode_number;

extern const unicode_class unicode_classes[];
extern const unicode_number unicode_numbers[];
extern const uint16_t unicode_class_place_block[];
extern const uint8_t unicode_class_place_entry[];
extern const uint8_t unicode_number_place_block[], unicode_number_place_entry[];
extern const uint8_t unicode_old_class_place_block[], unicode_old_class_place_entry[];
extern const uint8_t unicode_old_number_place_block[], unicode_old_number_place_entry[];

// Of a code point below 0x110000.
static inline unicode_class unicode_class_of(uint32_t code, int32_t is_old) {
  return unicode_classes[is_old ? UNICODE_TWO_STAGE(unicode_old_class_place, code)
                                : UNICODE_TWO_STAGE(unicode_class_place, code)];
}
static inline unicode_number unicode_number_of(uint32_t code, int32_t is_old) {
  return unicode_numbers[is_old ? UNICODE_TWO_STAGE(unicode_old_number_place, code)
                                : UNICODE_TWO_STAGE(unicode_number_place, code)];
}

static inline const char *unicode_category(unicode_class row) { return unicode_category_name[row.category]; }
static inline const char *unicode_direction(unicode_class row) { return unicode_direction_name[row.direction]; }
static inline const char *unicode_width(unicode_class row) { return unicode_width_name[row.width]; }

// Code points that decomposed to another one until 3.2.0, by a mistake.
typedef struct {
  uint32_t code, decomposition;
} unicode_correction;

extern const unicode_correction unicode_corrections[];
extern const int32_t unicode_correction_count;

static inline const unicode_correction *unicode_old_decompositions(void) { return unicode_corrections; }
static inline int32_t unicode_old_decomposition_count(void) { return unicode_correction_count; }

#endif
