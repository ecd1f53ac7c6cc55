// The source whose target owns the precompiled header of std.h; see cmake/Precompile.cmake.
// SPDX-License-Identifier: Apache-2.0
#include "std.h"
