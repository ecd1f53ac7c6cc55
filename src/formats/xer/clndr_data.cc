// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/clndr_data.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace tc::formats::xer {
namespace {

using model::DayShifts;
using model::Shift;

constexpr Day kSerialZero{-25569};  // 1899-12-30
constexpr std::size_t kMostFaults = 3;
constexpr std::size_t kDeepest = 16;

/// One node: "(0||name(parameters)(children))".
struct Node {
  std::string_view name;
  std::string_view parameters;
  std::size_t depth{};
};

/// Lists the nodes of the tree in order, and says where it stopped being one.
class Tree {
 public:
  explicit Tree(std::string_view text) : text_(text) {}

  [[nodiscard]] std::vector<Node> nodes();
  [[nodiscard]] bool sound() const { return sound_; }
  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  void skip_space() {
    while (at_ < text_.size() &&
           (static_cast<unsigned char>(text_[at_]) <= ' ' || text_[at_] == '\x7f')) {
      ++at_;
    }
  }
  bool take(char mark) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != mark) return false;
    ++at_;
    return true;
  }
  /// Up to the mark, which is taken too.
  std::optional<std::string_view> take_until(char mark) {
    const std::size_t end = text_.find(mark, at_);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view part = text_.substr(at_, end - at_);
    at_ = end + 1;
    return part;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool sound_ = true;
};

std::vector<Node> Tree::nodes() {
  std::vector<Node> found;
  std::size_t depth = 0;
  while (true) {
    // After a node's opening, its children or the two brackets that close it.
    if (depth > 0 && take(')')) {
      sound_ = take(')') && sound_;
      if (--depth == 0 || !sound_) return found;
      continue;
    }
    if (!take('(') || depth >= kDeepest) break;
    const auto number = take_until('|');
    const auto gap = number ? take_until('|') : std::nullopt;
    const auto name = gap ? take_until('(') : std::nullopt;
    const auto parameters = name ? take_until(')') : std::nullopt;
    if (!parameters || !take('(')) break;
    found.push_back({.name = *name, .parameters = *parameters, .depth = depth});
    ++depth;
  }
  sound_ = false;
  return found;
}

