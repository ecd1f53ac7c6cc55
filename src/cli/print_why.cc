// SPDX-License-Identifier: Apache-2.0
#include "cli/print_why.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/why_moved.h"
#include "app/why_words.h"
#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kColumns = 100;
constexpr std::size_t kMostSteps = 40;
constexpr std::size_t kMostCauses = 24;  // of one group
constexpr std::size_t kMostPredecessors = 8;

using app::WhyActivity;
using app::WhyDate;
using engine::DateField;

/// Lines of at most 100 columns; those after the first are indented as far as the head is wide.
std::string hanging(std::string_view head, std::string_view body) {
  const int width = text::display_width(head);
  std::string out;
  for (const std::string& line : text::wrap(body, kColumns - width)) {
    out += out.empty() ? std::string(head) : std::string(static_cast<std::size_t>(width), ' ');
    out += line + "\n";
  }
  return out;
}

Phrase field_phrase(DateField field) {
  switch (field) {
    case DateField::early_start:
      return {"最早开始", "early start"};
    case DateField::early_finish:
      return {"最早完成", "early finish"};
    case DateField::late_start:
      return {"最迟开始", "late start"};
    case DateField::late_finish:
      break;
  }
  return {"最迟完成", "late finish"};
}

std::string name_of(const WhyActivity& activity, const Words& words) {
  const std::string& code = activity.code.empty() ? activity.file_id : activity.code;
  const bool english = words.english() && !activity.name_en.empty();
  return fmt::format("{} {}", code, english ? activity.name_en : activity.name);
}

std::string work(std::int64_t minutes, const app::WhyAnswer& answer, const Words& words) {
  const app::Said said = app::say_work(minutes, answer.minutes_per_day);
  return words.english() ? said.en : said.zh;
}

/// One date of the chain: when, whose, and below it each step with its arithmetic.
std::string print_date(const WhyDate& date, const Words& words) {
  std::string out = hanging(
      fmt::format("  {}  ", text::fit(app::say_date(date.date), 16)),
      fmt::format("{} · {}", name_of(date.activity, words), words(field_phrase(date.field))));
  for (const app::WhyStep& step : date.steps) {
    out += hanging("      ← ", words.english() ? step.text_en : step.text);
  }
  return out;
}

/// Whether the work alone leads from this date to the next of the chain: one activity, one line.
bool is_work(const app::WhyAnswer& answer, std::size_t i) {
  const std::vector<WhyDate>& chain = answer.chain;
  return i + 1 < chain.size() && chain[i].steps.size() == 1 &&
         chain[i].steps.front().kind == engine::StepKind::work &&
         chain[i].activity.id == chain[i + 1].activity.id;
}

/// From start to finish; below it what set the end that is not told by the work.
std::string print_activity(const WhyDate& one, const WhyDate& other, const Words& words) {
  const bool late = one.field == DateField::late_start || one.field == DateField::late_finish;
  const Minute from = std::min(one.date, other.date);
  const Minute to = std::max(one.date, other.date);
  const app::WhyStep& work = one.steps.front();
  std::string out = hanging(
      fmt::format("  {} – {}  ", text::fit(app::say_date(from), 16),
                  text::fit(app::say_date(to), 16)),
      fmt::format("{} · {}", name_of(one.activity, words),
                  late ? words({"最迟", "at the latest"}) : words({"最早", "at the earliest"})));
  if (one.steps.front().to != other.date) {
    out += hanging("      · ", words.english() ? work.text_en : work.text);
  }
  for (const app::WhyStep& step : other.steps) {
    out += hanging("      ← ", words.english() ? step.text_en : step.text);
  }
  return out;
}

std::string print_chain(const app::WhyAnswer& answer, const Words& words) {
  std::string out = fmt::format("\n{}\n", words({"一步步追下去", "Step by step"}));
  std::size_t shown = 0;
  for (std::size_t i = 0; i < answer.chain.size(); ++i) {
    const bool both = is_work(answer, i);
    if (++shown > kMostSteps) continue;
    out += both ? print_activity(answer.chain[i], answer.chain[i + 1], words)
                : print_date(answer.chain[i], words);
    i += both ? 1 : 0;
  }
  if (shown > kMostSteps) {
    out += fmt::format("  … {} {}\n", shown - kMostSteps,
                       words({"步未列出（--json 列全）", "more steps (--json lists all)"}));
  }
  return out;
}

std::string print_dates(const app::WhyAnswer& answer, const Words& words) {
  std::string out = "\n";
  for (const WhyDate& date : answer.dates) {
    out += fmt::format("  {}  {}\n", text::fit(words(field_phrase(date.field)), 12),
                       app::say_date(date.date));
  }
  const app::WhyFloat& total = answer.total_float;
  out += fmt::format("  {}  {}", text::fit(words({"总时差", "total float"}), 12),
                     work(total.total_float_minutes, answer, words));
  if (total.by_start_minutes != total.by_finish_minutes) {
    out += fmt::format("  ({} {} · {} {})", words({"按开始", "by start"}),
                       work(total.by_start_minutes, answer, words), words({"按完成", "by finish"}),
                       work(total.by_finish_minutes, answer, words));
  }
  out += fmt::format("\n  {}  {}", text::fit(words({"自由时差", "free float"}), 12),
                     work(total.free_float_minutes, answer, words));
  if (total.free_until) {
    out += fmt::format("  ({} {})", words({"至紧后", "to its successor"}),
                       name_of(*total.free_until, words));
  }
  return out + "\n";
}

