// The fields of an activity that move dates, as a table: one row a kind of change.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "engine/explain/plan_change.h"

namespace tc::engine {

struct PlanField {
  ChangeKind kind{};
  bool (*same)(const model::Activity& a, const model::Activity& b);
  void (*copy)(model::Activity& to, const model::Activity& from);
};

template <auto... Members>
constexpr PlanField plan_field(ChangeKind kind) {
  return {kind,
          [](const model::Activity& a, const model::Activity& b) {
            return ((a.*Members == b.*Members) && ...);
          },
          [](model::Activity& to, const model::Activity& from) {
            ((to.*Members = from.*Members), ...);
          }};
}

/// The planned finish counts for work that is set by hand alone.
constexpr PlanField finish_by_hand() {
  return {ChangeKind::planned_finish,
          [](const model::Activity& a, const model::Activity& b) {
            const auto by_hand = [](const model::Activity& one) {
              return one.constraint_kind == model::ConstraintKind::set_by_hand;
            };
            return a.planned_finish == b.planned_finish || !(by_hand(a) || by_hand(b));
          },
          [](model::Activity& to, const model::Activity& from) {
            to.planned_finish = from.planned_finish;
          }};
}

inline constexpr std::array kPlanFields{
    finish_by_hand(),
    plan_field<&model::Activity::actual_start>(ChangeKind::actual_start),
    plan_field<&model::Activity::actual_finish>(ChangeKind::actual_finish),
    plan_field<&model::Activity::suspended_at, &model::Activity::resumed_at>(
        ChangeKind::suspension),
    plan_field<&model::Activity::remaining>(ChangeKind::remaining),
    plan_field<&model::Activity::duration_likely>(ChangeKind::duration),
    plan_field<&model::Activity::interruption>(ChangeKind::interruption),
    plan_field<&model::Activity::expected_finish>(ChangeKind::expected_finish),
    plan_field<&model::Activity::constraint_kind, &model::Activity::constraint_at>(
        ChangeKind::constraint),
    plan_field<&model::Activity::secondary_kind, &model::Activity::secondary_at>(
        ChangeKind::secondary_constraint),
    plan_field<&model::Activity::deadline>(ChangeKind::deadline),
    plan_field<&model::Activity::external_start>(ChangeKind::external_start),
    plan_field<&model::Activity::external_finish>(ChangeKind::external_finish),
    plan_field<&model::Activity::leveling_delay>(ChangeKind::leveling_delay),
    plan_field<&model::Activity::calendar_id, &model::Activity::weather>(
        ChangeKind::activity_calendar),
    plan_field<&model::Activity::kind>(ChangeKind::activity_kind),
    plan_field<&model::Activity::wbs>(ChangeKind::wbs)};

}  // namespace tc::engine
