// SPDX-License-Identifier: Apache-2.0
#include "app/report_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/report_project.h"
#include "base/text.h"

namespace tc::app {
namespace {

using formats::report::DirectiveReading;
using formats::report::ProjectReading;
using formats::report::Reading;
using model::Provenance;

/// The visit's day: a full date, or day and month with the year of the option or the city.
Result<Day> visit_day(const model::City& city, const Reading& reading, const ReadOptions& options) {
  const std::string& date = reading.visit->date;
  if (date.empty()) {
    return fail(Code::bad_input, "report.date", "the report states no date of the visit", {},
                "enter the visit by hand, or add the date to the text");
  }
  if (date.rfind("--", 0) != 0) return parse_day(date);
  const std::optional<int> year = options.year ? options.year : city.default_year;
  if (!year) {
    return fail(Code::bad_input, "report.year",
                fmt::format("the report gives {} without a year", date.substr(2)), {},
                "say the year with --year");
  }
  return parse_day(fmt::format("{:04}-{}", *year, date.substr(2)));
}

/// Sentence 0 is the headline.
std::string sentence_note(const ReadOptions& options, Day day, int sentence) {
  const std::string place = sentence == 0 ? "标题" : fmt::format("第 {} 句", sentence);
  return fmt::format("{} 报道《{}》{}", to_text(day), options.source_name, place);
}

/// One report on its way into a city.
struct Intake {
  const Library& library;
  const model::CityState& state;
  const Reading& reading;
  const ReadOptions& options;
  IdSource& ids;
  ReportPlan plan;
  model::Visit visit;
  std::vector<model::ProjectFile> made;  ///< beside reading.projects

