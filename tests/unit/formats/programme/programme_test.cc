// The programme file: round trip, checks by place, templates, hostile bytes, and its schema.
// SPDX-License-Identifier: Apache-2.0
#include "formats/programme/programme.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/data.h"
#include "unit/formats/noun/random_rows.h"
#include "unit/formats/programme/schema_text.h"

namespace tc::formats {
namespace {

namespace fs = std::filesystem;

const TemplateSet& shipped() {
  static const TemplateSet kSet = *parse_templates(data::templates());
  return kSet;
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Puts the ids of a list and what its rows must keep to.
template <class T>
void settle(std::vector<T>& rows, std::int64_t& next, RandomFields& random,
            const model::ProjectFile* file) {
  for (T& row : rows) {
    model::visit_fields(row, random);
    row.id = {++next};
    row.revision = 0;
    if constexpr (requires { row.project_id; }) {
      row.project_id = file ? file->project.id : model::ProjectId{};
    }
    const bool has_activities = file && !file->activities.empty();
    if constexpr (requires { row.activity_id; }) {
      row.activity_id = has_activities ? file->activities.front().id : model::ActivityId{};
    }
    if constexpr (requires { row.visit_id; }) row.visit_id = {random.below(2)};
    if constexpr (requires { row.blocker_id; }) row.blocker_id = {};
    if constexpr (requires { row.month; }) row.month = "2025-07";
    if constexpr (requires { row.period; }) row.period = "2024-12";
    if constexpr (requires { row.progress; }) row.progress = 0.25;
    if constexpr (std::same_as<T, model::Activity>) {
      row.calendar_id = {random.below(2)};
      row.weather = static_cast<std::int32_t>(random.below(3));
      row.duration_low = random.below(100);
      row.duration_likely = row.duration_low + random.below(100);
      row.duration_high = row.duration_likely + random.below(100);
      row.leveling_delay = random.below(100);
      row.interruption = random.below(100);
      row.remaining.reset();
      row.weight = 0.5;
      if (!row.actual_start) row.actual_finish.reset();
      if (row.actual_finish) row.actual_finish = *row.actual_start + random.below(10'000);
    }
  }
}

model::CityState random_state(std::uint32_t seed) {
  RandomFields random(seed);
  model::CityState state;
  model::visit_fields(state.city, random);
  state.city.revision = 0;
  std::int64_t next = 0;
  state.calendars.resize(1);
  state.visits.resize(1);
  state.organizations.resize(static_cast<std::size_t>(random.below(3)));
  state.orders.resize(static_cast<std::size_t>(random.below(3)));
  state.factor_quotas.resize(static_cast<std::size_t>(random.below(3)));
  for_each_city_list(state, [&](std::string_view /*list*/, auto& rows) {
    std::int64_t from_one = 0;
    settle(rows, from_one, random, nullptr);
  });
  next = 100;  // orders of projects and of the city share one range
  for (std::int64_t p = 1; p <= 3; ++p) {
    model::ProjectFile file;
    model::visit_fields(file.project, random);
    file.project.id = {p};
    file.project.revision = 0;
    file.project.name = "项目";
    file.project.scheduling = p == 1 ? "critical=total_float" : "";
    for_each_part(file, [&](std::string_view list, auto& rows) {
      rows.resize(list == "links" ? 0 : static_cast<std::size_t>(random.below(4)));
      settle(rows, next, random, &file);
    });
    for (std::size_t i = 1; i < file.activities.size(); ++i) {
      model::Link link;
      link.id = {++next};
      link.project_id = file.project.id;
      link.predecessor_id = file.activities[i - 1].id;
      link.successor_id = file.activities[i].id;
      link.lag = random.below(1000) - 500;
      file.links.push_back(link);
    }
    state.projects.push_back(std::make_shared<const model::ProjectFile>(std::move(file)));
  }
  return state;
}

TEST(Programme, RoundTrips) {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    const model::CityState state = random_state(seed);
    const std::string text = write_programme(state);
    const auto reading = read_programme(text, shipped());
    ASSERT_TRUE(reading) << to_line(reading.error());
    ASSERT_EQ(reading->cities.size(), 1U);
    ASSERT_TRUE(model::equal(reading->cities[0].state, state)) << seed;
    ASSERT_EQ(write_programme(reading->cities[0].state), text);
  }
}

const std::string kHead = R"({"format":"tongchou.programme","version":1,"city":{"code":140300},)";

TEST(Programme, MakesTemplateProjects) {
  const auto reading = read_programme(kHead + R"("projects":[
    {"id":5,"name":"甲","template":"wwtp","start":"2025-03-01",
     "blockers":[{"activity_code":"13","kind":"funds","text":"资金未到位"}]},
    {"name":"乙","activities":[{"id":40,"name":"一"},{"id":41,"name":"二"}],
     "links":[{"predecessor_id":40,"successor_id":41}]},
    {"name":"丙","template":"pv","stage_words":["全容量并网"],"placed_on":"2025-07-15"}]})",
                                      shipped());
  ASSERT_TRUE(reading) << to_line(reading.error());
  const ProgrammeCity& city = reading->cities.at(0);
  ASSERT_EQ(city.state.projects.size(), 3U);
  const model::ProjectFile& first = *city.state.projects[0];
  EXPECT_EQ(first.activities.size(), 26U);
  EXPECT_EQ(first.activities[0].id.value, 42);
  ASSERT_EQ(first.blockers.size(), 1U);
  EXPECT_EQ(model::find_activity(first, first.blockers[0].activity_id)->code, "13");
  ASSERT_EQ(city.state.calendars.size(), 1U);
  EXPECT_EQ(first.activities[0].calendar_id, city.state.calendars[0].id);
  ASSERT_EQ(city.requests.size(), 2U);
  EXPECT_EQ(city.requests[0], (TemplateRequest{{5}, "wwtp", to_day({2025, 3, 1}), std::nullopt}));
  EXPECT_EQ(city.requests[1].placed_on, to_day({2025, 7, 15}));
}

