// Outlooks asked for lately, so that a page and its parts cost one run, and the priors that the
// record of lately seen states has changed. Safe from several threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "model/state.h"
#include "rules/learning/learned.h"

namespace tc::app {

class App;
struct OutlookAnswer;
/// What the city's record says of releases and durations.
using LearnedPtr = std::shared_ptr<const rules::Learned>;

class OutlookCache {
 public:
  /// What an outlook depends on; the state stands for every fact of the city.
  struct Key {
    std::shared_ptr<const model::CityState> state;
    model::ProjectId project;
    Day data_date;
    std::int64_t trials{};
    std::uint64_t seed{};
    bool every_activity = false;
    bool read_only = false;
    std::string without;
    friend bool operator==(const Key&, const Key&) = default;
  };
  using Answer = std::shared_ptr<const OutlookAnswer>;

  [[nodiscard]] Answer find(const Key& key);
  void keep(Key key, Answer answer);

  /// A project's decisions in their greedy order: position in the list asked for, days saved.
  using Steps = std::vector<std::pair<std::size_t, double>>;
  /// `picture` changes with every fact of the project and of those linked to it.
  struct StepsKey {
    std::shared_ptr<const void> picture;
    std::vector<std::int64_t> decisions;
    friend auto operator<=>(const StepsKey&, const StepsKey&) = default;
  };
  [[nodiscard]] std::optional<Steps> find_steps(const StepsKey& key);
  void keep_steps(StepsKey key, Steps steps);

  /// Read from the journal once a state. Rules: those of learn_city.
  [[nodiscard]] Result<LearnedPtr> learned(App& app,
                                           const std::shared_ptr<const model::CityState>& state,
                                           Day data_date);

 private:
  struct Entry {
    Key key;
    Answer answer;
  };
  struct Learning {
    std::shared_ptr<const model::CityState> state;
    Day data_date;
    LearnedPtr learned;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;      ///< lately used last
  std::vector<Learning> learning_;  ///< newest last
  std::map<StepsKey, Steps> steps_;
};

}  // namespace tc::app
