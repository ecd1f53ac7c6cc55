// The city: tenant, shard, and the frame of every date.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// A city; its journal chain and its single writer are its own.
struct City {
  static constexpr std::string_view kNoun = "cities";
  CityCode code;
  std::int64_t revision{};
  std::string name;              ///< 阳泉市
  bool synthetic = false;        ///< made-up data; every page says so
  std::optional<Day> data_date;  ///< the day the facts stand at; empty: the server's today
  std::string light_pack;        ///< name of the pack in force, e.g. "seasonal"
  std::optional<Money>
      default_worth_per_day;                 ///< used, marked assumed, where a project states none
  std::optional<std::int32_t> default_year;  ///< year for reports that give day and month only
  std::optional<std::int32_t>
      capital_rate_bp;  ///< yearly cost of invested money, hundredths of a percent
  friend bool operator==(const City&, const City&) = default;
};

template <class P, class V>
requires Is<P, City>
void visit_fields(P& p, V&& v) {
  v("code", p.code);
  v("revision", p.revision);
  v("name", p.name);
  v("synthetic", p.synthetic);
  v("data_date", p.data_date);
  v("light_pack", p.light_pack);
  v("default_worth_per_day", p.default_worth_per_day);
  v("default_year", p.default_year);
  v("capital_rate_bp", p.capital_rate_bp);
}

}  // namespace tc::model
