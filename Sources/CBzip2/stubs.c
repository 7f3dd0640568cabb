#include "CBzip2.h"
#include "CLoading.h"

#define FUNCTIONS(X) \
  X(BZ2_bzCompress) X(BZ2_bzCompressEnd) X(BZ2_bzCompressInit) X(BZ2_bzDecompress) X(BZ2_bzDecompressEnd) \
  X(BZ2_bzDecompressInit)

FUNCTIONS(LIBRARY_STUB)

static const struct LibraryFunction table[] = {FUNCTIONS(LIBRARY_ROW)};

const char *bzip2_load(void) { return library_load("libbz2.so.1.0", table, sizeof table / sizeof *table); }
