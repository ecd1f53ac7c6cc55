// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/calendars.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/mspdi/calendar_source.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::size_t kDeepest = 16;  ///< calendars derived from one another
constexpr std::int64_t kLargestId = std::int64_t{1} << 40;
/// Bounds on what small files can unfold to: dated days laid over one another, and bytes of text.
constexpr std::size_t kMostLaidDays = 4'000'000;
constexpr std::size_t kMostText = std::size_t{64} << 20;

model::DayShifts office_hours() { return {{480, 720}, {780, 1020}}; }

/// A calendar with its base laid under it.
struct Flat {
  std::array<model::DayShifts, 7> week;
  std::map<Day, model::DayShifts> week_days;
  std::map<Day, model::DayShifts> exceptions;
};

Flat lay_over(Flat base, const CalendarSource& own) {
  std::erase_if(base.week_days, [&](const auto& entry) {
    return own.week[static_cast<std::size_t>(weekday(entry.first))].has_value();
  });
  for (std::size_t day = 0; day < 7; ++day) {
    if (own.week[day]) base.week[day] = *own.week[day];
  }
  for (const auto& [day, shifts] : own.week_days) base.week_days[day] = shifts;
  for (const auto& [day, shifts] : own.exceptions) base.exceptions[day] = shifts;
  return base;
}

/// Without a base, days that are not said are off; when nothing is said, hours are the usual ones.
Flat standard(bool nothing_said) {
  Flat flat;
  if (!nothing_said) return flat;
  for (std::size_t day = 0; day < 5; ++day) flat.week[day] = office_hours();
  return flat;
}

WorkingTime to_time(Flat flat) {
  WorkingTime time{.week = std::move(flat.week), .exceptions = std::move(flat.week_days)};
  for (auto& [day, shifts] : flat.exceptions) time.exceptions[day] = std::move(shifts);
  return time;
}

bool says_nothing(const CalendarSource& source) {
  const bool no_week =
      std::ranges::none_of(source.week, [](const auto& day) { return day.has_value(); });
  return no_week && source.week_days.empty() && source.exceptions.empty();
}

/// Bases of a calendar, itself first; a circle or an absurd depth ends the chain.
std::vector<std::size_t> chain_of(const std::vector<CalendarSource>& sources,
                                  const std::map<std::int64_t, std::size_t>& by_uid,
                                  std::size_t start) {
  std::vector<std::size_t> chain{start};
  while (chain.size() < kDeepest) {
    const auto base = sources[chain.back()].base_uid;
    const auto found = base ? by_uid.find(*base) : by_uid.end();
    if (found == by_uid.end() || std::ranges::find(chain, found->second) != chain.end()) break;
    chain.push_back(found->second);
  }
  return chain;
}

std::size_t dated_days(const std::vector<CalendarSource>& sources,
                       const std::vector<std::size_t>& chain) {
  std::size_t days = 0;
  for (const std::size_t i : chain) {
    days += sources[i].week_days.size() + sources[i].exceptions.size();
  }
  return days;
}

WorkingTime flatten(const std::vector<CalendarSource>& sources,
                    const std::vector<std::size_t>& chain) {
  Flat flat = standard(says_nothing(sources[chain.back()]));
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    flat = lay_over(std::move(flat), sources[*at]);
  }
  return to_time(std::move(flat));
}

/// Takes `cost` off what is left; false and nothing taken when it is too much.
bool afford(std::size_t cost, std::size_t& left) {
  if (cost > left) return false;
  left -= cost;
  return true;
}

}  // namespace

Calendars::Calendars(pugi::xml_node project, Remarks& remarks) : days_left_(kMostLaidDays) {
  std::vector<CalendarSource> sources;
  std::size_t budget = kMostNamedDays;
  each_child(child_of(project, "Calendars"), "Calendar", [&](pugi::xml_node node) {
    sources.push_back(read_calendar(node, remarks, budget));
    const auto& uid = sources.back().uid;
    if (uid) next_id_ = std::max(next_id_, std::min(*uid, kLargestId) + 1);
  });
  if (sources.empty()) {
    remarks.add("mspdi.calendar", "the file has no calendar; Monday to Friday 8-12 and 13-17 holds",
                project);
    sources.emplace_back().name = "Standard";
  }
  flatten_all(sources, remarks);
}

