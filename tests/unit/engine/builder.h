// Small networks written out by hand for the tests.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"

namespace tc::engine {

inline Minute at(const char* text) { return parse_minute(text).value(); }
inline constexpr std::int64_t kDay = 1440;

/// One project on elapsed time unless said otherwise; activities and links by id.
struct Plan {
  model::ProjectFile file;
  std::vector<model::Calendar> calendars;

  Plan() { file.project.id.value = 1; }

  model::Activity& add(std::int64_t id, std::int64_t minutes, std::int64_t calendar = 0) {
    model::Activity activity;
    activity.id.value = id;
    activity.code = "A" + std::to_string(id);
    activity.duration_likely = minutes;
    activity.calendar_id.value = calendar;
    file.activities.push_back(activity);
    return file.activities.back();
  }
  model::Link& link(std::int64_t from, std::int64_t to,
                    model::LinkType type = model::LinkType::finish_start, std::int64_t lag = 0) {
    model::Link link;
    link.id.value = static_cast<std::int64_t>(file.links.size()) + 1;
    link.predecessor_id.value = from;
    link.successor_id.value = to;
    link.type = type;
    link.lag = lag;
    file.links.push_back(link);
    return file.links.back();
  }
  [[nodiscard]] Result<Network> build() const {
    const model::ProjectFile* one = &file;
    return build_network({.projects = std::span(&one, 1), .calendars = calendars});
  }
  [[nodiscard]] Network network() const {
    auto network = build();
    EXPECT_TRUE(network) << to_line(network.error());
    return std::move(network).value();
  }
};

}  // namespace tc::engine
