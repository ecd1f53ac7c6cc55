// SPDX-License-Identifier: Apache-2.0
#include "app/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/views/json.h"
#include "rules/escalation.h"

namespace tc::app {
namespace {

using model::BlockerState;

/// A project file of the scope that holds a row with this id, and the row.
template <class T>
struct Found {
  const model::ProjectFile* file = nullptr;
  const T* row = nullptr;
};

template <class T>
Found<T> find_in_projects(const model::CityState& state, const model::Scope& scope,
                          decltype(T::id) id, std::vector<T> model::ProjectFile::*part) {
  for (const auto& file : state.projects) {
    const std::vector<T>& rows = (*file).*part;
    const auto at = std::ranges::lower_bound(rows, id, {}, &T::id);
    if (at == rows.end() || at->id != id) continue;
    if (!in_scope(scope, file->project)) break;
    return {.file = file.get(), .row = &*at};
  }
  return {};
}

tl::unexpected<Error> unknown(std::string_view noun, std::int64_t id) {
  return fail(Code::not_found, fmt::format("{}.unknown", noun), fmt::format("no {} {}", noun, id),
              fmt::format("{}_id", noun));
}

/// Saves the one row that `decide` makes, and gives it back with its new revision.
using DecideRow = std::function<Result<model::Row>(const model::CityState&, IdSource&, Plan&)>;
Result<ChangedRow> change_row(App& app, const Request& request, const DecideRow& decide) {
  model::Row key;
  const auto row_after = [&key](const StatePtr& after) {
    return ChangedRow{model::find_row(*after, key).value_or(key)};
  };
  const App::ChangeRequest change{
      .acting = request.acting,
      .origin = request.origin,
      .create = false,
      .reply = [&](const StatePtr& after) { return to_json(row_after(after)); }};
  TC_TRY(const StatePtr after,
         app.change(change, [&](const model::CityState& state, IdSource& ids) -> Result<Plan> {
           Plan plan;
           TC_TRY(key, decide(state, ids, plan));
           plan.put = {key};
           return plan;
         }));
  return row_after(after);
}

template <class T>
void apply_patch(const Patch<T>& patch, std::optional<T>& field) {
  if (patch) field = *patch;
}

Result<void> check_activity(const model::Activity& row, Day data_date) {
  const Minute end_of_data_date = start_of(data_date + 1);
  for (const auto& actual : {row.actual_start, row.actual_finish}) {
    if (actual && *actual > end_of_data_date) {
      return fail(
          Code::bad_input, "activity.future",
          fmt::format("{} lies after the data date {}", to_text(*actual), to_text(data_date)),
          "actual", "actuals are what happened; plans and forecasts are kept apart");
    }
  }
  if (row.actual_finish && !row.actual_start) {
    return fail(Code::bad_input, "activity.finish_unstarted",
                fmt::format("{} {} has a finish but no start", row.code, row.name), "actual_finish",
                "report the actual start too");
  }
  if (row.actual_finish && *row.actual_finish < *row.actual_start) {
    return fail(Code::bad_input, "activity.finish_before_start",
                fmt::format("finish {} is before start {}", to_text(*row.actual_finish),
                            to_text(*row.actual_start)),
                "actual_finish");
  }
  return {};
}

}  // namespace

Result<std::optional<std::string>> kept_reply(App& app, const Request& request) {
  if (request.origin.idempotency_key.empty()) return std::nullopt;
  TC_TRY(const std::optional<store::IdempotencyRecord> kept,
         app.store().find_reply(request.acting.city, request.origin.idempotency_key));
  if (!kept) return std::nullopt;
  if (kept->request_digest != request.origin.request_digest) {
    return fail(Code::bad_input, "idempotency.reused",
                "this Idempotency-Key was used for another request", "Idempotency-Key",
                "use a new key for a new request");
  }
  return kept->reply;
}

Result<void> check_revision(const model::Row& current, std::int64_t expected) {
  const std::int64_t revision = model::revision_of(current);
  if (revision == expected) return {};
  return fail(Code::conflict, "if_match.stale",
              fmt::format("{} {} is at revision {}, not {}", model::noun_of(current),
                          model::id_of(current), revision, expected),
              "If-Match", "load it again and repeat the change on what is there now");
}

Result<ChangedRow> report_activity(App& app, const Request& request, const ActivityReport& report) {
  return change_row(
      app, request,
      [&](const model::CityState& state, IdSource&, Plan& plan) -> Result<model::Row> {
        const auto found = find_in_projects(state, request.acting.scope, report.id,
                                            &model::ProjectFile::activities);
        if (found.row == nullptr) return unknown("activity", report.id.value);
        TC_TRY_VOID(check_revision(model::Row(*found.row), report.revision));
        model::Activity row = *found.row;
        apply_patch(report.actual_start, row.actual_start);
        apply_patch(report.actual_finish, row.actual_finish);
        if (report.remaining_days) {
          const std::optional<double> days = *report.remaining_days;
          if (days && (!std::isfinite(*days) || *days < 0 || *days > 36'500)) {
            return fail(Code::bad_input, "activity.remaining",
                        fmt::format("{} days left is out of range", *days), "remaining_days");
          }
          row.remaining.reset();
          if (days) row.remaining = std::llround(*days * static_cast<double>(kMinutesPerDay));
        }
        if (row.actual_finish) row.remaining.reset();
        TC_TRY_VOID(check_activity(row, data_date_of(app, state)));
        row.provenance = model::Provenance::reported;
        row.source_note = request.acting.acting_as;
        plan.action = row.actual_finish ? "activity.finish" : "activity.report";
        plan.reason = report.reason;
        return row;
      });
}

Result<ChangedRow> raise_blocker(App& app, const Request& request, const BlockerDraft& draft) {
  return change_row(
      app, request,
      [&](const model::CityState& state, IdSource& ids, Plan& plan) -> Result<model::Row> {
        const auto found = find_in_projects(state, request.acting.scope, draft.activity_id,
                                            &model::ProjectFile::activities);
        if (found.row == nullptr) return unknown("activity", draft.activity_id.value);
        if (found.row->actual_finish) {
          return fail(
              Code::conflict, "blocker.finished_activity",
              fmt::format("{} {} is finished; nothing holds it", found.row->code, found.row->name),
              "activity_id", "name the activity that waits");
        }
        model::Blocker row;
        row.id = ids.next<model::Blocker>();
        row.project_id = found.file->project.id;
        row.activity_id = draft.activity_id;
        row.kind = draft.kind;
        row.text = draft.text;
        row.owner_organization = draft.owner_organization;
        row.owner_person = draft.owner_person;
        row.ask = draft.ask;
        row.level = draft.level;
        row.raised_day = data_date_of(app, state);
        row.release_likely = draft.release_likely;
        row.source_note = request.acting.acting_as;
        plan.action = "blocker.raise";
        return row;
      });
}

namespace {

/// Checks one step by the rules and notes its day and proof on the row.
Result<void> step_blocker(model::Blocker& row, const BlockerMove& move, Day today) {
  if (!move.evidence.empty()) row.evidence = move.evidence;
  TC_TRY_VOID(
      rules::may_move(row, move.state, {.person = move.closed_by, .organization = move.closed_by}));
  const bool reopened = row.state >= BlockerState::resolved && move.state < row.state;
  if (move.state == BlockerState::closed) {
    row.closed_by = move.closed_by;
    row.closed_day = today;
  } else if (move.state == BlockerState::resolved) {
    row.resolved_day = today;
  }
  if (reopened) {
    ++row.reopened;  // raised_day stays: the old clock runs on
    row.resolved_day.reset();
    row.closed_day.reset();
    row.closed_by.clear();
  }
  row.state = move.state;
  return {};
}

}  // namespace

Result<ChangedRow> move_blocker(App& app, const Request& request, const BlockerMove& move) {
  return change_row(
      app, request,
      [&](const model::CityState& state, IdSource&, Plan& plan) -> Result<model::Row> {
        const auto found =
            find_in_projects(state, request.acting.scope, move.id, &model::ProjectFile::blockers);
        if (found.row == nullptr) return unknown("blocker", move.id.value);
        TC_TRY_VOID(check_revision(model::Row(*found.row), move.revision));
        model::Blocker row = *found.row;
        apply_patch(move.release_likely, row.release_likely);
        if (move.state != row.state) {
          TC_TRY_VOID(step_blocker(row, move, data_date_of(app, state)));
        }
        plan.action = fmt::format("blocker.{}", model::to_name(row.state));
        plan.reason = move.reason;
        return row;
      });
}

Result<ChangedRow> give_order(App& app, const Request& request, const OrderDraft& draft) {
  return change_row(
      app, request,
      [&](const model::CityState& state, IdSource& ids, Plan& plan) -> Result<model::Row> {
        const model::Scope& scope = request.acting.scope;
        model::Order row;
        if (draft.project_id) {
          const model::ProjectFile* file = model::find_project(state, draft.project_id);
          if (file == nullptr || !in_scope(scope, file->project)) {
            return unknown("project", draft.project_id.value);
          }
          if (draft.activity_id && model::find_activity(*file, draft.activity_id) == nullptr) {
            return unknown("activity", draft.activity_id.value);
          }
          if (draft.blocker_id && std::ranges::find(file->blockers, draft.blocker_id,
                                                    &model::Blocker::id) == file->blockers.end()) {
            return unknown("blocker", draft.blocker_id.value);
          }
        } else if (draft.activity_id || draft.blocker_id) {
          return fail(Code::bad_input, "order.project",
                      "an order on an activity or blocker names its project", "project_id");
        }
        const Day today = data_date_of(app, state);
        if (draft.due && *draft.due < today) {
          return fail(Code::bad_input, "order.due_past",
                      fmt::format("due {} lies before {}", to_text(*draft.due), to_text(today)),
                      "due", "choose a day that is still to come");
        }
        row.id = ids.next<model::Order>();
        row.project_id = draft.project_id;
        row.activity_id = draft.activity_id;
        row.blocker_id = draft.blocker_id;
        row.verb = "交办";
        row.speaker = request.acting.acting_as;
        row.addressee = draft.addressee;
        row.text = draft.text;
        row.due = draft.due;
        row.issued_day = today;
        plan.action = "order.give";
        return row;
      });
}

namespace {

/// The order in a project of the scope, or among those of the whole city.
const model::Order* find_order(const model::CityState& state, const model::Scope& scope,
                               model::OrderId id) {
  const auto found = find_in_projects(state, scope, id, &model::ProjectFile::orders);
  if (found.row != nullptr) return found.row;
  const auto at = std::ranges::find(state.orders, id, &model::Order::id);
  return at == state.orders.end() ? nullptr : &*at;
}

}  // namespace

Result<ChangedRow> answer_order(App& app, const Request& request, const OrderAnswer& answer) {
  return change_row(
      app, request,
      [&](const model::CityState& state, IdSource&, Plan& plan) -> Result<model::Row> {
        const model::Order* found = find_order(state, request.acting.scope, answer.id);
        if (found == nullptr) return unknown("order", answer.id.value);
        TC_TRY_VOID(check_revision(model::Row(*found), answer.revision));
        model::Order row = *found;
        if (row.state > model::OrderState::replied) {
          return fail(Code::conflict, "order.ended",
                      fmt::format("order {} ended as {}", row.id.value, model::to_name(row.state)),
                      "state");
        }
        if (!answer.reply.empty()) row.reply = answer.reply;
        if (!answer.evidence.empty()) row.evidence = answer.evidence;
        if (answer.state == model::OrderState::replied && row.reply.empty()) {
          return fail(Code::bad_input, "order.reply", "a reply needs its text", "reply");
        }
        if (answer.state == model::OrderState::kept && row.evidence.empty()) {
          return fail(Code::bad_input, "order.evidence", "an order is kept only on evidence",
                      "evidence", "say which document or fact shows it");
        }
        row.state = answer.state;
        if (row.state > model::OrderState::replied) row.closed_day = data_date_of(app, state);
        plan.action = fmt::format("order.{}", model::to_name(row.state));
        plan.reason = answer.reason;
        return row;
      });
}

}  // namespace tc::app
