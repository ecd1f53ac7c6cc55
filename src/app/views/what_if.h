// The finish of a project with changes that nobody has made, beside the finish as things stand.
// Field names are the JSON names of api/openapi.yaml. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/fields.h"

namespace tc::app {

enum class WhatIfKind : std::uint8_t { hold, release, crash, shift };

}  // namespace tc::app

template <>
inline constexpr auto tc::model::kEnumNames<tc::app::WhatIfKind> =
    std::to_array<std::string_view>({"hold", "release", "crash", "shift"});

namespace tc::app {

/// One of the two.
struct WhatIfSide {
  Minute finish;  ///< on the plan's own durations
  Minute p10;
  Minute p50;
  Minute p80;
  Minute p90;
  std::optional<double> chance_of_baseline;
  std::optional<double> chance_before_winter;
  std::optional<double> days_late;
  std::optional<double> wan_late;
  std::vector<std::int64_t> chain;  ///< unfinished activities that drive the finish
  std::string chain_text;
  std::string chain_text_en;
};

template <class P, class V>
requires model::Is<P, WhatIfSide>
void visit_fields(P& p, V&& v) {
  v("finish", p.finish);
  v("p10", p.p10);
  v("p50", p.p50);
  v("p80", p.p80);
  v("p90", p.p90);
  v("chance_of_baseline", p.chance_of_baseline);
  v("chance_before_winter", p.chance_before_winter);
  v("days_late", p.days_late);
  v("wan_late", p.wan_late);
  v("chain", p.chain);
  v("chain_text", p.chain_text);
  v("chain_text_en", p.chain_text_en);
}

/// A key node that moves on the plan's own durations.
struct WhatIfMove {
  std::int64_t activity_id{};
  std::int64_t project_id{};
  std::string name;
  std::string name_en;
  Minute before;
  Minute after;
};

template <class P, class V>
requires model::Is<P, WhatIfMove>
void visit_fields(P& p, V&& v) {
  v("activity_id", p.activity_id);
  v("project_id", p.project_id);
  v("name", p.name);
  v("name_en", p.name_en);
  v("before", p.before);
  v("after", p.after);
}

struct WhatIfAnswer {
  std::int64_t project_id{};
  std::int64_t trials{};
  std::int64_t seed{};
  std::optional<Minute> approved;
  std::optional<Day> winter_day;
  WhatIfSide before;
  WhatIfSide after;
  double finish_days{};     ///< saved; negative when later
  double expected_days{};   ///< the same over the trials
  double expected_error{};  ///< its standard error
  std::optional<double> wan;
  std::vector<WhatIfMove> moved;
};

template <class P, class V>
requires model::Is<P, WhatIfAnswer>
void visit_fields(P& p, V&& v) {
  v("project_id", p.project_id);
  v("trials", p.trials);
  v("seed", p.seed);
  v("approved", p.approved);
  v("winter_day", p.winter_day);
  v("before", p.before);
  v("after", p.after);
  v("finish_days", p.finish_days);
  v("expected_days", p.expected_days);
  v("expected_error", p.expected_error);
  v("wan", p.wan);
  v("moved", p.moved);
}

}  // namespace tc::app
