// SPDX-License-Identifier: Apache-2.0
#include "cli/print_sprint.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kColumns = 100;
constexpr std::size_t kMostRows = 40;

std::string wan(Money money) { return fmt::format("{:.2f}", to_wan(money)); }

std::string wrapped(const std::string& sentence) {
  std::string out;
  for (const std::string& line : text::wrap(sentence, kColumns)) out += line + "\n";
  return out;
}

std::string name_of(const app::SprintActivity& activity, const Words& words) {
  const bool english = words.english() && !activity.name_en.empty();
  const std::string& code = activity.code.empty() ? activity.file_id : activity.code;
  return fmt::format("{} {}", code, english ? activity.name_en : activity.name);
}

std::string print_measures(const app::SprintView& view, const Words& words) {
  if (view.measures.empty()) return {};
  std::string out = fmt::format(
      "\n{}\n", words({"赶工办法（假定的报价，开工前以报价为准）", "Measures (assumed prices)"}));
  for (const app::SprintMeasure& one : view.measures) {
    out += fmt::format("  {}  {:>6} → {:<6} {}  {:>10} {}  {}\n",
                       text::fit(words.english() ? one.label_en : one.label, 24),
                       fmt::format("{:.1f}", one.days_before),
                       fmt::format("{:.1f}", one.days_after), words({"工日", "days"}),
                       wan(one.price), words({"万元", "wan"}), name_of(one.activity, words));
  }
  return out;
}

std::string print_refused(const app::SprintView& view, const Words& words) {
  std::string out;
  for (const app::SprintRefusal& one : view.refused) {
    out += fmt::format("  ✗ {}  {} {} {}\n", name_of(one.activity, words),
                       words({"重大隐患", "major hazard"}), to_text(one.found_day), one.hazard);
  }
  return out.empty() ? out
                     : fmt::format("\n{}\n{}", words({"不许赶工", "May not be crashed"}), out);
}

std::string print_holding(const app::SprintView& view, const Words& words) {
  if (view.holding.empty()) return {};
  std::string out =
      fmt::format("\n{}\n", words({"赶到底仍卡住的一串", "What holds it although all is crashed"}));
  for (const app::SprintActivity& one : view.holding) {
    out += fmt::format("  → {}\n", name_of(one, words));
  }
  return out;
}

std::string print_curve(const app::SprintView& view, const Words& words) {
  if (view.curve.size() < 2) return {};
  std::string out = fmt::format("\n{}\n", words({"日期—费用", "Cost of each date"}));
  for (const app::SprintPoint& point : view.curve) {
    const bool knee = view.knee && view.knee->finish == point.finish;
    out +=
        fmt::format("  {}  {:>5} {}  {:>12} {}  {} {}\n", to_text(point.finish), point.days_gained,
                    words({"天", "days"}), wan(point.price), words({"万元", "wan"}),
                    point.proved ? std::string(words({"最省", "cheapest"}))
                                 : fmt::format("≥ {:.2f}", point.bound),
                    knee ? words({"◀ 拐点", "◀ knee"}) : std::string_view());
  }
  return out;
}

std::string print_countdown(const app::SprintView& view, const Words& words) {
  std::string out = fmt::format("\n{}\n", words({"倒排工期（最迟开始 · 余量 · 还剩工日）",
                                                 "Countdown (latest start · slack · work left)"}));
  std::size_t shown = 0;
  for (const app::SprintCountdown& row : view.countdown) {
    if (++shown > kMostRows) break;
    out += fmt::format("  {} {}  {:>8.1f}  {:>7.1f}  {}{}\n", row.drives ? "▶" : " ",
                       to_text(day_of(row.latest_start)), row.slack_days, row.work_days,
                       row.crashed ? words({"[赶] ", "[crashed] "}) : std::string_view(),
                       name_of(row.activity, words));
  }
  if (shown > kMostRows) {
    out += fmt::format("  … {} {}\n", view.countdown.size() - kMostRows,
                       words({"项未列出（--json 列全）", "more (--json lists all)"}));
  }
  return out;
}

std::string print_notes_of(const Notes& notes) {
  std::string out;
  for (const Note& note : notes) {
    out += fmt::format("{}: {} ({})\n", note.rule, note.message, note.where);
  }
  return out;
}

}  // namespace

std::string print_sprint(const app::SprintView& view, bool english) {
  const Words words(english);
  std::string out =
      fmt::format("{}  {} {}\n", view.project_name, words(kAsOf), to_text(view.data_date));
  out += wrapped(english ? view.text_en : view.text);
  if (view.worth && view.days_gained > 0) {
    out += fmt::format("{} {}\n", words({"提前这些天值", "these days are worth"}),
                       to_text_zh(*view.worth));
  }
  out += print_measures(view, words);
  out += print_refused(view, words);
  out += print_holding(view, words);
  out += print_curve(view, words);
  out += print_countdown(view, words);
  return out + print_notes_of(view.notes);
}

std::string print_study(const app::DaySprintView& view, bool english) {
  const Words words(english);
  std::string out = fmt::format(
      "{} {} {} · {} {} {}\n", words({"正常", "normal"}), view.normal_finish, words({"天", "days"}),
      words({"赶到底", "all crashed"}), view.crash_finish, words({"天", "days"}));
  for (const app::DayDeadline& one : view.deadlines) {
    if (!one.feasible) {
      out += fmt::format("{:>6} {}  {} {} {}\n", one.deadline, words({"天", "days"}),
                         words({"赶不上，最早", "not possible; the earliest is"}), one.finish,
                         words({"天", "days"}));
      continue;
    }
    std::string crashed;
    for (std::size_t i = 0; i < view.ids.size(); ++i) {
      if (one.days[i] == view.normal_days[i]) continue;
      crashed += fmt::format(" {} {}→{}", view.ids[i], view.normal_days[i], one.days[i]);
    }
    out += fmt::format("{:>6} {}  {:>12} {}\n", one.deadline, words({"天", "days"}), wan(one.cost),
                       words({"万元", "wan"}));
    if (crashed.empty()) continue;
    for (const std::string& line : text::wrap(crashed, kColumns - 10)) {
      out += "          " + line + "\n";
    }
  }
  if (view.knee) {
    const app::DayPoint& knee = view.curve[*view.knee];
    out +=
        fmt::format("{} {} {} {} {} → {} {}\n", words({"拐点", "knee"}), knee.deadline,
                    words({"天：再提前一天由", "days: one day less costs"}), wan(view.knee_before),
                    words({"万元", "wan"}), wan(view.knee_after), words({"万元", "wan"}));
  }
  return out + print_notes_of(view.notes);
}

}  // namespace tc::cli
