// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "formats/csv/columns.h"

namespace tc::formats::csv {
namespace {

constexpr std::int64_t kHour = 60;
constexpr std::int64_t kWorkDay = 8 * kHour;

struct Unit {
  std::string_view words;  ///< folded, joined by '|'
  std::int64_t working;
  std::int64_t elapsed;
};
constexpr std::array kUnits{
    Unit{"m|min|mins|minute|minutes|分|分钟", 1, 1},
    Unit{"h|hr|hrs|hour|hours|小时|时|工时|个小时|个工时", kHour, kHour},
    Unit{"d|dy|dys|day|days|天|日|工作日|个工作日|个天", kWorkDay, kMinutesPerDay},
    Unit{"w|wk|wks|week|weeks|周|星期|周工时|个星期|个周", 5 * kWorkDay, 7 * kMinutesPerDay},
    Unit{"mo|mon|mons|month|months|月|个月|月工时", 20 * kWorkDay, 30 * kMinutesPerDay},
};
constexpr std::string_view kElapsedDays = "日历天|自然日|日历日|个日历天|个自然日|自然天";

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t bar = std::min(words.find('|'), words.size());
    if (words.substr(0, bar) == word) return true;
    words.remove_prefix(std::min(bar + 1, words.size()));
  }
  return false;
}

/// A decimal number at the front, its sign included; a comma may stand for the point.
std::optional<double> take_number(std::string_view& text) {
  std::string digits;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
    if (text[at] == '-') digits += '-';
    ++at;
  }
  while (at < text.size() && text[at] == ' ') ++at;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '.' || c == ',') {
      digits += '.';
    } else {
      break;
    }
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  text.remove_prefix(at);
  return value;
}

std::optional<double> factor_of(std::string_view unit, bool& elapsed) {
  if (has_word(kElapsedDays, unit)) {
    elapsed = true;
    return static_cast<double>(kMinutesPerDay);
  }
  for (const bool by_clock : {false, true}) {
    if (by_clock && (unit.empty() || unit.front() != 'e')) break;
    const std::string_view word = by_clock ? unit.substr(1) : unit;
    for (const Unit& row : kUnits) {
      if (!has_word(row.words, word)) continue;
      elapsed = by_clock;
      return static_cast<double>(by_clock ? row.elapsed : row.working);
    }
  }
  return std::nullopt;
}

/// The numbers of a date in order, at most six; empty when a sign is not one that dates have.
std::optional<std::array<int, 6>> numbers_of(std::string_view text, std::size_t& count) {
  std::array<int, 6> numbers{};
  count = 0;
  while (!text.empty()) {
    int value = 0;
    const std::size_t most = std::min<std::size_t>(text.size(), 4);
    const auto [end, error] = std::from_chars(text.data(), text.data() + most, value);
    if (error != std::errc() || value < 0 || count == numbers.size()) return std::nullopt;
    numbers[count++] = value;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t next = std::min(text.find_first_of("0123456789"), text.size());
    constexpr std::array<std::string_view, 12> kSigns{"-",  "/",  ".",  " ",   "T",  ":",
                                                      "年", "月", "日", "日 ", "时", "分"};
    const bool known = next == 0 || std::ranges::find(kSigns, text.substr(0, next)) != kSigns.end();
    if (!known || (next == 0 && !text.empty())) return std::nullopt;
    text.remove_prefix(next);
  }
  return numbers;
}

/// "4-Mar-25 …" as "2025-3-4 …"; any other text unchanged.
std::string named_month_resolved(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::size_t first = text.find_first_of("- ");
  if (first == std::string_view::npos || first > 2 || first + 4 >= text.size()) {
    return std::string(text);
  }
  const std::string month = folded(text.substr(first + 1, 3));
  const auto found = std::ranges::find(kMonths, month);
  if (found == kMonths.end()) return std::string(text);
  std::string_view rest = text.substr(first + 5);
  int year = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), year);
  if (error != std::errc()) return std::string(text);
  const auto digits = static_cast<std::size_t>(end - rest.data());
  // P6 prints two digits of the year; the century is that of the span 1980-2079.
  if (digits == 2) year += year < 80 ? 2000 : 1900;
  return fmt::format("{}-{}-{}{}", year, found - kMonths.begin() + 1, text.substr(0, first),
                     rest.substr(digits));
}