  [[nodiscard]] std::string note(int sentence) const {
    return sentence_note(options, plan.day, sentence);
  }
};

model::CalendarId planning_calendar(const model::CityState& state) {
  for (const model::Calendar& calendar : state.calendars) {
    if (calendar.whole_days) return calendar.id;
  }
  return {};
}

/// Projects: known ones are completed, new ones get a plan from the template of their type.
void take_projects(Intake& intake) {
  const ProjectMaker maker{.library = intake.library,
                           .calendars = intake.state.calendars,
                           .calendar = planning_calendar(intake.state),
                           .day = intake.plan.day,
                           .ids = intake.ids,
                           .sentences = intake.reading.sentences};
  int sequence = 0;
  for (const ProjectReading& reading : intake.reading.projects) {
    const model::ProjectFile* known = find_named(intake.state, reading.name);
    const std::string note = intake.note(reading.sentence);
    model::ProjectFile file = known == nullptr
                                  ? make_project(maker, reading, note, intake.plan.notes)
                                  : complete_project(*known, reading, note);
    for (model::Row& row : rows_of(file)) intake.plan.put.push_back(std::move(row));
    model::VisitStop stop{.id = {},
                          .revision = 0,
                          .visit_id = intake.visit.id,
                          .project_id = file.project.id,
                          .sequence = ++sequence,
                          .asked = reading.asked,
                          .source_note = note};
    const auto same =
        std::ranges::find(file.visit_stops, stop.visit_id, &model::VisitStop::visit_id);
    stop.id = same == file.visit_stops.end() ? intake.ids.next<model::VisitStop>() : same->id;
    intake.plan.put.emplace_back(stop);
    intake.made.push_back(std::move(file));
  }
}

const model::ProjectFile* made_file(const Intake& intake, const std::string& name) {
  for (std::size_t i = 0; i < intake.made.size(); ++i) {
    if (intake.reading.projects[i].name == name) return &intake.made[i];
  }
  return nullptr;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "；") + part;
  return text;
}

/// Whether this order stands already, from an earlier reading of the same report.
bool stands(const std::vector<model::Order>& orders, const model::Order& order) {
  return std::ranges::any_of(orders, [&](const model::Order& other) {
    return other.visit_id == order.visit_id && other.source_note == order.source_note &&
           other.addressee == order.addressee;
  });
}

void add_order(Intake& intake, const DirectiveReading& directive, const model::ProjectFile* file) {
  model::Order order;
  order.project_id = file == nullptr ? model::ProjectId{} : file->project.id;
  order.visit_id = intake.visit.id;
  order.verb = directive.verb;
  order.speaker = directive.speaker;
  order.addressee = directive.addressee;
  order.atoms = directive.atoms;
  order.text = directive.atoms.empty() ? directive.text : joined(directive.atoms);
  order.due_text = directive.deadline;
  order.issued_day = intake.plan.day;
  order.source_note = intake.note(directive.sentence);
  if (stands(file == nullptr ? intake.state.orders : file->orders, order)) return;
  order.id = intake.ids.next<model::Order>();
  intake.plan.put.emplace_back(order);
}

/// Directives: one order for each project named, or one for the whole city.
void take_orders(Intake& intake) {
  for (const DirectiveReading& directive : intake.reading.directives) {
    if (directive.all || directive.projects.empty()) {
      add_order(intake, directive, nullptr);
      continue;
    }
    for (const std::string& name : directive.projects) {
      add_order(intake, directive, made_file(intake, name));
    }
  }
}

/// The first unfinished activity whose name shows that this kind of blocker holds it.
model::ActivityId held_activity(const model::ProjectFile& file,
                                const formats::BlockerWordRow& row) {
  for (const std::string& word : row.activities) {
    for (const model::Activity& activity : file.activities) {
      if (!activity.actual_finish && activity.name.find(word) != std::string::npos) {
        return activity.id;
      }
    }
  }
  return {};
}

void take_blockers(Intake& intake) {
  for (const auto& reading : intake.reading.blockers) {
    const model::ProjectFile* file = made_file(intake, reading.project);
    const formats::BlockerWordRow* row = formats::match(intake.library.blocker_words, reading.text);
    if (file == nullptr || row == nullptr) {
      intake.plan.notes.push_back(
          {"blocker.unplaced",
           fmt::format("堵点未入库（{}）：{}", file == nullptr ? "未指明项目" : "归不了类",
                       reading.text),
           intake.note(reading.sentence)});
      continue;
    }
    const auto same = std::ranges::find(file->blockers, reading.text, &model::Blocker::text);
    if (same != file->blockers.end()) continue;
    model::Blocker blocker;
    blocker.id = intake.ids.next<model::Blocker>();
    blocker.project_id = file->project.id;
    blocker.activity_id = held_activity(*file, *row);
    blocker.kind = row->kind;
    blocker.text = reading.text;
    blocker.raised_day = intake.plan.day;
    blocker.source_note = intake.note(reading.sentence);
    intake.plan.put.emplace_back(blocker);
    model::FieldSource source;
    source.id = intake.ids.next<model::FieldSource>();
    source.project_id = blocker.project_id;
    source.noun = model::Blocker::kNoun;
    source.noun_id = blocker.id.value;
    source.field = "kind";
    source.provenance = Provenance::inferred;
    source.source_note = "按堵点用语表";
    intake.plan.put.emplace_back(source);
  }
}

/// The visit itself; reading the same report again finds it by day, leader and file.
void take_visit(Intake& intake) {
  const auto& reading = *intake.reading.visit;
  model::Visit& visit = intake.visit;
  visit.day = intake.plan.day;
  visit.leader = reading.leader;
  visit.title = reading.title;
  visit.participants = reading.participants;
  visit.source_name = intake.options.source_name;
  const auto same = std::ranges::find_if(intake.state.visits, [&](const model::Visit& other) {
    return other.day == visit.day && other.leader == visit.leader &&
           other.source_name == visit.source_name;
  });
  visit.id = same == intake.state.visits.end() ? intake.ids.next<model::Visit>() : same->id;
  intake.plan.put.emplace_back(visit);
}

/// A pinned data date moves on to the day of the newest fact.
void take_data_date(Intake& intake) {
  model::City city = intake.state.city;
  if (!city.data_date || *city.data_date >= intake.plan.day) return;
  city.data_date = intake.plan.day;
  intake.plan.put.emplace_back(city);
}

}  // namespace

Result<ReportPlan> plan_report(const Library& library, const model::CityState& state,
                               const Reading& reading, const ReadOptions& options, IdSource& ids) {
  TC_TRY(const Day day, visit_day(state.city, reading, options));
  Intake intake{.library = library,
                .state = state,
                .reading = reading,
                .options = options,
                .ids = ids,
                .plan = {.put = {}, .notes = {}, .day = day},
                .visit = {},
                .made = {}};
  take_visit(intake);
  take_projects(intake);
  take_orders(intake);
  take_blockers(intake);
  take_data_date(intake);
  for (const auto& damage : reading.damage) {
    intake.plan.notes.push_back({"report.damage",
                                 fmt::format("原文损坏：{}；建议：{}（未采用）", damage.text,
                                             damage.proposal.empty() ? "无" : damage.proposal),
                                 damage.sentence == 0 ? "" : intake.note(damage.sentence)});
  }
  return std::move(intake.plan);
}

}  // namespace tc::app
