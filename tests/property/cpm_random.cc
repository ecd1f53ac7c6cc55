// SPDX-License-Identifier: Apache-2.0
#include "property/cpm_random.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace tc::random {
namespace {

Spans make_spans(Source& source) {
  switch (source.between(0, 4)) {
    case 0:
      return {{0, 1440}};
    case 1:
      return {{480, 720}, {840, 1080}};
    case 2:
      return {{0, 360}, {1320, 1440}};
    default:
      break;
  }
  Spans spans;
  int at = static_cast<int>(source.between(0, 700));
  for (auto count = source.between(1, 3); count > 0 && at < 1430; --count) {
    const int to = std::min(at + static_cast<int>(source.between(1, 500)), 1440);
    spans.emplace_back(at, to);
    at = to + static_cast<int>(source.between(0, 200));
  }
  return spans;
}

std::string text_of(const Spans& spans) {
  if (spans.empty()) return " off";
  std::string text;
  for (const auto& [from, to] : spans) {
    text += fmt::format(" {:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
  }
  return text;
}

constexpr std::array<const char*, 7> kNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

model::Activity make_activity(Source& source, Day window, int calendars, const CaseShape& shape) {
  model::Activity activity;
  activity.calendar_id.value = source.between(0, calendars);
  activity.weather = static_cast<std::int32_t>(source.between(0, 2));
  activity.duration_likely = source.chance(15) ? 0 : source.between(1, 1500);
  if (source.chance(15)) {
    using model::ConstraintKind;
    const auto last = static_cast<std::int64_t>(ConstraintKind::must_finish);
    activity.constraint_kind = static_cast<ConstraintKind>(source.between(0, last));
    const bool early = activity.constraint_kind == ConstraintKind::start_not_earlier ||
                       activity.constraint_kind == ConstraintKind::finish_not_earlier;
    if (!early && !shape.late_constraints) activity.constraint_kind = ConstraintKind::none;
    activity.constraint_at = start_of(window + 30) + source.between(0, 60 * kMinutesPerDay);
  }
  return activity;
}

void make_progress(Source& source, Minute data_date, model::Activity& activity) {
  const auto state = source.between(0, 8);
  if (state > 2) return;
  activity.actual_start = data_date - source.between(0, 6 * kMinutesPerDay);
  if (state == 2) {
    activity.actual_finish = *activity.actual_start + source.between(0, kMinutesPerDay);
  } else if (source.chance(50)) {
    activity.remaining = source.between(0, 900);
  }
}

model::Link make_link(Source& source, int calendars, const CaseShape& shape) {
  model::Link link;
  if (!shape.only_finish_start) {
    link.type = static_cast<model::LinkType>(source.between(0, shape.only_starts ? 1 : 3));
  }
  if (source.chance(50)) link.lag = source.between(shape.negative_lags ? -1500 : 0, 2500);
  link.lag_calendar_id.value = source.chance(40) ? 0 : source.between(0, calendars);
  return link;
}

}  // namespace

CalendarSpec make_calendar(Source& source, Day window) {
  CalendarSpec spec;
  const bool every_day = source.chance(30);
  for (std::size_t day = 0; day < 7; ++day) {
    if (every_day || day < 4 || source.chance(40)) spec.week[day] = make_spans(source);
  }
  for (auto count = source.between(0, 5); count > 0; --count) {
    const Day first = window + static_cast<int>(source.between(0, kWindowDays));
    const Day last = first + static_cast<int>(source.between(0, 6));
    spec.exceptions.push_back({first, last, source.chance(60) ? Spans{} : make_spans(source)});
  }
  if (source.chance(70)) {
    spec.winter = {11, static_cast<int>(source.between(1, 30)), source.chance(50) ? 12 : 2,
                   static_cast<int>(source.between(1, 29))};
  }
  spec.whole_days = source.chance(35);
  return spec;
}

model::Calendar to_model(const CalendarSpec& spec, std::int64_t id) {
  model::Calendar calendar;
  calendar.id.value = id;
  calendar.whole_days = spec.whole_days;
  for (std::size_t day = 0; day < 7; ++day) {
    if (!spec.week[day].empty()) calendar.week += kNames[day] + text_of(spec.week[day]) + "; ";
  }
  for (const auto& exception : spec.exceptions) {
    calendar.exceptions +=
        to_text(exception.first) + ".." + to_text(exception.last) + text_of(exception.spans) + "\n";
  }
  if (spec.winter) {
    const auto& [month, day, to_month, to_day] = *spec.winter;
    calendar.winter = fmt::format("{:02}-{:02}..{:02}-{:02}", month, day, to_month, to_day);
  }
  return calendar;
}

Case make_case(Source& source, Day window, int calendars, const CaseShape& shape) {
  Case result;
  result.files.resize(static_cast<std::size_t>(source.between(1, 2)));
  result.input.data_date = start_of(window + 20) + source.between(0, 100 * kMinutesPerDay);
  const auto count = source.between(1, 14);
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 0; i < count; ++i)
    ids.push_back((ids.empty() ? 100 : ids.back()) + source.between(1, 9));
  for (std::size_t i = ids.size(); i-- > 1;) {
    std::swap(ids[i],
              ids[static_cast<std::size_t>(source.between(0, static_cast<std::int64_t>(i)))]);
  }
  std::vector<std::size_t> home;
  for (const std::int64_t id : ids) {
    home.push_back(static_cast<std::size_t>(source.next() % result.files.size()));
    model::Activity activity = make_activity(source, window, calendars, shape);
    activity.id.value = id;
    if (shape.progress) make_progress(source, result.input.data_date, activity);
    result.files[home.back()].activities.push_back(activity);
    if (source.chance(15)) {
      const Minute until = result.input.data_date + source.between(-2000, 20 * kMinutesPerDay);
      const std::int64_t delay = source.chance(50) ? source.between(0, 4000) : 0;
      result.holds.push_back({.activity = {id},
                              .until = source.chance(60) ? std::optional(until) : std::nullopt,
                              .delay_minutes = delay,
                              .blocker = {}});
    }
  }
  for (std::size_t to = 1; to < ids.size(); ++to) {
    for (auto links = source.between(0, 3); links > 0; --links) {
      const auto from =
          static_cast<std::size_t>(source.between(0, static_cast<std::int64_t>(to) - 1));
      model::Link link = make_link(source, calendars, shape);
      link.predecessor_id.value = ids[from];
      link.successor_id.value = ids[to];
      result.files[home[to]].links.push_back(link);
    }
  }
  for (model::ProjectFile& file : result.files) {
    std::ranges::sort(file.activities, {}, &model::Activity::id);
  }
  result.input.rules.total_float = static_cast<engine::FloatRule>(source.between(0, 2));
  result.input.rules.float_basis = static_cast<engine::FloatBasis>(source.between(0, 1));
  result.input.rules.progress = static_cast<engine::ProgressRule>(source.between(0, 1));
  if (source.chance(20))
    result.input.project_start = result.input.data_date + source.between(0, 9000);
  return result;
}