TEST(Programme, ShiftsEveryIdTogether) {
  ProgrammeCity city{random_state(3), {{{2}, "pv", std::nullopt, std::nullopt}}};
  const model::CityState before = city.state;
  shift_ids(city, 1000);
  EXPECT_EQ(city.requests[0].project_id.value, 1002);
  const auto reading = read_programme(write_programme(city.state), shipped());
  ASSERT_TRUE(reading) << to_line(reading.error());
  shift_ids(city, -1000);
  EXPECT_TRUE(model::equal(city.state, before));
}

struct Fault {
  std::string text;
  const char* rule;
  const char* where;
};

/// Files with one fault each.
std::vector<Fault> faulty_files() {
  const auto projects = [](const std::string& list) {
    return kHead + "\"projects\":[" + list + "]}";
  };
  const auto with = [&](const std::string& parts) {
    return projects(R"({"id":1,"name":"甲","activities":[{"id":1},{"id":2}],)" + parts + "}");
  };
  return {
      {"{}", "programme.format", "/format"},
      {"[]", "programme.format", "/format"},
      {R"({"format":"tongchou.programme","version":2})", "programme.version", "/version"},
      {R"({"format":"tongchou.programme","version":1})", "programme.missing", ""},
      {R"({"format":"tongchou.programme","version":1,"city":{}})", "programme.missing",
       "/city/code"},
      {kHead + R"("project":[]})", "json.unknown_field", "/project"},
      {kHead + R"("projects":{}})", "json.type", "/projects"},
      {projects("{}"), "programme.missing", "/projects/0/name"},
      {projects(R"({"name":"a","id":1},{"name":"b","id":1})"), "programme.duplicate_id",
       "/projects/1/id"},
      {projects(R"({"name":"a","naem":1})"), "json.unknown_field", "/projects/0/naem"},
      {projects(R"({"name":"a","template":"nuclear"})"), "programme.template",
       "/projects/0/template"},
      {projects(R"({"name":"a","start":"2025-01-01"})"), "programme.template", "/projects/0/start"},
      {projects(R"({"name":"a","template":"pv","activities":[]})"), "programme.template",
       "/projects/0/activities"},
      {projects(R"({"name":"a","id":9007199254740993})"), "programme.range", "/projects/0/id"},
      {projects(R"({"name":"a","activities":[{"id":1}]},{"name":"b","activities":[{"id":1}]})"),
       "programme.duplicate_id", "/projects/1/activities/0/id"},
      {with(R"("links":[{"predecessor_id":1,"successor_id":3}])"), "programme.reference",
       "/projects/0/links/0/successor_id"},
      {with(R"("links":[{"predecessor_id":1}])"), "programme.range",
       "/projects/0/links/0/successor_id"},
      {with(R"("links":[{"predecessor_id":1,"successor_id":1}])"), "programme.range",
       "/projects/0/links/0/successor_id"},
      {with(R"("blockers":[{"activity_id":7}])"), "programme.reference",
       "/projects/0/blockers/0/activity_id"},
      {with(R"("blockers":[{"activity_code":"7"}])"), "programme.reference",
       "/projects/0/blockers/0/activity_code"},
      {with(R"("blockers":[{"project_id":2}])"), "programme.project",
       "/projects/0/blockers/0/project_id"},
      {with(R"("orders":[{"visit_id":2}])"), "programme.reference",
       "/projects/0/orders/0/visit_id"},
      {with(R"("returns":[{"period":"2025-13"}])"), "programme.range",
       "/projects/0/returns/0/period"},
      {projects(R"({"name":"a","activities":[{"weather":3}]})"), "programme.range",
       "/projects/0/activities/0/weather"},
      {projects(R"({"name":"a","scheduling":"critical=often"})"), "project.scheduling",
       "/projects/0/scheduling"},
      {projects(R"({"name":"a","activities":[{"interruption":9223372036854775807}]})"),
       "programme.range", "/projects/0/activities/0/interruption"},
      {projects(R"({"name":"a","activities":[{"calendar_id":3}]})"), "programme.reference",
       "/projects/0/activities/0/calendar_id"},
      {projects(R"({"name":"a","activities":[{"duration_likely":-1}]})"), "programme.range",
       "/projects/0/activities/0/duration_likely"},
      {projects(R"({"name":"a","activities":[{"actual_finish":"2025-01-01"}]})"), "programme.range",
       "/projects/0/activities/0/actual_finish"},
      {kHead + R"("orders":[{"project_id":1}]})", "programme.project", "/orders/0"},
      {kHead + R"("orders":[{"visit_id":1}]})", "programme.reference", "/orders/0/visit_id"}};
}

