// Explanations for a terminal of 100 columns: the sentence first, then the steps.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/why.h"

namespace tc::cli {

[[nodiscard]] std::string print_why(const app::WhyAnswer& answer, bool english);

}  // namespace tc::cli
