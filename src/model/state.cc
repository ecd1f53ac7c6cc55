// SPDX-License-Identifier: Apache-2.0
#include "model/state.h"

#include <algorithm>
#include <map>

namespace tc::model {
namespace {

template <class T>
concept HasProject = requires(const T& row) {
  row.project_id;
};

template <class T>
std::int64_t row_id(const T& row) {
  if constexpr (std::same_as<T, City>) {
    return row.code.value;
  } else {
    return row.id.value;
  }
}

template <class T>
ProjectId project_id_of(const T& row) {
  if constexpr (std::same_as<T, Project>) {
    return row.id;
  } else if constexpr (HasProject<T>) {
    return row.project_id;
  } else {
    return ProjectId{};
  }
}

template <class T>
void put_sorted(std::vector<T>& rows, const T& row) {
  const auto at = std::ranges::lower_bound(rows, row.id, {}, &T::id);
  if (at != rows.end() && at->id == row.id) {
    *at = row;
  } else {
    rows.insert(at, row);
  }
}

template <class T>
void remove_sorted(std::vector<T>& rows, const T& row) {
  const auto at = std::ranges::lower_bound(rows, row.id, {}, &T::id);
  if (at != rows.end() && at->id == row.id) rows.erase(at);
}

/// The vector of a project file that holds rows of type T.
template <class T, class File>
auto& part(File& file) {
  if constexpr (std::same_as<T, Activity>) return file.activities;
  if constexpr (std::same_as<T, Link>) return file.links;
  if constexpr (std::same_as<T, Blocker>) return file.blockers;
  if constexpr (std::same_as<T, VisitStop>) return file.visit_stops;
  if constexpr (std::same_as<T, Order>) return file.orders;
  if constexpr (std::same_as<T, Promise>) return file.promises;
  if constexpr (std::same_as<T, UnitReturn>) return file.returns;
  if constexpr (std::same_as<T, FundLine>) return file.fund_lines;
  if constexpr (std::same_as<T, FactorNeed>) return file.factor_needs;
  if constexpr (std::same_as<T, Hazard>) return file.hazards;
  if constexpr (std::same_as<T, Output>) return file.outputs;
  if constexpr (std::same_as<T, FieldSource>) return file.field_sources;
  if constexpr (std::same_as<T, Forecast>) return file.forecasts;
}

/// The vector of the city that holds rows of type T.
template <class T, class State>
auto& city_part(State& state) {
  if constexpr (std::same_as<T, Organization>) return state.organizations;
  if constexpr (std::same_as<T, User>) return state.users;
  if constexpr (std::same_as<T, Calendar>) return state.calendars;
  if constexpr (std::same_as<T, Visit>) return state.visits;
  if constexpr (std::same_as<T, Order>) return state.orders;
  if constexpr (std::same_as<T, FactorQuota>) return state.factor_quotas;
}

auto position(CityState& state, ProjectId id) {
  return std::ranges::lower_bound(state.projects, id, {},
                                  [](const auto& file) { return file->project.id; });
}

/// Replaces one project file by a changed copy; makes an empty one when it is new.
template <class Change>
void change_project(CityState& state, ProjectId id, const Change& change) {
  const auto at = position(state, id);
  const bool found = at != state.projects.end() && (*at)->project.id == id;
  auto copy = found ? std::make_shared<ProjectFile>(**at) : std::make_shared<ProjectFile>();
  if (!found) copy->project.id = id;
  change(*copy);
  if (found) {
    *at = std::move(copy);
  } else {
    state.projects.insert(at, std::move(copy));
  }
}

/// Puts a row of a project into its file; rows of the city never come here.
template <class T>
void put_into(ProjectFile& file, const T& row) {
  if constexpr (std::same_as<T, Project>) {
    file.project = row;
  } else if constexpr (HasProject<T>) {
    put_sorted(part<T>(file), row);
  }
}

template <class T>
void put_row(CityState& state, const T& row) {
  if constexpr (std::same_as<T, City>) {
    state.city = row;
  } else if constexpr (std::same_as<T, Project>) {
    change_project(state, row.id, [&](ProjectFile& file) { put_into(file, row); });
  } else if constexpr (HasProject<T>) {
    if constexpr (std::same_as<T, Order>) {
      if (!row.project_id) return put_sorted(state.orders, row);
    }
    change_project(state, row.project_id, [&](ProjectFile& file) { put_into(file, row); });
  } else {
    put_sorted(city_part<T>(state), row);
  }
}

template <class T>
void remove_row(CityState& state, const T& row) {
  if constexpr (std::same_as<T, City>) {
    return;
  } else if constexpr (std::same_as<T, Project>) {
    const auto at = position(state, row.id);
    if (at != state.projects.end() && (*at)->project.id == row.id) state.projects.erase(at);
  } else if constexpr (HasProject<T>) {
    if constexpr (std::same_as<T, Order>) {
      if (!row.project_id) return remove_sorted(state.orders, row);
    }
    if (!find_project(state, row.project_id)) return;
    change_project(state, row.project_id,
                   [&](ProjectFile& file) { remove_sorted(part<T>(file), row); });
  } else {
    remove_sorted(city_part<T>(state), row);
  }
}

template <class T>
void append(std::vector<Row>& out, const std::vector<T>& rows) {
  out.insert(out.end(), rows.begin(), rows.end());
}

}  // namespace

std::string_view noun_of(const Row& row) {
  return std::visit([](const auto& r) { return std::decay_t<decltype(r)>::kNoun; }, row);
}

std::int64_t id_of(const Row& row) {
  return std::visit([](const auto& r) { return row_id(r); }, row);
}

ProjectId project_of(const Row& row) {
  return std::visit([](const auto& r) { return project_id_of(r); }, row);
}

std::int64_t revision_of(const Row& row) {
  return std::visit([](const auto& r) { return r.revision; }, row);
}

void set_revision(Row& row, std::int64_t revision) {
  std::visit([&](auto& r) { r.revision = revision; }, row);
}

void put(CityState& state, const Row& row) {
  std::visit([&](const auto& r) { put_row(state, r); }, row);
}

void remove(CityState& state, const Row& row) {
  std::visit([&](const auto& r) { remove_row(state, r); }, row);
}

void put_all(CityState& state, std::span<const Row> rows) {
  std::map<ProjectId, std::vector<const Row*>> by_project;
  for (const Row& row : rows) {
    if (const ProjectId project = project_of(row)) {
      by_project[project].push_back(&row);
    } else {
      put(state, row);
    }
  }
  for (const auto& [project, members] : by_project) {
    change_project(state, project, [&rows_of = members](ProjectFile& file) {
      for (const Row* row : rows_of) std::visit([&](const auto& r) { put_into(file, r); }, *row);
    });
  }
}

std::vector<Row> all_rows(const CityState& state) {
  std::vector<Row> rows;
  rows.emplace_back(state.city);
  append(rows, state.organizations);
  append(rows, state.users);
  append(rows, state.calendars);
  append(rows, state.visits);
  append(rows, state.factor_quotas);
  append(rows, state.orders);
  for (const auto& file : state.projects) {
    rows.emplace_back(file->project);
    append(rows, file->activities);
    append(rows, file->links);
    append(rows, file->blockers);
    append(rows, file->visit_stops);
    append(rows, file->orders);
    append(rows, file->promises);
    append(rows, file->returns);
    append(rows, file->fund_lines);
    append(rows, file->factor_needs);
    append(rows, file->hazards);
    append(rows, file->outputs);
    append(rows, file->field_sources);
    append(rows, file->forecasts);
  }
  return rows;
}

bool equal(const CityState& a, const CityState& b) { return all_rows(a) == all_rows(b); }

namespace {

template <class T>
std::optional<Row> find_sorted(const std::vector<T>& rows, const T& row) {
  const auto at = std::ranges::lower_bound(rows, row.id, {}, &T::id);
  if (at == rows.end() || at->id != row.id) return std::nullopt;
  return Row(*at);
}

template <class T>
std::optional<Row> find_same(const CityState& state, const T& row) {
  if constexpr (std::same_as<T, City>) {
    return state.city.code == row.code ? std::optional<Row>(state.city) : std::nullopt;
  } else if constexpr (HasProject<T> || std::same_as<T, Project>) {
    const ProjectFile* file = find_project(state, project_id_of(row));
    if constexpr (std::same_as<T, Project>) {
      return file != nullptr ? std::optional<Row>(file->project) : std::nullopt;
    } else {
      if constexpr (std::same_as<T, Order>) {
        if (!row.project_id) return find_sorted(state.orders, row);
      }
      if (file == nullptr) return std::nullopt;
      return find_sorted(part<T>(*file), row);
    }
  } else {
    return find_sorted(city_part<T>(state), row);
  }
}

}  // namespace

std::optional<Row> find_row(const CityState& state, const Row& row) {
  return std::visit([&](const auto& r) { return find_same(state, r); }, row);
}

const ProjectFile* find_project(const CityState& state, ProjectId id) {
  const auto at = std::ranges::lower_bound(state.projects, id, {},
                                           [](const auto& file) { return file->project.id; });
  return at != state.projects.end() && (*at)->project.id == id ? at->get() : nullptr;
}

const ProjectFile* find_project_of(const CityState& state, ActivityId id) {
  for (const auto& file : state.projects) {
    if (find_activity(*file, id)) return file.get();
  }
  return nullptr;
}

const Activity* find_activity(const ProjectFile& file, ActivityId id) {
  const auto at = std::ranges::lower_bound(file.activities, id, {}, &Activity::id);
  return at != file.activities.end() && at->id == id ? &*at : nullptr;
}

}  // namespace tc::model
