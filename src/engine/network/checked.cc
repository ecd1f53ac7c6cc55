// SPDX-License-Identifier: Apache-2.0
#include "engine/network/checked.h"

#include <algorithm>

namespace tc::engine {
namespace {

constexpr std::int64_t kFarDate = std::int64_t{1} << 40;  ///< minutes, two million years

bool reasonable(const std::optional<Minute>& date) {
  return !date || (date->count > -kFarDate && date->count < kFarDate);
}

}  // namespace

std::string where_of(const model::Activity& activity) {
  return "activity " + std::to_string(activity.id.value) + " " + activity.code + " " +
         activity.name;
}

tl::unexpected<Error> at_activity(Error error, const model::Activity& activity) {
  error.where = error.where.empty() ? where_of(activity) : where_of(activity) + ", " + error.where;
  return tl::unexpected(std::move(error));
}

Result<void> check_activity(const model::Activity& activity) {
  const std::int64_t work = activity.remaining.value_or(activity.duration_likely);
  for (const std::int64_t minutes :
       {work, activity.duration_likely, activity.interruption, activity.leveling_delay}) {
    if (minutes < 0 || minutes > kLongestWork) {
      return fail(Code::bad_input, "network.duration",
                  std::to_string(minutes) + " minutes is no duration", where_of(activity),
                  "give 0 to 2147483648 working minutes");
    }
  }
  for (const auto& date :
       {activity.constraint_at, activity.secondary_at, activity.deadline, activity.expected_finish,
        activity.external_start, activity.external_finish, activity.suspended_at,
        activity.resumed_at, activity.actual_start, activity.actual_finish}) {
    if (!reasonable(date)) {
      return fail(Code::bad_input, "network.date", "a date lies beyond reason", where_of(activity),
                  "give dates between the years 1900 and 2199");
    }
  }
  return {};
}

bool needs_no_date(model::ConstraintKind kind) {
  return kind == model::ConstraintKind::as_late_as_possible;
}

std::optional<Extra> extra_of(const model::Activity& activity) {
  Extra extra{.secondary = activity.secondary_at || needs_no_date(activity.secondary_kind)
                               ? activity.secondary_kind
                               : model::ConstraintKind::none,
              .secondary_at = activity.secondary_at.value_or(Minute{}),
              .deadline = activity.deadline,
              .expected_finish = activity.expected_finish,
              .external_start = activity.external_start,
              .external_finish = activity.external_finish,
              .suspended_at = activity.suspended_at,
              .resumed_at = activity.resumed_at,
              .leveling_delay = activity.leveling_delay};
  const bool any = extra.secondary != model::ConstraintKind::none || extra.deadline ||
                   extra.expected_finish || extra.external_start || extra.external_finish ||
                   extra.suspended_at || extra.resumed_at || extra.leveling_delay != 0;
  if (!any) return std::nullopt;
  return extra;
}

SummaryBounds bounds_of(const model::Activity& summary) {
  SummaryBounds bounds{.floor = std::nullopt, .cap = summary.deadline};
  switch (summary.constraint_kind) {
    case model::ConstraintKind::start_not_earlier:
    case model::ConstraintKind::must_start:
      bounds.floor = summary.constraint_at;
      break;
    case model::ConstraintKind::finish_not_later:
    case model::ConstraintKind::must_finish:
      if (summary.constraint_at) {
        bounds.cap = std::min(bounds.cap.value_or(*summary.constraint_at), *summary.constraint_at);
      }
      break;
    default:
      break;
  }
  return bounds;
}

std::int64_t work_left(const model::Activity& activity) {
  if (activity.kind == model::ActivityKind::start_milestone ||
      activity.kind == model::ActivityKind::finish_milestone) {
    return 0;
  }
  return activity.remaining.value_or(activity.duration_likely) + activity.interruption;
}

}  // namespace tc::engine
