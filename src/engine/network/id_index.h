// From ids to positions, filled once. Ids of a city are nearly consecutive, so a plain table serves
// when the range is at most four times the count; else one flat hash table, open addressing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tc::engine {

class IdIndex {
 public:
  IdIndex() = default;
  /// Room for `count` ids between `least` and `greatest`.
  IdIndex(std::size_t count, std::int64_t least, std::int64_t greatest) : least_(least) {
    const auto range = static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least);
    if (count > 0 && range <= 4 * count + kSmall) {
      positions_.resize(static_cast<std::size_t>(range) + 1, kFree);
      return;
    }
    bits_ = static_cast<int>(std::bit_width(2 * count + 1));
    positions_.resize(std::size_t{1} << bits_, kFree);
    ids_.resize(positions_.size());
  }

  /// False when the id is there already. At most the announced number of ids may be put in.
  [[nodiscard]] bool insert(std::int64_t id, std::uint32_t position) {
    const std::size_t slot = slot_of(id);
    if (positions_[slot] != kFree) return false;
    positions_[slot] = position;
    if (!ids_.empty()) ids_[slot] = id;
    return true;
  }
  [[nodiscard]] std::optional<std::size_t> find(std::int64_t id) const {
    const std::size_t slot = slot_of(id);
    if (slot >= positions_.size() || positions_[slot] == kFree) return std::nullopt;
    return positions_[slot];
  }
  /// Puts `rank[position]` in place of every position.
  void renumber(const std::vector<std::uint32_t>& rank) {
    for (std::uint32_t& position : positions_) {
      if (position != kFree) position = rank[position];
    }
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFF'FFFF;
  static constexpr std::uint64_t kSmall = 1024;

  /// The slot that holds `id`, or the free one where it belongs; past the end: not in the range.
  [[nodiscard]] std::size_t slot_of(std::int64_t id) const {
    const auto key = static_cast<std::uint64_t>(id);
    if (ids_.empty()) return static_cast<std::size_t>(key - static_cast<std::uint64_t>(least_));
    // Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4): spreads consecutive ids evenly.
    auto at = static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15U) >> (64 - bits_));
    while (positions_[at] != kFree && ids_[at] != id) at = (at + 1) & (ids_.size() - 1);
    return at;
  }

  std::vector<std::uint32_t> positions_;
  std::vector<std::int64_t> ids_;  ///< beside positions_ when hashed, else empty
  std::int64_t least_{};
  int bits_{};
};

}  // namespace tc::engine