void Calendars::flatten_all(std::vector<CalendarSource>& sources, Remarks& remarks) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].uid && !by_uid_.emplace(*sources[i].uid, i).second) {
      remarks.add("mspdi.calendar", fmt::format("the UID {} is there twice", *sources[i].uid),
                  sources[i].node);
    }
  }
  std::vector<std::vector<std::size_t>> chains;
  for (std::size_t i = 0; i < sources.size(); ++i) chains.push_back(chain_of(sources, by_uid_, i));
  std::map<std::size_t, model::Calendar> plain;  ///< flattened already, for those that add nothing
  std::size_t text_left = kMostText;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const CalendarSource& source = sources[i];
    auto chain = chains[i];
    while (chain.size() > 1 && says_nothing(sources[chain.front()])) chain.erase(chain.begin());
    auto known = plain.find(chain.front());
    if (known == plain.end()) {
      known = plain.emplace(chain.front(), model::Calendar{}).first;
      if (!afford(dated_days(sources, chain), days_left_)) {
        remarks.add("mspdi.limit", "the calendar's base has too many exceptions", source.node);
        chain.resize(1);
      }
      to_model(flatten(sources, chain), known->second);
    }
    model::Calendar calendar = known->second;
    if (!afford(calendar.exceptions.size(), text_left)) {
      remarks.add("mspdi.limit", "the calendar's exceptions are left out", source.node);
      calendar.exceptions.clear();
    }
    const bool usable =
        source.uid && *source.uid > 0 && *source.uid < kLargestId && by_uid_.at(*source.uid) == i;
    calendar.id = {usable ? *source.uid : next_id_++};
    calendar.name = source.name;
    nodes_.push_back(source.node);
    CalendarFacts facts;
    if (source.uid) facts.file_id = fmt::format("{}", *source.uid);
    facts.guid = source.guid;
    facts.scope = source.is_base ? CalendarScope::global : CalendarScope::resource;
    add(std::move(calendar), std::move(facts));
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (chains[i].size() > 1) facts_[i].base = calendars_[chains[i][1]].id;
  }
}

void Calendars::add(model::Calendar calendar, CalendarFacts facts) {
  by_id_.emplace(calendar.id.value, calendars_.size());
  calendars_.push_back(std::move(calendar));
  facts_.push_back(std::move(facts));
}

std::size_t Calendars::at(model::CalendarId id) const { return by_id_.at(id.value); }

std::optional<model::CalendarId> Calendars::find(std::optional<std::int64_t> uid) const {
  const auto found = uid ? by_uid_.find(*uid) : by_uid_.end();
  return found == by_uid_.end() ? std::nullopt : std::optional(calendars_[found->second].id);
}

model::CalendarId Calendars::first_like(model::CalendarId id) {
  const model::Calendar& calendar = calendars_[at(id)];
  return by_time_.emplace(std::pair(calendar.week, calendar.exceptions), id).first->second;
}

model::CalendarId Calendars::both(model::CalendarId a, model::CalendarId b) {
  if (a == b) return a;
  const auto key = std::pair(std::min(a.value, b.value), std::max(a.value, b.value));
  if (const auto known = combined_.find(key); known != combined_.end()) return known->second;
  const WorkingTime& one = counter(a).time();
  const WorkingTime& other = counter(b).time();
  if (!afford(one.exceptions.size() + other.exceptions.size() + 100, days_left_)) return a;
  model::Calendar calendar;
  to_model(intersection(one, other), calendar);
  calendar.name = calendars_[at(a)].name + " ∩ " + calendars_[at(b)].name;
  const auto time = std::pair(calendar.week, calendar.exceptions);
  model::CalendarId result;
  if (const auto known = by_time_.find(time); known != by_time_.end()) {
    result = known->second;
  } else {
    result = calendar.id = {next_id_++};
    CalendarFacts facts;
    facts.scope = CalendarScope::resource;
    add(std::move(calendar), std::move(facts));
    by_time_.emplace(time, result);
  }
  combined_.emplace(key, result);
  return result;
}

const WorkCounter& Calendars::counter(model::CalendarId id) {
  if (const auto known = counters_.find(id.value); known != counters_.end()) return known->second;
  // The texts are our own, so they parse; an empty calendar stands for what cannot be.
  WorkingTime time = from_model(calendars_[at(id)]).value_or(WorkingTime{});
  return counters_.emplace(id.value, WorkCounter(std::move(time))).first->second;
}

bool Calendars::is_base(model::CalendarId id) const {
  return facts_[at(id)].scope == CalendarScope::global;
}

void Calendars::set_default(model::CalendarId id, std::int64_t minutes_per_day) {
  facts_[at(id)].is_default = true;
  for (CalendarFacts& facts : facts_) facts.minutes_per_day = minutes_per_day;
}

model::CalendarId Calendars::first() const { return calendars_.front().id; }

void Calendars::move_into(ScheduleFile& file) {
  file.calendars = std::move(calendars_);
  file.calendar_facts = std::move(facts_);
}

}  // namespace tc::formats::mspdi