template <class E>
struct Word {
  E value;
  std::string_view words;  ///< folded, joined by '|'
};

using model::ActivityKind;
constexpr std::array kKinds{
    Word<ActivityKind>{ActivityKind::task,
                       "task|taskdependent|任务|作业|工序|普通任务|任务相关|任务作业"},
    Word<ActivityKind>{ActivityKind::gate, "gate|approval|审批|手续|关口"},
    Word<ActivityKind>{ActivityKind::milestone, "milestone|里程碑|节点"},
    Word<ActivityKind>{ActivityKind::level_of_effort,
                       "levelofeffort|loe|hammock|配合作业|投入程度|支持作业"},
    Word<ActivityKind>{ActivityKind::start_milestone, "startmilestone|开始里程碑"},
    Word<ActivityKind>{ActivityKind::finish_milestone, "finishmilestone|完成里程碑"},
    Word<ActivityKind>{ActivityKind::summary,
                       "summary|wbssummary|wbs汇总|wbs作业|汇总|摘要|摘要任务"},
    Word<ActivityKind>{ActivityKind::resource_dependent,
                       "resourcedependent|独立式作业|资源相关|资源作业"},
};

using model::ConstraintKind;
constexpr std::array kConstraints{
    Word<ConstraintKind>{ConstraintKind::none, "|none|asap|assoonaspossible|无|越早越好"},
    Word<ConstraintKind>{ConstraintKind::start_not_earlier,
                         "startnotearlier|snet|startnoearlierthan|startonorafter|不得早于开始|"
                         "不得早于此时间开始|不得早于…开始|开始不早于"},
    Word<ConstraintKind>{ConstraintKind::start_not_later,
                         "startnotlater|snlt|startnolaterthan|startonorbefore|不得晚于开始|"
                         "不得晚于此时间开始|不得晚于…开始|开始不晚于"},
    Word<ConstraintKind>{ConstraintKind::finish_not_earlier,
                         "finishnotearlier|fnet|finishnoearlierthan|finishonorafter|不得早于完成|"
                         "不得早于此时间完成|不得早于…完成|完成不早于"},
    Word<ConstraintKind>{ConstraintKind::finish_not_later,
                         "finishnotlater|fnlt|finishnolaterthan|finishonorbefore|不得晚于完成|"
                         "不得晚于此时间完成|不得晚于…完成|完成不晚于"},
    Word<ConstraintKind>{ConstraintKind::must_start,
                         "muststart|mso|muststarton|starton|必须开始于|必须于此时间开始|开始于"},
    Word<ConstraintKind>{ConstraintKind::must_finish,
                         "mustfinish|mfo|mustfinishon|finishon|必须完成于|必须于此时间完成|完成于"},
    Word<ConstraintKind>{ConstraintKind::as_late_as_possible,
                         "aslateaspossible|alap|越晚越好|尽可能晚"},
    Word<ConstraintKind>{ConstraintKind::mandatory_start, "mandatorystart|强制开始"},
    Word<ConstraintKind>{ConstraintKind::mandatory_finish, "mandatoryfinish|强制完成"},
    Word<ConstraintKind>{ConstraintKind::set_by_hand, "setbyhand|手动"},
};