/// The value after `key` in "s|08:00|f|16:00".
std::optional<std::string_view> parameter(std::string_view parameters, char key) {
  while (!parameters.empty()) {
    const std::size_t middle = parameters.find('|');
    if (middle == std::string_view::npos) return std::nullopt;
    const std::string_view name = parameters.substr(0, middle);
    std::string_view rest = parameters.substr(middle + 1);
    const std::size_t end = rest.find('|');
    if (name.size() == 1 && name[0] == key) return rest.substr(0, end);
    parameters = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return std::nullopt;
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "8:00", "08:00" or "08:00:00" as minutes.
std::optional<std::int32_t> clock(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() < colon + 3) return std::nullopt;
  const auto hour = whole(text.substr(0, colon));
  const auto minute = whole(text.substr(colon + 1, 2));
  const bool tail = text.size() > colon + 3 && text[colon + 3] != ':';
  if (!hour || !minute || tail || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) {
    return std::nullopt;
  }
  const int total = *hour * 60 + *minute;
  return total <= kMinutesPerDay ? std::optional(total) : std::nullopt;
}

/// Builds the working time node by node.
class Builder {
 public:
  explicit Builder(ClndrData& out) : out_(out) {}

  void take(const Node& node);
  void finish();
  void fault(std::string text) {
    if (out_.faults.size() < kMostFaults) out_.faults.push_back(std::move(text));
  }

 private:
  void take_day(const Node& node);
  void take_shift(const Node& node);

  ClndrData& out_;
  enum class Part { other, week, exceptions } part_ = Part::other;
  std::size_t part_depth_ = 0;
  DayShifts* shifts_ = nullptr;  ///< of the day whose shifts come next
  std::size_t weekday_ = 0;
  std::optional<Day> day_;
  std::array<DayShifts, 7> week_spill_;  ///< what runs over midnight into this weekday
  std::map<Day, DayShifts> exception_spill_;
};

void Builder::take(const Node& node) {
  if (part_ != Part::other && node.depth <= part_depth_) part_ = Part::other;
  if (part_ == Part::other) {
    const bool week = node.name == "DaysOfWeek";
    if (!week && node.name != "Exceptions") return;
    part_ = week ? Part::week : Part::exceptions;
    part_depth_ = node.depth;
    shifts_ = nullptr;
    return;
  }
  if (node.depth == part_depth_ + 1) {
    take_day(node);
  } else {
    take_shift(node);
  }
}

void Builder::take_day(const Node& node) {
  shifts_ = nullptr;
  day_.reset();
  if (part_ == Part::week) {
    const auto number = whole(node.name);
    if (!number || *number < 1 || *number > 7) {
      return fault("'" + std::string(node.name.substr(0, 20)) + "' is no day of the week");
    }
    weekday_ = static_cast<std::size_t>((*number + 5) % 7);  // 1 is Sunday, our 6
    shifts_ = &out_.time.week[weekday_];
    out_.has_week = true;
    return;
  }
  const auto text = parameter(node.parameters, 'd');
  const auto serial = text ? whole(*text) : std::nullopt;
  if (!serial || *serial < 0 || *serial > 200'000 || kSerialZero + *serial < kFirstCalendarDay ||
      kSerialZero + *serial > kLastCalendarDay) {
    return fault("'" + std::string(node.parameters.substr(0, 20)) +
                 "' is no day from 1900 to 2199");
  }
  day_ = kSerialZero + *serial;
  shifts_ = &out_.time.exceptions[*day_];
  shifts_->clear();  // given twice: the later counts
}

void Builder::take_shift(const Node& node) {
  const auto start = parameter(node.parameters, 's');
  const auto finish = parameter(node.parameters, 'f');
  const auto from = start ? clock(*start) : std::nullopt;
  const auto to = finish ? clock(*finish) : std::nullopt;
  if (shifts_ == nullptr) return;
  if (!from || !to || (*from == *to && *from > 0)) {
    return fault("'" + std::string(node.parameters.substr(0, 30)) + "' is no shift");
  }
  const NightSplit parts = split_at_midnight(*from, *to);
  shifts_->push_back(parts.today);
  if (parts.tomorrow.to == 0) return;
  if (part_ == Part::week) {
    week_spill_[(weekday_ + 1) % 7].push_back(parts.tomorrow);
  } else if (day_) {
    exception_spill_[*day_ + 1].push_back(parts.tomorrow);
  }
}

/// Gives the next day its share of the night. The night after a single day joins the usual hours of
/// the day it reaches.
void Builder::finish() {
  WorkingTime& time = out_.time;
  for (std::size_t day = 0; day < 7; ++day) {
    DayShifts& shifts = time.week[day];
    shifts.insert(shifts.end(), week_spill_[day].begin(), week_spill_[day].end());
    shifts = tidy(std::move(shifts));
  }
  for (const auto& [day, spill] : exception_spill_) {
    if (day > kLastCalendarDay) continue;
    const auto usual = time.week[static_cast<std::size_t>(weekday(day))];
    DayShifts& shifts = time.exceptions.try_emplace(day, usual).first->second;
    shifts.insert(shifts.end(), spill.begin(), spill.end());
  }
  for (auto& [day, shifts] : time.exceptions) shifts = tidy(std::move(shifts));
}

void append_clock(std::string& out, std::int32_t minutes) {
  minutes %= static_cast<std::int32_t>(kMinutesPerDay);  // the end of a day is written 00:00
  const auto digit = [&out](std::int32_t value) { out += static_cast<char>('0' + value); };
  digit(minutes / 600);
  digit(minutes / 60 % 10);
  out += ':';
  digit(minutes % 60 / 10);
  digit(minutes % 10);
}

void append_shifts(std::string& out, const DayShifts& shifts) {
  int number = 0;
  for (const Shift& shift : shifts) {
    out += "(0||" + std::to_string(number++) + "(s|";
    append_clock(out, shift.from);
    out += "|f|";
    append_clock(out, shift.to);
    out += ")())";
  }
}

}  // namespace

ClndrData parse_clndr_data(std::string_view text) {
  ClndrData out;
  Tree tree(text);
  const std::vector<Node> nodes = tree.nodes();
  Builder builder(out);
  for (const Node& node : nodes) builder.take(node);
  builder.finish();
  if (!tree.sound())
    builder.fault("the tree breaks off at character " + std::to_string(tree.position()));
  return out;
}

std::string print_clndr_data(const WorkingTime& time) {
  std::string out = "(0||CalendarData()((0||DaysOfWeek()(";
  for (std::size_t number = 1; number <= 7; ++number) {
    out += "(0||" + std::to_string(number) + "()(";
    append_shifts(out, time.week[(number + 5) % 7]);
    out += "))";
  }
  out += "))(0||VIEW(ShowTotal|N)())(0||Exceptions()(";
  int index = 0;
  for (const auto& [day, shifts] : time.exceptions) {
    out += "(0||" + std::to_string(index++) + "(d|" + std::to_string(day - kSerialZero) + ")(";
    append_shifts(out, shifts);
    out += "))";
  }
  return out + "))))";
}

}  // namespace tc::formats::xer
