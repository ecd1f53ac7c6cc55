// SPDX-License-Identifier: Apache-2.0
#include "cli/print_priors.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kNameColumns = 34;

std::string change(double before, double after, int decimals) {
  return fmt::format("{:>6.{}f} → {:<6.{}f}", before, decimals, after, decimals);
}

std::string blocker_line(const app::KindPrior& kind, const Words& words) {
  const app::LevelPrior& county =
      kind.levels[static_cast<std::size_t>(model::BlockerLevel::county)];
  const app::LevelPrior& mayor = kind.levels[static_cast<std::size_t>(model::BlockerLevel::mayor)];
  const std::string name = kind.letter + " " + (words.english() ? kind.name_en : kind.name_zh);
  return fmt::format("{} {:>5} {:>5}   {}  {}   ×{:.2f} ({:.2f}–{:.2f})\n",
                     text::fit(name, kNameColumns), kind.released, kind.open,
                     change(county.before_days, county.after_days, 0),
                     change(mayor.before_days, mayor.after_days, 0), kind.factor, kind.factor_low,
                     kind.factor_high);
}

std::string duration_line(const app::DurationPrior& row, const Words& words) {
  return fmt::format("{} {:>5} {:>5}   {}  {}\n",
                     text::fit(words.english() ? row.name_en : row.name_zh, kNameColumns),
                     row.finished, row.running, change(row.before_median, row.after_median, 2),
                     change(row.before_p80, row.after_p80, 2));
}

std::string durations(const app::PriorsView& view, rules::DurationKind kind, const Words& words) {
  std::string out;
  for (const app::DurationPrior& row : view.durations) {
    if (row.kind == kind) out += duration_line(row, words);
  }
  return out;
}

}  // namespace

std::string print_priors(const app::PriorsView& view, bool english) {
  const Words words(english);
  std::string out =
      fmt::format("{} · {} {}\n\n", view.city.name, words(kAsOf), to_text(view.as_of));
  out +=
      words({"堵点：解除前平均天数，先验 → 学习后（区县级、市长级），倍数为解除快慢（八成区间）\n",
             "Blockers: mean days until release, prior → learned (county, mayor); × is how much "
             "faster (80 % range)\n"});
  out += text::fit("", kNameColumns) +
         std::string(words({"  已解  未解     区县级           市长级\n",
                            "  done  open     county           mayor\n"}));
  for (const app::KindPrior& kind : view.blockers) out += blocker_line(kind, words);
  out += fmt::format(
      "{}\n",
      english ? fmt::format("A kind's prior counts as {} closures. Prior: {}", view.strength,
                            view.source)
              : fmt::format("每类先验相当于 {} 次销号。先验来源：{}", view.strength, view.source));
  const std::string gates = durations(view, rules::DurationKind::gate, words);
  const std::string works = durations(view, rules::DurationKind::work, words);
  const std::string_view head = words(
      {"  办结  在办     中位             八成\n", "  done  runs     median           P80\n"});
  if (!gates.empty()) {
    out += words({"\n手续：实际用时 ÷ 预计用时，按承办单位\n",
                  "\nGates: time taken ÷ likely time, by owner\n"});
    out += text::fit("", kNameColumns) + std::string(head) + gates;
  }
  if (!works.empty()) {
    out += words({"\n施工：实际用时 ÷ 预计用时，按项目类型\n",
                  "\nWorks: time taken ÷ likely time, by project type\n"});
    out += text::fit("", kNameColumns) + std::string(head) + works;
  }
  return out;
}

}  // namespace tc::cli
