// SPDX-License-Identifier: Apache-2.0
#include "app/outlook_cache.h"

#include <algorithm>

namespace tc::app {
namespace {

constexpr std::size_t kKept = 32;

}  // namespace

OutlookCache::Answer OutlookCache::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto at = std::ranges::find(entries_, key, &Entry::key);
  if (at == entries_.end()) return nullptr;
  std::rotate(at, at + 1, entries_.end());
  return entries_.back().answer;
}

void OutlookCache::keep(Key key, Answer answer) {
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(entries_, key, &Entry::key) != entries_.end()) return;
  if (entries_.size() == kKept) entries_.erase(entries_.begin());
  entries_.push_back({std::move(key), std::move(answer)});
}

}  // namespace tc::app
