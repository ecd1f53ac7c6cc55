// Outlooks for a terminal of 100 columns: the headline, the nodes, the tornado, what each blocker
// and gate costs, and what is assumed. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/outlook.h"

namespace tc::cli {

[[nodiscard]] std::string print_outlook(const app::OutlookAnswer& answer, bool english);
[[nodiscard]] std::string print_city_outlook(const app::CityOutlook& city, bool english);

}  // namespace tc::cli
