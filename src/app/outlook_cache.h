// Outlooks asked for lately, so that a page and its parts cost one run, and the priors that the
// record of lately seen states has changed. Safe from several threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
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
};

}  // namespace tc::app
