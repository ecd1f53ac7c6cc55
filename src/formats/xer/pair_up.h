// Matching what was read with what is to be written by id, for writers that change only what
// differs. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tc::formats::xer {

template <class T>
struct Pairs {
  std::vector<std::pair<T, T>> both;  ///< before, after
  std::vector<T> added;
  std::vector<T> removed;
};

/// Each id of `before` counts once: a second row of that id in `after` is left out.
template <class T, class GetId>
Pairs<T> pair_up(const std::vector<T>& before, const std::vector<T>& after, const GetId& id_of) {
  std::unordered_map<std::int64_t, const T*> known;
  for (const T& old : before) known.emplace(id_of(old), &old);
  Pairs<T> pairs;
  for (const T& now : after) {
    const auto at = known.find(id_of(now));
    if (at == known.end()) {
      pairs.added.push_back(now);
    } else if (at->second != nullptr) {
      pairs.both.emplace_back(*at->second, now);
      at->second = nullptr;
    }
  }
  for (const T& old : before) {
    const auto at = known.find(id_of(old));
    if (at->second != nullptr) pairs.removed.push_back(old);
  }
  return pairs;
}

}  // namespace tc::formats::xer
