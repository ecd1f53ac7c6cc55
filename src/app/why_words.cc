// SPDX-License-Identifier: Apache-2.0
#include "app/why_words.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace tc::app {
namespace {

using engine::DateField;
using engine::IdleKind;
using model::ConstraintKind;

/// Without a needless ".0".
std::string number(double value) {
  const double tenths = std::round(value * 10) / 10;
  return tenths == std::round(tenths) ? fmt::format("{:.0f}", tenths)
                                      : fmt::format("{:.1f}", tenths);
}

/// "某日" stands where the date goes.
Said kind_of_constraint(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::start_not_earlier:
      return {"不早于某日开始", "start no earlier than"};
    case ConstraintKind::start_not_later:
      return {"不晚于某日开始", "start no later than"};
    case ConstraintKind::finish_not_earlier:
      return {"不早于某日完成", "finish no earlier than"};
    case ConstraintKind::finish_not_later:
      return {"不晚于某日完成", "finish no later than"};
    case ConstraintKind::must_start:
      return {"须在某日开始", "must start on"};
    case ConstraintKind::must_finish:
      return {"须在某日完成", "must finish on"};
    case ConstraintKind::as_late_as_possible:
      return {"越晚越好", "as late as possible"};
    case ConstraintKind::mandatory_start:
      return {"强制开始", "mandatory start"};
    case ConstraintKind::mandatory_finish:
      return {"强制完成", "mandatory finish"};
    case ConstraintKind::set_by_hand:
      return {"手工排定", "scheduled by hand"};
    case ConstraintKind::none:
      break;
  }
  return {"限制", "constraint"};
}

}  // namespace

std::string say_date(Minute at) {
  const bool midnight = start_of(day_of(at)) == at;
  if (midnight) return to_text(day_of(at));
  std::string text = to_text(at);
  text[text.find('T')] = ' ';
  return text;
}

Said say_work(std::int64_t minutes, std::int64_t minutes_per_day) {
  const auto per_day = static_cast<double>(minutes_per_day);
  const double days = static_cast<double>(minutes) / per_day;
  if (minutes % 60 != 0 && std::llabs(minutes) < 60) {
    return {fmt::format("{} 分钟", minutes), fmt::format("{} min", minutes)};
  }
  if (std::fabs(days) < 1 && minutes != 0) {
    const std::string hours = number(static_cast<double>(minutes) / 60);
    return {hours + " 小时", hours + " h"};
  }
  const std::string text = number(days);
  return {text + " 天", text + (text == "1" ? " day" : " days")};
}

Said say_activity(const WhyActivity& activity) {
  const std::string code = activity.code.empty() ? activity.file_id : activity.code;
  const std::string& english = activity.name_en.empty() ? activity.name : activity.name_en;
  if (activity.name.empty()) return {"「" + code + "」", "\"" + code + "\""};
  return {fmt::format("「{} {}」", code, activity.name), fmt::format("\"{} {}\"", code, english)};
}

std::string_view short_name(model::LinkType type) {
  switch (type) {
    case model::LinkType::finish_start:
      return "FS";
    case model::LinkType::start_start:
      return "SS";
    case model::LinkType::finish_finish:
      return "FF";
    case model::LinkType::start_finish:
      break;
  }
  return "SF";
}

Said say_constraint(ConstraintKind kind, std::optional<Minute> at) {
  Said said = kind_of_constraint(kind);
  if (!at) return said;
  const std::string date = say_date(*at);
  constexpr std::string_view kSomeDay = "某日";
  const std::size_t hole = said.zh.find(kSomeDay);
  if (hole == std::string::npos) {
    said.zh += " " + date;
  } else {
    said.zh.replace(hole, kSomeDay.size(), " " + date + " ");
  }
  said.en += " " + date;
  return said;
}

Said say_idle(const std::optional<engine::Idle>& idle) {
  if (!idle) return {};
  const std::string first = to_text(idle->first);
  const std::string last = to_text(idle->last);
  const bool one = idle->first == idle->last;
  switch (idle->kind) {
    case IdleKind::exception:
      return one ? Said{fmt::format("（{} 放假或停工）", first), fmt::format(" ({} is off)", first)}
                 : Said{fmt::format("（{} 至 {} 有放假或停工）", first, last),
                        fmt::format(" (days off between {} and {})", first, last)};
    case IdleKind::winter:
      return {"（冬季停工）", " (stopped for the winter)"};
    case IdleKind::rest_day:
      return {"（休息日）", " (rest days)"};
    case IdleKind::off_hours:
      break;
  }
  return {"（非工作时间）", " (outside working hours)"};
}

Said say_what(const WhyDate& date) {
  const Said who = say_activity(date.activity);
  const std::string at = say_date(date.date);
  switch (date.field) {
    case DateField::early_start:
      return {fmt::format("{}最早 {} 开始", who.zh, at),
              fmt::format("{} starts on {} at the earliest", who.en, at)};
    case DateField::early_finish:
      return {fmt::format("{}最早 {} 完成", who.zh, at),
              fmt::format("{} finishes on {} at the earliest", who.en, at)};
    case DateField::late_start:
      return {fmt::format("{}最迟须在 {} 开始", who.zh, at),
              fmt::format("{} must start by {}", who.en, at)};
    case DateField::late_finish:
      break;
  }
  return {fmt::format("{}最迟须在 {} 完成", who.zh, at),
          fmt::format("{} must finish by {}", who.en, at)};
}

}  // namespace tc::app
