// The word that a Python value is, and the header that a heap object begins with.
#ifndef CRUNTIME_VALUE_H
#define CRUNTIME_VALUE_H

#include <stdint.h>

/// A Python value in one word; `Runtime/Values/Value.swift` explains its encoding.
typedef struct Value {
  uint64_t bits;
} Value;

/// The first word of every heap object.
///
///      63            32 31    24 23    16 15     8 7      0
///     ┌────────────────┬────────┬────────┬────────┬────────┐
///     │     shape      │  kind  │ flags  │  lock  │   gc   │   (drawn by field, least address left)
///     └────────────────┴────────┴────────┴────────┴────────┘
///
/// `shape` is the index of the object's hidden class, `kind` its layout; `lock` is a byte lock,
/// `gc` belongs to the collector.
typedef struct ObjectHeader {
  uint32_t shape;
  uint8_t kind;
  uint8_t flags;
  uint8_t lock;
  uint8_t gc;
} ObjectHeader;

#endif
