// liblzma of the XZ Utils: Debian's package liblzma-dev. The library is opened when its module is imported.
#ifndef CLZMA_H
#define CLZMA_H

#include <lzma.h>

/// Opens the library. Null, or what went wrong; the text lives on.
const char *_Nullable lzma_load(void);

#endif
