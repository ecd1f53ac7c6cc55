// What people report and order: activities, blockers, orders. One row changes at a time, against
// the revision the caller saw.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "app/request.h"

namespace tc::app {

/// Unset: leave as it is. Set to an empty optional: clear.
template <class T>
using Patch = std::optional<std::optional<T>>;

struct ActivityReport {
  model::ActivityId id;
  std::int64_t revision{};
  Patch<Minute> actual_start;
  Patch<Minute> actual_finish;
  Patch<double> remaining_days;
  std::string reason;
};
/// Rules: activity.unknown, if_match.stale, activity.finish_before_start,
/// activity.finish_unstarted, activity.future (an actual after the data date), activity.remaining.
[[nodiscard]] Result<ChangedRow> report_activity(App& app, const Request& request,
                                                 const ActivityReport& report);

struct BlockerDraft {
  model::ActivityId activity_id;
  model::BlockerKind kind{};
  std::string text;
  std::string owner_organization;
  std::string owner_person;
  std::string ask;
  std::optional<Day> release_likely;
  model::BlockerLevel level{};
};
/// Rules: activity.unknown, blocker.finished_activity.
[[nodiscard]] Result<ChangedRow> raise_blocker(App& app, const Request& request,
                                               const BlockerDraft& draft);

struct BlockerMove {
  model::BlockerId id;
  std::int64_t revision{};
  model::BlockerState state{};
  std::string evidence;
  std::string closed_by;
  Patch<Day> release_likely;
  std::string reason;
};
/// Steps are those of rules/escalation; reopening keeps the old clock. Rules: blocker.unknown,
/// if_match.stale, blocker.move, blocker.evidence, blocker.owner, blocker.closer.
[[nodiscard]] Result<ChangedRow> move_blocker(App& app, const Request& request,
                                              const BlockerMove& move);

struct OrderDraft {
  model::ProjectId project_id;
  model::ActivityId activity_id;
  model::BlockerId blocker_id;
  std::string addressee;
  std::string text;
  std::optional<Day> due;
};
/// Rules: project.unknown, activity.unknown, blocker.unknown, order.due_past.
[[nodiscard]] Result<ChangedRow> give_order(App& app, const Request& request,
                                            const OrderDraft& draft);

struct OrderAnswer {
  model::OrderId id;
  std::int64_t revision{};
  model::OrderState state{};
  std::string reply;
  std::string evidence;
  std::string reason;
};
/// Rules: order.unknown, if_match.stale, order.ended, order.reply, order.evidence.
[[nodiscard]] Result<ChangedRow> answer_order(App& app, const Request& request,
                                              const OrderAnswer& answer);

}  // namespace tc::app
