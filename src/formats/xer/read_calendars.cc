// CALENDAR: the working time of each, exceptions of the base calendar taken over.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "formats/xer/clndr_data.h"
#include "formats/xer/codes.h"
#include "formats/xer/reading.h"

namespace tc::formats::xer {
namespace {

/// Exceptions taken over from base calendars, all together; keeps what a hostile file may allocate.
constexpr std::size_t kMostInherited = 1'000'000;
constexpr std::int32_t kMorning = 8 * 60;

struct CalendarColumns {
  Cells& cells;
  Column id = cells.column("clndr_id");
  Column name = cells.column("clndr_name");
  Column type = cells.column("clndr_type");
  Column base = cells.column("base_clndr_id");
  Column is_default = cells.column("default_flag", "default_yn");
  Column day_hours = cells.column("day_hr_cnt");
  Column data = cells.column("clndr_data");
};

/// What a calendar without sound data is taken for: Monday to Friday from eight, its hours a day.
WorkingTime usual_week(std::int64_t minutes_per_day) {
  WorkingTime time;
  const auto length =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(minutes_per_day, 60, 1440));
  const std::int32_t from = std::min(kMorning, 1440 - length);
  for (std::size_t day = 0; day < 5; ++day) time.week[day] = {{from, from + length}};
  return time;
}

class CalendarReader {
 public:
  explicit CalendarReader(Reading& reading) : reading_(reading) {}

  void read(const Table& table);
  void inherit();
  void finish();

 private:
  WorkingTime working_time(Cells& cells, const CalendarColumns& columns, std::int64_t minutes);

  Reading& reading_;
  std::vector<WorkingTime> times_;
  std::vector<std::string_view> bases_;  ///< the file's id of the base
};

WorkingTime CalendarReader::working_time(Cells& cells, const CalendarColumns& columns,
                                         std::int64_t minutes) {
  const std::string_view data = cells.raw(columns.data);
  if (data.empty()) {
    cells.remark("xer.calendar_data", columns.data,
                 "holds no working time; Monday to Friday is assumed");
    return usual_week(minutes);
  }
  ClndrData parsed = parse_clndr_data(data);
  for (const std::string& fault : parsed.faults) {
    cells.remark("xer.calendar_data", {.index = -1, .name = "clndr_data"},
                 reading_.source.transcoder.decode(fault));
  }
  if (parsed.has_week) return std::move(parsed.time);
  cells.remark("xer.calendar_data", {.index = -1, .name = "clndr_data"},
               "no day of the week is given; Monday to Friday is assumed");
  parsed.time.week = usual_week(minutes).week;
  return std::move(parsed.time);
}

void CalendarReader::read(const Table& table) {
  Cells cells(reading_.source, table);
  const CalendarColumns columns{cells};
  ScheduleFile& file = reading_.file;
  while (cells.next()) {
    CalendarFacts facts;
    facts.file_id = cells.text(columns.id);
    const std::int64_t day = cells.span(columns.day_hours).value_or(0);
    facts.minutes_per_day = day > 0 && day <= kMinutesPerDay ? day : 480;
    facts.is_default = cells.yes(columns.is_default, false);
    const std::string_view type = cells.raw(columns.type);
    facts.scope = value_of(kScopes, type).value_or(CalendarScope::global);
    if (!type.empty() && !value_of(kScopes, type)) {
      cells.remark("xer.code", columns.type, "is no kind of calendar known; taken as global");
    }
    model::Calendar calendar;
    calendar.id.value = reading_.calendars.of_row(file.calendars.size());
    calendar.name = cells.text(columns.name);
    facts.base = reading_.calendar_of(cells.raw(columns.base));
    if (facts.is_default && !reading_.default_calendar) reading_.default_calendar = calendar.id;
    reading_.calendar_days.emplace(calendar.id.value, facts.minutes_per_day);
    times_.push_back(working_time(cells, columns, facts.minutes_per_day));
    bases_.push_back(cells.raw(columns.base));
    file.calendars.push_back(std::move(calendar));
    file.calendar_facts.push_back(std::move(facts));
  }
  cells.remark_kept();
}

/// A day that the calendar does not name itself is as in its base, and so on upwards.
void CalendarReader::inherit() {
  std::vector<WorkingTime> own = times_;
  std::size_t inherited = 0;
  for (std::size_t i = 0; i < times_.size(); ++i) {
    std::size_t at = i;
    for (int steps = 0; steps < 8; ++steps) {
      const auto base = reading_.calendars.find(bases_[at]);
      if (!base || *base == i) break;
      inherited += own[*base].exceptions.size();
      if (inherited > kMostInherited) {
        reading_.source.remarks.add(
            "xer.calendar_base",
            "too many exceptions come from base calendars; the rest is left out",
            "CALENDAR field base_clndr_id");
        return;
      }
      times_[i].exceptions.insert(own[*base].exceptions.begin(), own[*base].exceptions.end());
      at = *base;
    }
  }
}

void CalendarReader::finish() {
  for (std::size_t i = 0; i < times_.size(); ++i) to_model(times_[i], reading_.file.calendars[i]);
}

}  // namespace

void read_calendars(Reading& reading) {
  reading.calendars.build(reading.source, "CALENDAR", "clndr_id");
  CalendarReader reader(reading);
  for (const Table* table : reading.source.document.sections("CALENDAR")) reader.read(*table);
  reader.inherit();
  reader.finish();
  if (!reading.default_calendar && !reading.file.calendars.empty()) {
    reading.default_calendar = reading.file.calendars.front().id;
  }
}

}  // namespace tc::formats::xer
