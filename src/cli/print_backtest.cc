// SPDX-License-Identifier: Apache-2.0
#include "cli/print_backtest.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kNameColumns = 44;

Phrase method_phrase(rules::Method method) {
  switch (method) {
    case rules::Method::reference_class:
      return {"同类区间（我们的）", "range of the class (ours)"};
    case rules::Method::one_range:
      return {"全体一个区间", "one range for all"};
    case rules::Method::promise:
      return {"按承诺", "as promised"};
    case rules::Method::rating_range:
      return {"同评级区间", "range of those rated alike"};
    case rules::Method::rating_word:
      return {"评级字面", "the rating's word"};
  }
  return {"", ""};
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:>6.0f} %", *share * 100) : fmt::format("{:>8}", "–");
}
std::string number(const std::optional<double>& value, int decimals) {
  return value ? fmt::format("{:>8.{}f}", *value, decimals) : fmt::format("{:>8}", "–");
}

std::string print_table(const app::BacktestTable& table, const Words& words) {
  std::string out = fmt::format("\n{} · {} ({})\n{}: {} → {}\n", table.portfolio, table.value,
                                table.unit, table.split, table.fitted, table.tested);
  out += text::fit("", kNameColumns);
  out += words(
      {"    测试     P50     P80    CRPS  布里尔\n", "  tested     P50     P80    CRPS   Brier\n"});
  for (const app::MethodRow& row : table.methods) {
    out += fmt::format(
        "{}{:>8}{}{}{}{}\n", text::fit(words(method_phrase(row.method)), kNameColumns), row.tested,
        percent(row.p50_kept), percent(row.p80_kept), number(row.crps, 2), number(row.brier, 3));
  }
  if (!table.classes.empty()) {
    out += text::fit("", kNameColumns);
    out += words({"    项数     P50     P80     P90    超出\n",
                  "   count     P50     P80     P90  beyond\n"});
  }
  for (const app::ClassRow& row : table.classes) {
    out += fmt::format("{}{:>8}{:>8.1f}{:>8.1f}{:>8.1f}{}\n",
                       text::fit((row.rating ? "● " : "") + row.key, kNameColumns), row.count,
                       row.p50, row.p80, row.p90, percent(row.beyond));
  }
  return out;
}

}  // namespace

std::string print_backtest(const app::BacktestView& view, bool english) {
  const Words words(english);
  std::string out(words(
      {"回测：区间只在没见过的项目上评分；P50、P80 为守住的比例，应接近 50 % 和 80 %；"
       "CRPS、布里尔越小越好\n",
       "Back-test: ranges are scored on projects they were not fitted on; P50 and P80 are the "
       "shares kept and should be near 50 % and 80 %; of CRPS and Brier less is better\n"}));
  for (const app::BacktestTable& table : view.tables) out += print_table(table, words);
  if (!view.notes.empty()) out += fmt::format("\n{}\n", words(kNotes));
  for (const Note& note : view.notes) {
    out += fmt::format("  {}: {} ({})\n", note.rule, note.message, note.where);
  }
  return out;
}

}  // namespace tc::cli
