// Outlooks asked for lately, so that a page and its parts cost one run. Safe from several threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/ids.h"
#include "model/state.h"

namespace tc::app {

struct OutlookAnswer;

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

 private:
  struct Entry {
    Key key;
    Answer answer;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;  ///< lately used last
};

}  // namespace tc::app