void enrich(Source& source, Case& given) {
  for (model::ProjectFile& file : given.files) {
    for (model::Activity& activity : file.activities) {
      if (source.chance(10)) activity.constraint_kind = model::ConstraintKind::as_late_as_possible;
      if (source.chance(6)) activity.kind = model::ActivityKind::finish_milestone;
      if (source.chance(6)) activity.kind = model::ActivityKind::start_milestone;
      if (source.chance(6)) activity.kind = model::ActivityKind::level_of_effort;
      if (model::is_milestone(activity.kind)) activity.duration_likely = 0;
      if (source.chance(8)) {
        activity.deadline = given.input.data_date + source.between(0, 20 * kMinutesPerDay);
      }
      if (source.chance(5)) {
        activity.expected_finish = given.input.data_date + source.between(0, 9 * kMinutesPerDay);
      }
    }
  }
}

std::vector<engine::ProjectTerms> make_terms(Source& source, const Case& given) {
  std::vector<engine::ProjectTerms> terms;
  for (std::size_t p = 0; p < given.files.size(); ++p) {
    engine::ProjectTerms& mine = terms.emplace_back(given.input);
    mine.rules.dates = static_cast<engine::DateRule>(source.between(0, 2));
    mine.rules.own_open_ends = source.chance(10);
    mine.rules.honor_constraints = source.chance(50);
    mine.rules.from_finish = mine.rules.dates == engine::DateRule::project && source.chance(10);
    mine.rules.progress = static_cast<engine::ProgressRule>(source.between(0, 2));
    if (source.chance(20)) {
      mine.must_finish_by = mine.data_date + source.between(0, 60 * kMinutesPerDay);
    }
  }
  return terms;
}

}  // namespace tc::random
