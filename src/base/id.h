// Ids that cannot be mixed: one integer type per noun. Zero means "not yet given".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace tc {

template <class Tag>
struct Id {
  std::int64_t value{};
  friend auto operator<=>(const Id&, const Id&) = default;
  [[nodiscard]] explicit operator bool() const { return value != 0; }
};

}  // namespace tc

template <class Tag>
struct std::hash<tc::Id<Tag>> {
  std::size_t operator()(const tc::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
