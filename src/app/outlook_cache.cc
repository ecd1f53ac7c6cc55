// SPDX-License-Identifier: Apache-2.0
#include "app/outlook_cache.h"

#include <algorithm>

#include "app/priors.h"

namespace tc::app {
namespace {

constexpr std::size_t kKept = 32;
constexpr std::size_t kStates = 6;
constexpr std::size_t kSteps = 1024;

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

std::optional<OutlookCache::Steps> OutlookCache::find_steps(const StepsKey& key) {
  const std::lock_guard lock(mutex_);
  const auto at = steps_.find(key);
  return at == steps_.end() ? std::nullopt : std::optional(at->second);
}

void OutlookCache::keep_steps(StepsKey key, Steps steps) {
  const std::lock_guard lock(mutex_);
  // Pictures of the past are not asked for again: starting anew costs one agenda.
  if (steps_.size() >= kSteps) steps_.clear();
  steps_.emplace(std::move(key), std::move(steps));
}

Result<LearnedPtr> OutlookCache::learned(App& app,
                                         const std::shared_ptr<const model::CityState>& state,
                                         Day data_date) {
  {
    const std::lock_guard lock(mutex_);
    for (const Learning& known : learning_) {
      if (known.state == state && known.data_date == data_date) return known.learned;
    }
  }
  // Not under the lock: the journal may be long. Two who ask at once both read it.
  TC_TRY(rules::Learned learned, learn_city(app, *state, data_date));
  auto kept = std::make_shared<const rules::Learned>(std::move(learned));
  const std::lock_guard lock(mutex_);
  if (learning_.size() == kStates) learning_.erase(learning_.begin());
  learning_.push_back({state, data_date, kept});
  return LearnedPtr(kept);
}

}  // namespace tc::app
