// What a back-test found. Field names are those of `tongchou backtest --json`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/fields.h"
#include "rules/backtest.h"

namespace tc::app {

struct MethodRow {
  rules::Method method{};
  std::int64_t tested{};
  std::optional<double> p50_kept;  ///< share, 0–1
  std::optional<double> p80_kept;
  std::optional<double> crps;   ///< in the table's unit
  std::optional<double> brier;  ///< of "on time"
};

template <class P, class V>
requires model::Is<P, MethodRow>
void visit_fields(P& p, V&& v) {
  v("method", p.method);
  v("tested", p.tested);
  v("p50_kept", p.p50_kept);
  v("p80_kept", p.p80_kept);
  v("crps", p.crps);
  v("brier", p.brier);
}

/// All outcomes of a class or a rating, for the reader; nothing is scored on it.
struct ClassRow {
  std::string key;
  bool rating = false;
  std::int64_t count{};
  double p50{};
  double p80{};
  double p90{};
  std::optional<double> beyond;  ///< share later than the on-time limit
};

template <class P, class V>
requires model::Is<P, ClassRow>
void visit_fields(P& p, V&& v) {
  v("key", p.key);
  v("rating", p.rating);
  v("count", p.count);
  v("p50", p.p50);
  v("p80", p.p80);
  v("p90", p.p90);
  v("beyond", p.beyond);
}

struct BacktestTable {
  std::string portfolio;  ///< annual, gates or capital
  std::string value;      ///< what is forecast
  std::string unit;
  std::string split;  ///< what was fitted on, and what tested on
  std::int64_t fitted{};
  std::int64_t tested{};
  std::optional<double> on_time;  ///< limit of "on time", in the unit
  std::vector<MethodRow> methods;
  std::vector<ClassRow> classes;
};

template <class P, class V>
requires model::Is<P, BacktestTable>
void visit_fields(P& p, V&& v) {
  v("portfolio", p.portfolio);
  v("value", p.value);
  v("unit", p.unit);
  v("split", p.split);
  v("fitted", p.fitted);
  v("tested", p.tested);
  v("on_time", p.on_time);
  v("methods", p.methods);
  v("classes", p.classes);
}

struct BacktestView {
  std::vector<BacktestTable> tables;
  Notes notes;
};

template <class P, class V>
requires model::Is<P, BacktestView>
void visit_fields(P& p, V&& v) {
  v("tables", p.tables);
  v("notes", p.notes);
}

}  // namespace tc::app
