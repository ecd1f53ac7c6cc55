// A made-up city of any size for the benchmarks: projects of 200 activities, two links to an
// activity, some between projects, three calendars, all weathers, a third of the work in progress.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/network/network.h"

namespace tc::bench {

struct City {
  std::vector<std::unique_ptr<model::ProjectFile>> files;
  std::vector<const model::ProjectFile*> projects;
  std::vector<model::Calendar> calendars;
  Minute data_date;

  [[nodiscard]] engine::NetworkInput input() const {
    return {.projects = projects, .calendars = calendars};
  }
};

[[nodiscard]] City make_city(std::size_t activities);

}  // namespace tc::bench