TEST(Programme, NamesEachFaultWithItsPlace) {
  for (const Fault& fault : faulty_files()) {
    const auto result = read_programme(fault.text, shipped());
    ASSERT_FALSE(result) << fault.text;
    EXPECT_EQ(result.error().rule, fault.rule) << fault.text << to_line(result.error());
    EXPECT_EQ(result.error().where, fault.where) << fault.text << to_line(result.error());
  }
}

TEST(Programme, ReadsSeveralCitiesOnceEach) {
  const auto file = [](const char* second) {
    return std::string(R"({"format":"tongchou.programme","version":1,"cities":[)") +
           R"({"city":{"code":140300}},{"city":{"code":)" + second + "}}]}";
  };
  const auto two = read_programme(file("990001"), shipped());
  ASSERT_TRUE(two) << to_line(two.error());
  EXPECT_EQ(two->cities.size(), 2U);
  EXPECT_EQ(two->notes.size(), 2U);
  EXPECT_EQ(read_programme(file("140300"), shipped()).error().where, "/cities/1");
}

TEST(Programme, RefusesHostileFiles) {
  const fs::path folder = fs::path(TC_SHARED_DIR) / "data/badinput";
  if (!fs::exists(folder)) GTEST_SKIP() << "no hostile files at " << folder;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto result = read_programme(slurp(entry.path()), shipped());
    ASSERT_FALSE(result) << entry.path();
    const std::string name = entry.path().filename().string();
    if (name.starts_with("y_")) {
      EXPECT_EQ(result.error().rule, "programme.format") << name;
    }
    EXPECT_FALSE(result.error().message.empty());
  }
  EXPECT_GT(files, 50U);
}

TEST(Programme, SurvivesEveryCutAndFlippedByte) {
  const std::string text = write_programme(random_state(11));
  for (std::size_t i = 0; i < text.size(); i += 7) {
    (void)read_programme(std::string_view(text).substr(0, i), shipped());
    std::string flipped = text;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    (void)read_programme(flipped, shipped());
  }
}

/// Stale? Run with TC_UPDATE_GOLDEN=1 to rewrite the file, then look at the difference.
TEST(Programme, PublishedSchemaIsTheCodes) {
  const fs::path path = fs::path(TC_SOURCE_DIR) / "api/programme.schema.json";
  const std::string expected = schema_text();
  if (std::getenv("TC_UPDATE_GOLDEN")) std::ofstream(path, std::ios::binary) << expected;
  EXPECT_EQ(slurp(path), expected) << "api/programme.schema.json is stale";
}

}  // namespace
}  // namespace tc::formats
