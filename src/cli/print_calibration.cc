// SPDX-License-Identifier: Apache-2.0
#include "cli/print_calibration.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kNameColumns = 30;
constexpr std::size_t kP50 = 2;
constexpr std::size_t kP80 = 3;

std::string share(const app::LevelKept& level) {
  if (level.due == 0) return fmt::format("{:>14}", "–");
  return fmt::format("{:>4}/{:<4}{:>4.0f} %", level.kept, level.due,
                     100.0 * static_cast<double>(level.kept) / static_cast<double>(level.due));
}

std::string number(const std::optional<double>& value, int decimals) {
  return value ? fmt::format("{:>8.{}f}", *value, decimals) : fmt::format("{:>8}", "–");
}

std::string score_line(const app::ScoreView& score, std::string_view name) {
  return fmt::format("{}{:>6}{:>6} {} {} {} {} {}\n", text::fit(name, kNameColumns),
                     score.forecasts, score.finished, share(score.levels[kP50]),
                     share(score.levels[kP80]), number(score.brier, 3),
                     number(score.brier_of_base_rate, 3), number(score.crps_days, 1));
}

std::string group(const std::vector<app::ScoreView>& scores, std::string_view title,
                  const Words& words) {
  if (scores.empty()) return {};
  std::string out = "\n" + std::string(title) + "\n";
  for (const app::ScoreView& score : scores) {
    const std::string& name = words.english() ? score.name_en : score.name_zh;
    out += score_line(score, name.empty() ? words(kNotStated) : std::string_view(name));
  }
  return out;
}

std::string reliability(const app::ScoreView& score, const Words& words) {
  std::string out(
      words({"\n所报按期概率与实际\n", "\nStated chance of the baseline and what came of it\n"}));
  for (const app::ReliabilityRow& row : score.reliability) {
    out += fmt::format("  {:>3}–{:<3} %  {:>5}  ", row.from, row.to, row.count);
    out += row.count == 0
               ? "–\n"
               : fmt::format("{:.0f} % → {:.0f} %\n", 100 * *row.stated, 100 * *row.observed);
  }
  return out;
}

}  // namespace

std::string print_calibration(const app::CalibrationView& view, bool english) {
  const Words words(english);
  std::string out = fmt::format("{} · {} {}\n", view.city.name, words(kAsOf), to_text(view.as_of));
  if (view.all.forecasts == 0) {
    return out +
           std::string(words({"还没有留存的预测。\n", "No forecast has been published yet.\n"}));
  }
  out += words({"只评已到期的日期，未完工的也算；布里尔分越小越好，旁列为只报平均率时的分\n\n",
                "A date is judged once it has passed, done or not; Brier: less is better, beside "
                "it that of the base rate\n\n"});
  out += text::fit("", kNameColumns);
  out += words({"  预测  完工      P50 守住       P80 守住     布里尔   基准     CRPS天\n",
                "  kept  done       P50 kept       P80 kept    Brier    base  CRPS, d\n"});
  out += score_line(view.all, words({"全部", "all"}));
  out += group(view.types, words({"按项目类型", "By type"}), words);
  out += group(view.counties, words({"按县区", "By county"}), words);
  return out + reliability(view.all, words);
}

}  // namespace tc::cli