template <class E, std::size_t N>
std::optional<E> find_word(const std::array<Word<E>, N>& rows, std::string_view text) {
  const std::string word = folded(text);
  for (const Word<E>& row : rows) {
    if (has_word(row.words, word)) return row.value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::optional<Span> parse_span(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && text.back() == '?') text = trimmed(text.substr(0, text.size() - 1));
  const std::optional<double> number = take_number(text);
  if (!number) return std::nullopt;
  Span span;
  text = trimmed(text);
  if (text == "%" || text == "e%") {
    span.percent = *number;
    span.elapsed = text == "e%";
    return std::abs(*number) <= 1e6 ? std::optional(span) : std::nullopt;
  }
  span.bare = text.empty();
  double factor = 1;
  if (!span.bare) {
    const std::optional<double> found = factor_of(folded(text), span.elapsed);
    if (!found) return std::nullopt;
    factor = *found;
  }
  const double minutes = std::round(*number * factor);
  if (!(std::abs(minutes) <= static_cast<double>(kMaxSpan))) return std::nullopt;
  span.minutes = static_cast<std::int64_t>(minutes);
  return span;
}

std::string span_text(std::int64_t minutes, bool elapsed) {
  const std::int64_t day = elapsed ? kMinutesPerDay : kWorkDay;
  const std::string_view prefix = elapsed ? "e" : "";
  if (minutes % day == 0) return fmt::format("{}{}d", minutes / day, prefix);
  if (minutes % kHour == 0) return fmt::format("{}{}h", minutes / kHour, prefix);
  return fmt::format("{}{}m", minutes, prefix);
}

std::optional<Minute> parse_date(std::string_view text, Edge edge) {
  const std::string resolved = named_month_resolved(trimmed(text));
  std::size_t count = 0;
  std::string_view rest = resolved;
  constexpr std::string_view kDaySign = "日";
  if (rest.ends_with(kDaySign)) rest.remove_suffix(kDaySign.size());
  if (rest.ends_with('Z')) rest.remove_suffix(1);
  const auto numbers = numbers_of(rest, count);
  if (!numbers || count < 3 || count == 4) return std::nullopt;
  const auto& [year, month, day, hour, minute, second] = *numbers;
  if (year < 1900 || hour > 24 || minute > 59 || second > 59) return std::nullopt;
  const Result<Day> parsed = parse_day(fmt::format("{:04}-{:02}-{:02}", year, month, day));
  if (!parsed || (hour == 24 && minute != 0)) return std::nullopt;
  if (count == 3) return start_of(*parsed) + (edge == Edge::finish ? kMinutesPerDay : 0);
  return start_of(*parsed) + hour * kHour + minute;
}

std::string date_text(Minute minute) {
  std::string text = to_text(minute);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::optional<ActivityKind> parse_kind(std::string_view text) {
  if (trimmed(text).empty()) return ActivityKind::task;
  return find_word(kKinds, text);
}

std::optional<ConstraintKind> parse_constraint(std::string_view text) {
  return find_word(kConstraints, text);
}

Edge edge_of(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::finish_not_earlier:
    case ConstraintKind::finish_not_later:
    case ConstraintKind::must_finish:
    case ConstraintKind::mandatory_finish:
      return Edge::finish;
    default:
      return Edge::start;
  }
}

std::optional<bool> parse_flag(std::string_view text) {
  const std::string word = folded(text);
  if (has_word("yes|true|1|y|是|对|关键", word)) return true;
  if (word.empty() || has_word("no|false|0|n|否|非关键", word)) return false;
  return std::nullopt;
}

std::optional<double> parse_percent(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
  const std::optional<double> value = take_number(text);
  if (!value || !text.empty() || *value < 0 || *value > 100) return std::nullopt;
  return value;
}

NamedWeek week_named(std::string_view calendar) {
  const std::string word = folded(calendar);
  if (has_word("24hours|24hour|24h|24x7|24小时|24小时日历|连续", word)) {
    return {.week = "mon-sun 00:00-24:00", .minutes_per_day = kMinutesPerDay};
  }
  return {.week = "mon-fri 08:00-12:00 13:00-17:00",
          .minutes_per_day = kWorkDay,
          .assumed = !has_word("standard|标准|标准日历", word)};
}

}  // namespace tc::formats::csv
