// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/loader.h"

#include <unordered_map>

#include "store/check.h"
#include "store/sqlite/committer.h"
#include "store/sqlite/noun_codec.h"

namespace tc::store::sqlite {
namespace {

using model::ProjectFile;

/// Project files under construction, found by id; rows of one project often come in a row.
class Files {
 public:
  void add(model::Project project) {
    const std::int64_t id = project.id.value;
    auto file = std::make_shared<ProjectFile>();
    file->project = std::move(project);
    by_id_.emplace(id, file.get());
    files_.push_back(std::move(file));
  }
  [[nodiscard]] ProjectFile* find(model::ProjectId id) {
    if (last_ && last_->project.id == id) return last_;
    const auto at = by_id_.find(id.value);
    last_ = at == by_id_.end() ? nullptr : at->second;
    return last_;
  }
  /// Moves the files out without their spare capacity.
  [[nodiscard]] std::vector<std::shared_ptr<const ProjectFile>> take() {
    for (const auto& file : files_) {
      file->activities.shrink_to_fit();
      file->links.shrink_to_fit();
      file->field_sources.shrink_to_fit();
    }
    return {files_.begin(), files_.end()};
  }

 private:
  std::vector<std::shared_ptr<ProjectFile>> files_;
  std::unordered_map<std::int64_t, ProjectFile*> by_id_;
  ProjectFile* last_ = nullptr;
};

tl::unexpected<Error> fail_row(std::string_view noun, std::int64_t id, std::string_view what) {
  return fail(Code::store, "store.corrupt", std::string(what),
              std::string(noun) + "/" + std::to_string(id), "restore the last backup");
}

/// Calls `sink(Noun&&)`, which returns Result<void>, for each row of the statement.
template <class Noun, class Sink>
Result<void> read_rows(SQLite::Statement& rows, const Sink& sink) {
  const std::vector<int> places = column_places<Noun>(rows);
  while (rows.executeStep()) {
    Noun noun;
    RowReader reader(rows, places);
    visit_fields(noun, reader);
    if (!reader.bad_field().empty()) {
      const std::int64_t id = rows.getColumn(places.front()).getInt64();
      rows.reset();
      return fail_row(Noun::kNoun, id,
                      "unreadable field '" + std::string(reader.bad_field()) + "'");
    }
    TC_TRY_VOID(sink(std::move(noun)));
  }
  rows.reset();
  return {};
}

class CityReader {
 public:
  CityReader(Connection& connection, model::CityCode city) : connection_(connection), city_(city) {}

  [[nodiscard]] Result<Loaded> read() {
    TC_TRY_VOID(read_city_rows());
    TC_TRY_VOID(read_noun<model::Project>([this](model::Project&& project) -> Result<void> {
      files_.add(std::move(project));
      return {};
    }));
    TC_TRY_VOID(read_parts());
    TC_TRY_VOID(read_noun<model::Order>([this](model::Order&& order) -> Result<void> {
      if (order.project_id) return add_part(&ProjectFile::orders, std::move(order));
      out_.state.orders.push_back(std::move(order));
      return {};
    }));
    out_.state.projects = files_.take();
    out_.head = head_of(connection_, city_);
    read_last_ids();
    return std::move(out_);
  }

 private:
  template <class Noun, class Sink>
  [[nodiscard]] Result<void> read_noun(const Sink& sink) {
    SQLite::Statement& rows = connection_.statement(std::string(Noun::kNoun) + ".load");
    rows.bind(":city", city_.value);
    return read_rows<Noun>(rows, sink);
  }
  template <class Noun>
  [[nodiscard]] Result<void> read_into(std::vector<Noun>& out) {
    return read_noun<Noun>([&out](Noun&& noun) -> Result<void> {
      out.push_back(std::move(noun));
      return {};
    });
  }
  template <class Noun>
  [[nodiscard]] Result<void> add_part(std::vector<Noun> ProjectFile::*part, Noun&& noun) {
    ProjectFile* const file = files_.find(noun.project_id);
    if (!file) return fail_row(Noun::kNoun, noun.id.value, "the project of this row is not there");
    (file->*part).push_back(std::move(noun));
    return {};
  }
  template <class Noun>
  [[nodiscard]] Result<void> read_part(std::vector<Noun> ProjectFile::*part) {
    return read_noun<Noun>([this, part](Noun&& noun) { return add_part(part, std::move(noun)); });
  }
  [[nodiscard]] Result<void> read_city_rows() {
    bool found = false;
    TC_TRY_VOID(read_noun<model::City>([&](model::City&& city) -> Result<void> {
      out_.state.city = std::move(city);
      found = true;
      return {};
    }));
    if (!found) return fail_no_city(city_, Code::not_found);
    TC_TRY_VOID(read_into(out_.state.organizations));
    TC_TRY_VOID(read_into(out_.state.users));
    TC_TRY_VOID(read_into(out_.state.calendars));
    TC_TRY_VOID(read_into(out_.state.visits));
    return read_into(out_.state.factor_quotas);
  }
  [[nodiscard]] Result<void> read_parts() {
    TC_TRY_VOID(read_part(&ProjectFile::activities));
    TC_TRY_VOID(read_part(&ProjectFile::links));
    TC_TRY_VOID(read_part(&ProjectFile::blockers));
    TC_TRY_VOID(read_part(&ProjectFile::visit_stops));
    TC_TRY_VOID(read_part(&ProjectFile::promises));
    TC_TRY_VOID(read_part(&ProjectFile::returns));
    TC_TRY_VOID(read_part(&ProjectFile::fund_lines));
    TC_TRY_VOID(read_part(&ProjectFile::factor_needs));
    TC_TRY_VOID(read_part(&ProjectFile::hazards));
    TC_TRY_VOID(read_part(&ProjectFile::outputs));
    TC_TRY_VOID(read_part(&ProjectFile::field_sources));
    return read_part(&ProjectFile::forecasts);
  }
  template <std::size_t... I>
  void read_last_ids(std::index_sequence<I...>) {
    (read_last_id(std::variant_alternative_t<I, model::Row>::kNoun), ...);
  }
  void read_last_ids() {
    read_last_ids(std::make_index_sequence<std::variant_size_v<model::Row>>{});
  }
  void read_last_id(std::string_view noun) {
    SQLite::Statement& last = connection_.statement("journal.last_id");
    last.bind(":city", city_.value);
    last.bind(":noun", std::string(noun));
    if (last.executeStep() && last.getColumn(0).getInt64() > 0) {
      out_.last_ids.emplace(noun, last.getColumn(0).getInt64());
    }
    last.reset();
  }

  Connection& connection_;
  model::CityCode city_;
  Loaded out_;
  Files files_;
};

}  // namespace

Result<Loaded> load_city(Connection& connection, model::CityCode city) {
  return CityReader(connection, city).read();
}

Result<std::vector<model::City>> load_cities(Connection& connection) {
  std::vector<model::City> cities;
  TC_TRY_VOID(read_rows<model::City>(connection.statement("city.list"),
                                     [&cities](model::City&& city) -> Result<void> {
                                       cities.push_back(std::move(city));
                                       return {};
                                     }));
  return cities;
}

}  // namespace tc::store::sqlite
