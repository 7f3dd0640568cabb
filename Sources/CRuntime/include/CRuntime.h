// What Swift, the collector and native code share: layouts, ordered memory accesses, and the few
// things that Swift cannot say. Everything here is trivial to the compiler and inlined into Swift.
#ifndef CRUNTIME_H
#define CRUNTIME_H

#include "value.h"
#include "access.h"
#include "context.h"
#include "compiled.h"
#include "dispatch.h"
#include "host.h"
#include "memory.h"

#endif