std::string print_predecessors(const app::WhyAnswer& answer, const Words& words) {
  if (answer.predecessors.empty()) return {};
  std::string out =
      fmt::format("\n{}\n", words({"紧前工作，最紧的在前（还能滑多少才影响它）",
                                   "Predecessors, tightest first (how far each may slip)"}));
  for (std::size_t i = 0; i < std::min(answer.predecessors.size(), kMostPredecessors); ++i) {
    const app::WhyPredecessor& one = answer.predecessors[i];
    std::string_view settled = words({"已了结", "settled"});
    const std::string slack =
        one.slack_minutes ? work(*one.slack_minutes, answer, words) : std::string(settled);
    out += fmt::format("  {} {}  {}  {}\n", one.driving ? "▶" : " ",
                       text::fit(app::short_name(one.link_type), 2), text::fit(slack, 10),
                       name_of(one.activity, words));
  }
  if (answer.predecessors.size() > kMostPredecessors) {
    out += fmt::format("    … {} {}\n", answer.predecessors.size() - kMostPredecessors,
                       words({"项未列出", "more"}));
  }
  return out;
}

std::string print_paths(const app::WhyAnswer& answer, const Words& words) {
  std::string out;
  for (const app::WhyPath& path : answer.paths) {
    out += fmt::format("\n{} {} · {} {}", words({"浮动路径", "Float path"}), path.number,
                       words({"余量", "slack"}), work(path.slack_minutes, answer, words));
    if (path.joins) {
      out += fmt::format(" · {} {}", words({"汇入", "joins"}), name_of(*path.joins, words));
    }
    out += "\n";
    for (const WhyActivity& one : path.activities) {
      out += hanging("    ", name_of(one, words));
    }
  }
  return out;
}

/// Signed and flush right: "+12 天".
std::string shift(std::int64_t minutes, const Words& words) {
  const app::Said length = app::say_elapsed(minutes);
  const std::string text = (minutes > 0   ? "+"
                            : minutes < 0 ? "−"
                                          : "") +
                           (words.english() ? length.en : length.zh);
  constexpr int kShiftWidth = 16;
  const int width = text::display_width(text);
  return std::string(static_cast<std::size_t>(std::max(0, kShiftWidth - width)), ' ') + text;
}

/// So many as a page holds; what is left still sums up.
std::string print_causes(const app::WhyMoveGroup& group, const Words& words) {
  const std::string margin(18, ' ');
  std::string out;
  std::int64_t left = group.minutes;
  const std::size_t shown = std::min(group.causes.size(), kMostCauses);
  for (std::size_t i = 0; i < shown; ++i) {
    const app::WhyCause& cause = group.causes[i];
    out += hanging(margin + "· ", words.english() ? cause.text_en : cause.text);
    left -= cause.minutes;
  }
  if (shown == group.causes.size()) return out;
  const app::Said move = app::say_move(left);
  return out +
         hanging(margin + "… ", fmt::format("{} {}{}{}", group.causes.size() - shown,
                                            words({"处未列出，合计", "more, in all "}),
                                            words.english() ? move.en : move.zh,
                                            words({"（--json 列全）", " (--json lists all)"})));
}

/// The sentence, then one line a group with its causes below; both sum up.
std::string print_move(const app::WhyMove& move, const Words& words) {
  std::string out = "\n" + hanging("", words.english() ? move.text_en : move.text);
  for (const app::WhyMoveGroup& group : move.groups) {
    const app::Said name = app::say_group(group.group);
    out += hanging(shift(group.minutes, words) + "  ",
                   fmt::format("{} ({})", words.english() ? name.en : name.zh, group.changes));
    out += print_causes(group, words);
  }
  out += shift(move.minutes, words) + "  ";
  out += fmt::format("{}  {} → {}\n", words({"合计", "in all"}), app::say_date(move.from),
                     app::say_date(move.to));
  return out;
}

}  // namespace

std::string print_why(const app::WhyAnswer& answer, bool english) {
  const Words words(english);
  const app::WhyFloat& total = answer.total_float;
  std::string out = hanging("", english ? answer.text_en : answer.text);
  // Asked why it is critical, the sentence says that; then the date that decides it follows.
  const bool about_float = answer.text == total.text;
  const WhyDate& date = answer.chain.front();
  if (about_float) out += hanging("", english ? date.text_en : date.text);
  if (!about_float) out += hanging("", english ? total.text_en : total.text);
  if (answer.move) out += print_move(*answer.move, words);
  if (answer.chain.size() > 1 || answer.chain.front().steps.size() > 1) {
    out += print_chain(answer, words);
  }
  out += print_dates(answer, words);
  out += print_predecessors(answer, words);
  return out + print_paths(answer, words);
}

}  // namespace tc::cli
