// Pinyin initials, so that a project is found by typing "gyl" for 广阳路.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tc::app {

/// Lower case: "阳泉一期" → "yqyq"; Latin letters and digits are kept, all else is left out. A
/// character with several readings takes the one of ICU's Han-Latin table.
[[nodiscard]] std::string initials(std::string_view utf8);

}  // namespace tc::app
