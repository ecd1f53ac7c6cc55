// Clocks: which level a blocker has reached by its age, when an order is overdue, who may close.
// The system moves a blocker up by itself and never down; reopening keeps the old clock.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/blocker.h"
#include "model/order.h"

namespace tc::rules {

/// The last row whose days have been reached gives the level.
struct EscalationRow {
  int overdue_days = 0;  ///< days on the blocker's clock
  model::BlockerLevel level{};
  std::string_view zh;
  std::string_view en;
};
[[nodiscard]] std::span<const EscalationRow> escalation_table();

/// Days on the clock: since the limit day, or since it was raised when no limit was set; 0 before.
[[nodiscard]] int clock_days(const model::Blocker& blocker, Day date);
/// The level due at `date`: never below the blocker's own, unchanged once resolved or closed.
[[nodiscard]] model::BlockerLevel due_level(const model::Blocker& blocker, Day date);
[[nodiscard]] inline bool is_open(const model::Blocker& blocker) {
  return blocker.state != model::BlockerState::resolved &&
         blocker.state != model::BlockerState::closed;
}

/// One allowed change of a blocker's state.
struct BlockerMove {
  model::BlockerState from{};
  model::BlockerState to{};
  bool needs_evidence = false;
  bool needs_other_person = false;  ///< someone other than the owner confirms
  bool reopens = false;
  std::string_view zh;
};
[[nodiscard]] std::span<const BlockerMove> blocker_moves();

/// Who confirms.
struct Closer {
  std::string_view person;
  std::string_view organization;
};
/// Whether the blocker may change state. Rules: blocker.move, blocker.evidence (nothing shows it is
/// solved), blocker.owner (the owner cannot confirm its own), blocker.closer (nobody is named).
[[nodiscard]] Result<void> may_move(const model::Blocker& blocker, model::BlockerState to,
                                    const Closer& closer);

enum class OrderClock : std::uint8_t { closed, no_limit, in_time, due_soon, overdue, long_overdue };
/// The last row whose days past due have been reached gives the state of an open order.
struct OrderClockRow {
  int days_past_due = 0;  ///< negative: before the due day
  OrderClock state{};
  std::string_view zh;
  std::string_view en;
};
[[nodiscard]] std::span<const OrderClockRow> order_clock_table();
[[nodiscard]] OrderClock order_clock(const model::Order& order, Day date);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::OrderClock> =
    std::to_array<std::string_view>({"closed", "no_limit", "in_time", "due_soon", "overdue",
                                     "long_overdue"});
