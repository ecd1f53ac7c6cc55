// SPDX-License-Identifier: Apache-2.0
#include "rules/escalation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tc::rules {
namespace {

using model::Blocker;
using model::BlockerLevel;
using model::BlockerState;

constexpr std::array kEscalation{
    EscalationRow{0, BlockerLevel::task_force, "专班限时办理", "task force"},
    EscalationRow{7, BlockerLevel::county, "县区、行业部门", "county or line department"},
    EscalationRow{15, BlockerLevel::city_office, "市发改周调度", "city office, weekly dispatch"},
    EscalationRow{30, BlockerLevel::vice_mayor, "分管副市长", "vice-mayor in charge"},
    EscalationRow{60, BlockerLevel::mayor, "市长，或报省", "mayor, or to the province"},
};
constexpr bool every_level() {
  for (std::size_t i = 0; i < kEscalation.size(); ++i) {
    if (static_cast<std::size_t>(kEscalation[i].level) != i) return false;
    if (i > 0 && kEscalation[i].overdue_days <= kEscalation[i - 1].overdue_days) return false;
  }
  return kEscalation.size() == model::kEnumNames<BlockerLevel>.size();
}
static_assert(every_level(), "one row for each BlockerLevel, with rising days");

constexpr std::array kMoves{
    BlockerMove{BlockerState::raised, BlockerState::accepted, false, false, false, "受理"},
    BlockerMove{BlockerState::accepted, BlockerState::in_hand, false, false, false, "办理"},
    BlockerMove{BlockerState::raised, BlockerState::in_hand, false, false, false, "受理并办理"},
    BlockerMove{BlockerState::in_hand, BlockerState::resolved, true, false, false,
                "办结（附佐证）"},
    BlockerMove{BlockerState::resolved, BlockerState::closed, true, true, false,
                "销号（责任人以外的人核实）"},
    BlockerMove{BlockerState::resolved, BlockerState::in_hand, false, false, true, "退回重办"},
    BlockerMove{BlockerState::closed, BlockerState::in_hand, false, false, true, "重新打开"},
};

constexpr std::array kOrderClock{
    OrderClockRow{std::numeric_limits<int>::min(), OrderClock::in_time, "未到期", "in time"},
    OrderClockRow{-3, OrderClock::due_soon, "三日内到期，催办", "due within three days: reminder"},
    OrderClockRow{1, OrderClock::overdue, "逾期，督办", "overdue: supervised"},
    OrderClockRow{8, OrderClock::long_overdue, "逾期超过七日，通报", "over a week overdue: named"},
};

}  // namespace

std::span<const EscalationRow> escalation_table() { return kEscalation; }
std::span<const BlockerMove> blocker_moves() { return kMoves; }
std::span<const OrderClockRow> order_clock_table() { return kOrderClock; }

int clock_days(const Blocker& blocker, Day date) {
  return std::max(0, date - blocker.limit_day.value_or(blocker.raised_day));
}

BlockerLevel due_level(const Blocker& blocker, Day date) {
  if (!is_open(blocker)) return blocker.level;
  const int days = clock_days(blocker, date);
  BlockerLevel level = blocker.level;
  for (const EscalationRow& row : kEscalation) {
    if (days >= row.overdue_days) level = std::max(level, row.level);
  }
  return level;
}

Result<void> may_move(const Blocker& blocker, BlockerState to, const Closer& closer) {
  const auto move = std::ranges::find_if(
      kMoves, [&](const BlockerMove& m) { return m.from == blocker.state && m.to == to; });
  if (move == kMoves.end()) {
    return fail(Code::conflict, "blocker.move",
                fmt::format("a blocker that is {} cannot become {}", model::to_name(blocker.state),
                            model::to_name(to)),
                "state");
  }
  if (move->needs_evidence && blocker.evidence.empty()) {
    return fail(Code::conflict, "blocker.evidence", "nothing shows that the blocker is solved",
                "evidence", "add the document, number or photo that proves it");
  }
  if (!move->needs_other_person) return {};
  if (closer.person.empty()) {
    return fail(Code::bad_input, "blocker.closer", "nobody is named who confirms the closing",
                "closed_by");
  }
  const bool same_body =
      !closer.organization.empty() && closer.organization == blocker.owner_organization;
  if (closer.person == blocker.owner_person || same_body) {
    return fail(Code::not_allowed, "blocker.owner",
                fmt::format("'{}' owns the blocker and cannot confirm its closing", closer.person),
                "closed_by", "someone outside the owner's body confirms");
  }
  return {};
}

OrderClock order_clock(const model::Order& order, Day date) {
  if (order.state != model::OrderState::open && order.state != model::OrderState::replied) {
    return OrderClock::closed;
  }
  if (!order.due) return OrderClock::no_limit;
  const int days = date - *order.due;
  OrderClock state = OrderClock::in_time;
  for (const OrderClockRow& row : kOrderClock) {
    if (days >= row.days_past_due) state = row.state;
  }
  return state;
}

}  // namespace tc::rules
