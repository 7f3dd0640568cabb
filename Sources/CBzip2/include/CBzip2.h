// bzip2: Debian's package libbz2-dev. The library is opened when its module is imported.
#ifndef CBZIP2_H
#define CBZIP2_H

#include <bzlib.h>

/// Opens the library. Null, or what went wrong; the text lives on.
const char *_Nullable bzip2_load(void);

#endif
