// The dated state of one city as values: what the store loads and what the app keeps in memory.
// A change copies only the file of the project it touches; everything else is shared.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "model/activity.h"
#include "model/blocker.h"
#include "model/calendar.h"
#include "model/city.h"
#include "model/forecast.h"
#include "model/order.h"
#include "model/organization.h"
#include "model/project.h"
#include "model/provenance.h"
#include "model/resources.h"

namespace tc::model {

/// 项目档案: everything that belongs to one project. Vectors are sorted by id.
struct ProjectFile {
  Project project;
  std::vector<Activity> activities;
  std::vector<Link> links;
  std::vector<Blocker> blockers;
  std::vector<VisitStop> visit_stops;
  std::vector<Order> orders;
  std::vector<Promise> promises;
  std::vector<UnitReturn> returns;
  std::vector<FundLine> fund_lines;
  std::vector<FactorNeed> factor_needs;
  std::vector<Hazard> hazards;
  std::vector<Output> outputs;
  std::vector<FieldSource> field_sources;
  std::vector<Forecast> forecasts;
  friend bool operator==(const ProjectFile&, const ProjectFile&) = default;
};

/// The immutable snapshot of a city. Project files are shared between successive snapshots (the one
/// place where shared_ptr stands: readers keep an old snapshot while the writer publishes the
/// next).
struct CityState {
  City city;
  std::vector<Organization> organizations;
  std::vector<User> users;
  std::vector<Calendar> calendars;
  std::vector<Visit> visits;
  std::vector<Order> orders;  ///< those of the whole city (project_id 0)
  std::vector<FactorQuota> factor_quotas;
  std::vector<std::shared_ptr<const ProjectFile>> projects;  ///< sorted by project id
};

/// Any row that can change, as one value.
using Row = std::variant<City, Organization, User, Calendar, Visit, FactorQuota, Project, Activity,
                         Link, Blocker, VisitStop, Order, Promise, UnitReturn, FundLine, FactorNeed,
                         Hazard, Output, FieldSource, Forecast>;

/// Collection name of the row's noun, e.g. "activities".
[[nodiscard]] std::string_view noun_of(const Row& row);
/// The row's id (the code for a city).
[[nodiscard]] std::int64_t id_of(const Row& row);
/// The project the row belongs to; 0 for rows of the city.
[[nodiscard]] ProjectId project_of(const Row& row);
[[nodiscard]] std::int64_t revision_of(const Row& row);
void set_revision(Row& row, std::int64_t revision);

/// Puts `row` into the state (insert or replace by id), sharing all untouched project files.
void put(CityState& state, const Row& row);
/// `put` for many rows: copies each touched project file once, whatever the number of its rows.
void put_all(CityState& state, std::span<const Row> rows);
/// Takes the row with this noun and id out; unknown rows are ignored.
void remove(CityState& state, const Row& row);
/// A row for every noun, in load order (city first, projects before their parts).
[[nodiscard]] std::vector<Row> all_rows(const CityState& state);
/// Whether two states hold equal rows.
[[nodiscard]] bool equal(const CityState& a, const CityState& b);

/// The row of the state with the same noun, project and id as `row`.
[[nodiscard]] std::optional<Row> find_row(const CityState& state, const Row& row);
[[nodiscard]] const ProjectFile* find_project(const CityState& state, ProjectId id);
/// The file holding this activity, or nullptr.
[[nodiscard]] const ProjectFile* find_project_of(const CityState& state, ActivityId id);
[[nodiscard]] const Activity* find_activity(const ProjectFile& file, ActivityId id);

}  // namespace tc::model
