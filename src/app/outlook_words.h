// The words of outlooks in both languages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/outlook.h"
#include "app/why_words.h"

namespace tc::app {

/// "按现有情况，竣工 P50 2026-11-20、P80 2026-12-18；按期机会 34 %；…": one sentence on the finish.
[[nodiscard]] Said say_headline(const OutlookAnswer& answer, const OutlookNode& finish);

/// "34 %"; rounded so that neither certainty is said unless it is certain.
[[nodiscard]] std::string say_chance(double chance);

}  // namespace tc::app
