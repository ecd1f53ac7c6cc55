// SPDX-License-Identifier: Apache-2.0
#include "store/check.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "base/text.h"

namespace tc::store {
namespace {

using model::Row;

const Day kFirstDay = to_day({.year = 1900, .month = 1, .day = 1});
const Day kLastDay = to_day({.year = 2199, .month = 12, .day = 31});

std::string name_of(const Row& row) {
  return std::string(model::noun_of(row)) + "/" + std::to_string(model::id_of(row));
}

/// Text that SQLite and PostgreSQL both give back byte for byte.
bool storable(std::string_view text) {
  return text.find('\0') == std::string_view::npos &&
         text::first_bad_utf8(text) == std::string_view::npos;
}

bool storable(Day day) { return day >= kFirstDay && day <= kLastDay; }

/// Visits the fields of a row and keeps the first one that cannot be stored.
struct FieldCheck {
  std::string_view bad_field;
  std::string_view rule;
  std::string seen;

  void refuse(std::string_view field, std::string_view broken, std::string value) {
    if (!bad_field.empty()) return;
    bad_field = field;
    rule = broken;
    seen = std::move(value);
  }
  void operator()(std::string_view field, const std::string& value) {
    if (!storable(value)) refuse(field, "store.text", "text with NUL or malformed UTF-8");
  }
  void operator()(std::string_view field, const std::vector<std::string>& values) {
    for (const std::string& value : values) (*this)(field, value);
  }
  void operator()(std::string_view field, double value) {
    if (!std::isfinite(value)) refuse(field, "store.number", std::to_string(value));
  }
  void operator()(std::string_view field, Day value) {
    if (!storable(value)) {
      refuse(field, "store.number", "day " + std::to_string(value.count) + " outside 1900-2199");
    }
  }
  void operator()(std::string_view field, Minute value) { (*this)(field, day_of(value)); }
  template <model::NamedEnum E>
  void operator()(std::string_view field, const E& value) {
    if (static_cast<std::size_t>(value) >= model::kEnumNames<E>.size()) {
      refuse(field, "store.number", "enumerator " + std::to_string(static_cast<int>(value)));
    }
  }
  template <class T>
  void operator()(std::string_view field, const std::optional<T>& value) {
    if (value) (*this)(field, *value);
  }
  template <class T>
  requires(!model::NamedEnum<T>) void operator()(std::string_view, const T&) {}
};

Result<void> check_row(const Row& row) {
  FieldCheck check{};
  std::visit([&](const auto& noun) { visit_fields(noun, check); }, row);
  if (check.bad_field.empty()) return {};
  return fail(Code::bad_input, std::string(check.rule),
              "field '" + std::string(check.bad_field) + "' cannot be stored: " + check.seen,
              name_of(row), "send a plain value");
}

Result<void> check_change(const Commit& commit, const Change& change) {
  const std::string where = name_of(change.row);
  if (model::id_of(change.row) <= 0) {
    return fail(Code::bad_input, "store.id",
                "a row has the id " + std::to_string(model::id_of(change.row)), where,
                "give ids from 1 upwards");
  }
  if (const auto* city = std::get_if<model::City>(&change.row)) {
    if (city->code != commit.acting.city || change.removed) {
      return fail(Code::bad_input, "store.city",
                  change.removed ? "a city is never removed"
                                 : "a commit for city " + std::to_string(commit.acting.city.value) +
                                       " carries another city",
                  where);
    }
  }
  if (change.after.empty() != change.removed || (change.removed && change.before.empty())) {
    return fail(Code::bad_input, "store.change",
                "before and after do not fit a row that is " +
                    std::string(change.removed ? "removed" : "put"),
                where, "before is empty for a new row only, after for a removed row only");
  }
  if (!storable(change.before) || !storable(change.after)) {
    return fail(Code::bad_input, "store.text", "before or after is no plain UTF-8 text", where);
  }
  return check_row(change.row);
}

bool removes_project(const Commit& commit, model::ProjectId project) {
  return std::ranges::any_of(commit.changes, [project](const Change& change) {
    const auto* row = std::get_if<model::Project>(&change.row);
    return row != nullptr && change.removed && row->id == project;
  });
}

/// A kept forecast stays as it was made; only with its whole project it goes.
Result<void> check_append_only(const Commit& commit, const Change& change) {
  const auto* forecast = std::get_if<model::Forecast>(&change.row);
  if (forecast == nullptr || change.before.empty()) return {};
  if (change.removed && removes_project(commit, forecast->project_id)) return {};
  return fail(Code::conflict, "store.append_only", "a kept forecast is never changed or removed",
              name_of(change.row), "publish a new forecast");
}

}  // namespace

Result<void> check_commit(const Commit& commit) {
  if (commit.acting.city.value <= 0) {
    return fail(Code::bad_input, "store.city",
                std::to_string(commit.acting.city.value) + " is no city code");
  }
  if (!storable(commit.day)) {
    return fail(Code::bad_input, "store.number",
                "day " + std::to_string(commit.day.count) + " outside 1900-2199", "commit.day");
  }
  bool plain = storable(commit.action) && storable(commit.reason) && storable(commit.request_id) &&
               storable(commit.acting.acting_as);
  if (commit.idempotency) {
    const IdempotencyRecord& record = *commit.idempotency;
    plain = plain && storable(record.key) && storable(record.request_digest) &&
            storable(record.reply) && !record.key.empty();
  }
  if (!plain) {
    return fail(Code::bad_input, "store.text",
                "action, reason, request id or reply is no plain UTF-8 text", "commit");
  }
  for (const Change& change : commit.changes) {
    TC_TRY_VOID(check_change(commit, change));
    TC_TRY_VOID(check_append_only(commit, change));
  }
  return {};
}

Result<void> check_head(const Commit& commit, const Head& head) {
  if (commit.expected_sequence < 0 || commit.expected_sequence == head.sequence) return {};
  return fail(Code::conflict, "store.stale",
              "decided on sequence " + std::to_string(commit.expected_sequence) +
                  ", the city stands at " + std::to_string(head.sequence),
              std::to_string(commit.acting.city.value), "load the newer state and decide again");
}

Result<std::int64_t> record_time(std::int64_t now, const Head& head) {
  if (now >= head.recorded_at) return now;
  if (head.recorded_at - now <= kClockToleranceMs) return head.recorded_at;
  return fail(Code::store, "store.clock",
              "the clock is " + std::to_string(head.recorded_at - now) +
                  " ms behind the last journal entry",
              "sequence " + std::to_string(head.sequence), "set the clock of this machine right");
}

std::vector<Reference> references_of(const Row& row) {
  std::vector<Reference> out;
  const bool own = std::holds_alternative<model::Project>(row);
  if (const model::ProjectId project = model::project_of(row); project && !own) {
    out.push_back({model::Project::kNoun, project.value});
  } else if (!project && !std::holds_alternative<model::Order>(row)) {
    std::visit(
        [&out](const auto& noun) {
          if constexpr (requires { noun.project_id; }) out.push_back({model::Project::kNoun, 0});
        },
        row);
  }
  if (const auto* link = std::get_if<model::Link>(&row)) {
    out.push_back({model::Activity::kNoun, link->predecessor_id.value});
    out.push_back({model::Activity::kNoun, link->successor_id.value});
  } else if (const auto* stop = std::get_if<model::VisitStop>(&row)) {
    out.push_back({model::Visit::kNoun, stop->visit_id.value});
  }
  return out;
}

tl::unexpected<Error> fail_key_used(std::string_view key) {
  return fail(Code::conflict, "store.key_used",
              "a reply is kept under the idempotency key '" + std::string(key) + "'", {},
              "answer with the kept reply");
}

tl::unexpected<Error> fail_exists(const Row& row) {
  return fail(Code::conflict, "store.exists", "a new row has an id that is in use", name_of(row),
              "load the newer state and decide again");
}

tl::unexpected<Error> fail_absent(const Row& row) {
  return fail(Code::conflict, "store.absent", "the row to change is not there", name_of(row),
              "load the newer state and decide again");
}

tl::unexpected<Error> fail_reference(model::CityCode city) {
  return fail(Code::conflict, "store.reference",
              "a row would point at a project, activity or visit that is not there",
              std::to_string(city.value),
              "put what is pointed at in the same commit; remove a project after its parts");
}

tl::unexpected<Error> fail_no_city(model::CityCode city, Code code) {
  return fail(code, "store.city", "there is no city " + std::to_string(city.value), {},
              "make the city first");
}

}  // namespace tc::store
