#include "CLzma.h"
#include "CLoading.h"

#define FUNCTIONS(X) \
  X(lzma_alone_decoder) X(lzma_alone_encoder) X(lzma_auto_decoder) X(lzma_check_is_supported) X(lzma_code) \
  X(lzma_easy_encoder) X(lzma_end) X(lzma_get_check) X(lzma_lzma_preset) X(lzma_properties_decode) \
  X(lzma_properties_encode) X(lzma_properties_size) X(lzma_raw_decoder) X(lzma_raw_encoder) X(lzma_stream_decoder) \
  X(lzma_stream_encoder)

FUNCTIONS(LIBRARY_STUB)

static const struct LibraryFunction table[] = {FUNCTIONS(LIBRARY_ROW)};

const char *lzma_load(void) { return library_load("liblzma.so.5", table, sizeof table / sizeof *table); }
