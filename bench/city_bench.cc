// A large city through the real application and store: import, load, and the dispatch sheet after
// one change. Usage: city_bench DB [PROJECTS] [ACTIVITIES]; an existing DB is used as it is.
// Peer in the same run: the sheet computed from nothing, with no picture kept.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "app/app.h"
#include "app/picture.h"
#include "app/queries.h"
#include "app/reports.h"

namespace {

using namespace tc;
using Clock = std::chrono::steady_clock;

constexpr model::CityCode kCity{990300};

double seconds(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Resident set now and at its peak, MiB.
std::pair<long, long> memory_mib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  long now = 0;
  long peak = 0;
  while (status >> word) {
    if (word == "VmRSS:") status >> now;
    if (word == "VmHWM:") status >> peak;
  }
  return {now / 1024, peak / 1024};
}

/// One project: lots of its template one after another until it has `most` activities.
void add_project(const app::Library& library, int number, int most, app::IdSource& ids,
                 std::vector<model::Row>& rows) {
  const auto& networks = library.templates.networks;
  const model::ProjectTemplate& network =
      networks[static_cast<std::size_t>(number) % networks.size()];
  model::Project project;
  project.id = ids.next<model::Project>();
  project.name = "示例项目 " + std::to_string(number);
  project.type = network.key;
  project.county = "示例县 " + std::to_string(number % 12);
  project.stage = model::Stage::building;
  project.worth_per_day = from_wan(1 + number % 30);
  rows.emplace_back(project);
  model::ActivityId last{};
  for (int made = 0; made < most;) {
    formats::NextIds next;
    model::ProjectFile lot = formats::instantiate(network, project, next, model::CalendarId{1});
    const std::int64_t shift = ids.next<model::Activity>().value - 1;
    const int take = std::min<int>(most - made, static_cast<int>(lot.activities.size()));
    for (int i = 0; i < take; ++i) {
      model::Activity activity = lot.activities[static_cast<std::size_t>(i)];
      activity.id.value += shift;
      if (i > 0) activity.id = ids.next<model::Activity>();
      activity.planned_finish = start_of(to_day({.year = 2026, .month = 6, .day = 1}) + made + i);
      rows.emplace_back(activity);
      if (i == 0 && last) {
        model::Link joint;
        joint.predecessor_id = last;
        joint.successor_id = activity.id;
        joint.id = ids.next<model::Link>();
        joint.project_id = project.id;
        rows.emplace_back(joint);
      }
      last = activity.id;
    }
    for (model::Link link : lot.links) {
      if (link.predecessor_id.value > take || link.successor_id.value > take) continue;
      link.id = ids.next<model::Link>();
      link.predecessor_id.value += shift;
      link.successor_id.value += shift;
      rows.emplace_back(link);
    }
    made += take;
  }
  if (number % 10 == 0) {
    model::Blocker blocker;
    blocker.id = ids.next<model::Blocker>();
    blocker.project_id = project.id;
    blocker.activity_id = last;
    blocker.text = "示例堵点";
    blocker.owner_organization = "示例部门";
    blocker.raised_day = to_day({.year = 2026, .month = 3, .day = 1});
    rows.emplace_back(blocker);
  }
}

void make_city(app::App& app, int projects, int activities) {
  app::App::ChangeRequest request;
  request.acting.city = kCity;
  request.create = true;
  const Clock::time_point begin = Clock::now();
  const auto made = app.change(request, [&](const model::CityState&, app::IdSource& ids) {
    app::Plan plan{.action = "bench",
                   .reason = {},
                   .day = to_day({.year = 2026, .month = 3, .day = 15}),
                   .put = {},
                   .removed = {}};
    model::City city;
    city.code = kCity;
    city.name = "示例大城";
    city.synthetic = true;
    city.data_date = plan.day;
    plan.put.emplace_back(city);
    model::Calendar calendar = app.library().templates.calendars.front().calendar;
    calendar.id = model::CalendarId{1};
    plan.put.emplace_back(calendar);
    for (int i = 1; i <= projects; ++i) add_project(app.library(), i, activities, ids, plan.put);
    return Result<app::Plan>(std::move(plan));
  });
  if (!made) {
    std::fprintf(stderr, "%s\n", to_line(made.error()).c_str());
    std::exit(5);
  }
  std::printf("import          %8.2f s\n", seconds(begin));
}

/// Reports one started-and-finished activity of the first project.
void change_one(app::App& app, std::size_t at) {
  const auto state = *app.state(kCity);
  const model::Activity& activity = state->projects.front()->activities[at];
  app::Request request;
  request.acting.city = kCity;
  app::ActivityReport report;
  report.id = activity.id;
  report.revision = activity.revision;
  const Day day = *state->city.data_date - 1;
  report.actual_start = std::optional(start_of(day));
  report.actual_finish = std::optional(start_of(day + 1));
  const auto changed = app::report_activity(app, request, report);
  if (!changed) std::fprintf(stderr, "%s\n", to_line(changed.error()).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int projects = argc > 2 ? std::atoi(argv[2]) : 3000;
  const int activities = argc > 3 ? std::atoi(argv[3]) : 200;
  const Clock::time_point begin = Clock::now();
  auto opened =
      app::App::open({.db = std::string("sqlite:") + argv[1], .templates_dir = {}, .now_ms = {}});
  if (!opened) {
    std::fprintf(stderr, "%s\n", to_line(opened.error()).c_str());
    return 5;
  }
  app::App& app = **opened;
  std::printf("open and load   %8.2f s\n", seconds(begin));
  if (app.cities().empty()) make_city(app, projects, activities);
  app::Query query;
  query.acting.city = kCity;
  const auto sheet = [&] {
    const Clock::time_point start = Clock::now();
    const auto result = app::dispatch(app, query, 20);
    if (!result) std::fprintf(stderr, "%s\n", to_line(result.error()).c_str());
    return seconds(start);
  };
  const double first = sheet();
  std::printf("sheet, first    %8.3f s\n", first);
  const std::size_t before = (*app.state(kCity))->projects.front()->activities.size();
  for (std::size_t i = 0; i < std::min<std::size_t>(3, before); ++i) {
    const Clock::time_point start = Clock::now();
    change_one(app, i);
    const double saved = seconds(start);
    const double after = sheet();
    std::printf("change          %8.3f s, sheet after it %8.3f s, ratio to the first %.3f\n", saved,
                after, after / first);
  }
  const auto [now, peak] = memory_mib();
  std::printf("memory          %ld MiB now, %ld MiB at its peak\n", now, peak);
  return 0;
}
