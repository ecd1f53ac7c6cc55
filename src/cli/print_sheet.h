// The dispatch sheet for a terminal of 100 columns, with the widths of Chinese text right.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/sheet.h"

namespace tc::cli {

/// Every line is at most 100 columns wide; ends with a newline.
[[nodiscard]] std::string print_sheet(const app::DispatchSheet& sheet, bool english);

}  // namespace tc::cli
