// zlib: Debian's package zlib1g-dev. The library is opened when its module is imported.
#ifndef CZLIB_H
#define CZLIB_H

#include <zlib.h>

/// Opens the library. Null, or what went wrong; the text lives on.
const char *_Nullable zlib_load(void);

#endif
