#include "CZlib.h"
#include "CLoading.h"

#define FUNCTIONS(X) \
  X(adler32) X(crc32) X(deflate) X(deflateCopy) X(deflateEnd) X(deflateInit2_) X(deflateSetDictionary) X(inflate) \
  X(inflateCopy) X(inflateEnd) X(inflateInit2_) X(inflateSetDictionary) X(zlibVersion)

FUNCTIONS(LIBRARY_STUB)

static const struct LibraryFunction table[] = {FUNCTIONS(LIBRARY_ROW)};

const char *zlib_load(void) { return library_load("libz.so.1", table, sizeof table / sizeof *table); }
