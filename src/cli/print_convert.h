// A conversion for a terminal: what was read, what was written, what did not come across.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/convert.h"

namespace tc::cli {

/// One line each for reading and writing, then one for each note and each thing dropped.
[[nodiscard]] std::string print_conversion(const app::Conversion& conversion, const std::string& in,
                                           const std::string& out, bool english);

}  // namespace tc::cli
