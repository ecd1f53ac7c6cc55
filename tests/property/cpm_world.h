// One random set of calendars, compiled for the engine and spelled out for the reference.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "engine/calendar/compile.h"
#include "engine/network/network.h"
#include "property/cpm_naive.h"

namespace tc::random {

inline constexpr int kCalendars = 3;  ///< with ids 1, 2, 3; id 0 is elapsed time

/// Spelling calendars out minute by minute costs as much as compiling them; explanations are held
/// against the pass alone.
enum class Reference : std::uint8_t { naive, none };

struct World {
  explicit World(Source& source, Reference reference = Reference::naive) {
    naive.window = to_day({static_cast<int>(source.between(1995, 2110)), 9, 20});
    CalendarSpec elapsed;
    for (Spans& day : elapsed.week) day = {{0, kMinutesPerDay}};
    for (std::int64_t id = 0; id <= kCalendars; ++id) {
      const CalendarSpec spec = id == 0 ? elapsed : make_calendar(source, naive.window);
      if (id > 0) calendars.push_back(to_model(spec, id));
      for (int weather = 0; reference == Reference::naive && weather <= 2; ++weather) {
        naive.calendars[{id, weather}] = naive::Calendar(spec, weather, naive.window);
      }
    }
    table = engine::CalendarTable(calendars);
    const auto compiled = table.compile_all();
    EXPECT_TRUE(compiled) << to_line(compiled.error()) << " " << calendars.front().week;
  }

  [[nodiscard]] engine::Network network_of(const Case& given) const {
    std::vector<const model::ProjectFile*> projects;
    for (const auto& file : given.files) projects.push_back(&file);
    auto network =
        engine::build_network({.projects = projects, .calendars = {}, .compiled = &table});
    EXPECT_TRUE(network) << to_line(network.error());
    return std::move(network).value();
  }

  std::vector<model::Calendar> calendars;
  naive::World naive;
  engine::CalendarTable table;
};

}  // namespace tc::random
