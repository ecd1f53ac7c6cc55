// The priors before and after the city's own record. Field names are the JSON names of
// api/openapi.yaml. Days are civil days, ratios actual over likely working time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/views/row.h"
#include "model/blocker.h"
#include "rules/learning/learned.h"

namespace tc::app {

struct LevelPrior {
  model::BlockerLevel level{};
  double before_days{};  ///< mean until release, as shipped
  double after_days{};   ///< the same, learned
  double observed_days{};
};

template <class P, class V>
requires model::Is<P, LevelPrior>
void visit_fields(P& p, V&& v) {
  v("level", p.level);
  v("before_days", p.before_days);
  v("after_days", p.after_days);
  v("observed_days", p.observed_days);
}

struct KindPrior {
  model::BlockerKind kind{};
  std::string letter;
  std::string name_zh;
  std::string name_en;
  std::int64_t released{};
  std::int64_t open{};
  double expected{};  ///< releases that the shipped prior expects of the days observed
  double factor{};    ///< how much faster than the shipped prior
  double factor_low{};
  double factor_high{};
  std::vector<LevelPrior> levels;
};

template <class P, class V>
requires model::Is<P, KindPrior>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("letter", p.letter);
  v("name_zh", p.name_zh);
  v("name_en", p.name_en);
  v("released", p.released);
  v("open", p.open);
  v("expected", p.expected);
  v("factor", p.factor);
  v("factor_low", p.factor_low);
  v("factor_high", p.factor_high);
  v("levels", p.levels);
}

struct DurationPrior {
  rules::DurationKind kind{};
  std::string key;      ///< owner of the gates, project type of the works
  std::string name_zh;  ///< of the type
  std::string name_en;
  std::int64_t finished{};
  std::int64_t running{};
  double before_median{};
  double before_p80{};
  double after_median{};
  double after_p80{};
  double after_spread{};  ///< standard deviation of the logarithm
};

template <class P, class V>
requires model::Is<P, DurationPrior>
void visit_fields(P& p, V&& v) {
  v("kind", p.kind);
  v("key", p.key);
  v("name_zh", p.name_zh);
  v("name_en", p.name_en);
  v("finished", p.finished);
  v("running", p.running);
  v("before_median", p.before_median);
  v("before_p80", p.before_p80);
  v("after_median", p.after_median);
  v("after_p80", p.after_p80);
  v("after_spread", p.after_spread);
}

struct PriorsView {
  CityView city;
  Day as_of;
  double strength{};   ///< closures that a kind's prior counts for
  std::string source;  ///< of the blockers' days
  std::string settings_source;
  std::vector<KindPrior> blockers;
  std::vector<DurationPrior> durations;
};

template <class P, class V>
requires model::Is<P, PriorsView>
void visit_fields(P& p, V&& v) {
  v("city", p.city);
  v("as_of", p.as_of);
  v("strength", p.strength);
  v("source", p.source);
  v("settings_source", p.settings_source);
  v("blockers", p.blockers);
  v("durations", p.durations);
}

}  // namespace tc::app
