// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/phrases.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "rules/quality/plan.h"

namespace tc::rules::quality {
namespace {

using model::ConstraintKind;

/// What a fault is called and what to do about it, in the order of FaultKind.
struct FaultWords {
  FaultKind kind;
  std::string_view zh, en;
  std::string_view advice, advice_en;
};
constexpr std::array kFaults{
    FaultWords{FaultKind::loop, "逻辑环路", "Loop", "去掉环中一条关系，日期才能计算",
               "take one link of the loop out; there are no dates until then"},
    FaultWords{FaultKind::open_start, "开始悬空", "Open start", "给它的开始补一条 FS 或 SS 紧前",
               "add a predecessor by FS or SS that drives its start"},
    FaultWords{FaultKind::open_finish, "完成悬空", "Open finish", "给它的完成补一条 FS 或 FF 紧后",
               "add a successor by FS or FF that its finish drives"},
    FaultWords{FaultKind::out_of_sequence, "未按顺序进展", "Out-of-sequence progress",
               "核对实际日期；顺序确已改变的，改关系而不是留着",
               "check the actual dates; where the order did change, change the link"},
    FaultWords{FaultKind::actual_after_data_date, "实际日期晚于数据日期",
               "Actual date after the data date", "改正实际日期，或推后数据日期",
               "correct the actual date, or move the data date"},
    FaultWords{FaultKind::forecast_before_data_date, "预测日期早于数据日期",
               "Forecast before the data date", "按数据日期重新计算，或填报实际日期",
               "schedule again from the data date, or report the actual date"},
    FaultWords{FaultKind::no_actual_start, "有进展而无实际开始", "Progress without actual start",
               "补填实际开始日期", "report the actual start"},
    FaultWords{FaultKind::no_actual_finish, "已无剩余而无实际完成",
               "Nothing left but no actual finish", "补填实际完成日期，或改正剩余工期",
               "report the actual finish, or correct what remains"},
    FaultWords{FaultKind::finish_before_start, "完成早于开始", "Finish before start",
               "改正实际日期", "correct the actual dates"},
    FaultWords{FaultKind::remaining_after_finish, "已完成而有剩余", "Work left after the finish",
               "剩余工期应为零", "what remains must be nothing"},
    FaultWords{FaultKind::duplicate_link, "重复关系", "Duplicate link", "只留一条", "keep one"},
    FaultWords{FaultKind::link_to_span, "由汇总或支持性工作驱动",
               "Driven by a summary or level of effort", "把关系接到具体活动上",
               "link the activities themselves"},
    FaultWords{FaultKind::lag_over_duration, "时距长于紧前工期", "Lag longer than its predecessor",
               "把时距写成一项活动，说明在等什么",
               "make the lag an activity that says what is waited for"},
    FaultWords{FaultKind::constraint_against_logic, "约束与逻辑相抵", "Constraint against logic",
               "压缩紧前的工作，或改约束日期",
               "shorten the work before it, or change the constraint"},
    FaultWords{FaultKind::set_by_hand, "日期由人工设定", "Dates set by hand",
               "改为自动计算，让关系推动它", "let it be scheduled, so that its links move it"},
    FaultWords{FaultKind::empty_calendar, "日历一年以上无工作时间",
               "Calendar without work for over a year", "补上日历的工作时间",
               "give the calendar working time there"},
    FaultWords{FaultKind::no_wbs, "不在任何 WBS 之下", "Outside the WBS", "归入 WBS",
               "put it under an element of the WBS"},
    FaultWords{FaultKind::outside_link, "关系的另一端不在其中", "Link to something not here",
               "把相关项目一起检查", "check it together with the project it is linked to"},
};
static_assert(kFaults.size() == kFaultKinds);

const FaultWords& words_of(FaultKind kind) { return kFaults[static_cast<std::size_t>(kind)]; }

}  // namespace

Sentence link_type_name(model::LinkType type) {
  switch (type) {
    case model::LinkType::finish_start:
      return {"完成—开始", "finish-start"};
    case model::LinkType::start_start:
      return {"开始—开始", "start-start"};
    case model::LinkType::finish_finish:
      return {"完成—完成", "finish-finish"};
    case model::LinkType::start_finish:
      return {"开始—完成", "start-finish"};
  }
  return {};
}

Sentence constraint_name(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::none:
      return {"无约束", "none"};
    case ConstraintKind::start_not_earlier:
      return {"不早于开始", "start no earlier than"};
    case ConstraintKind::start_not_later:
      return {"不晚于开始", "start no later than"};
    case ConstraintKind::finish_not_earlier:
      return {"不早于完成", "finish no earlier than"};
    case ConstraintKind::finish_not_later:
      return {"不晚于完成", "finish no later than"};
    case ConstraintKind::must_start:
      return {"必须开始于", "must start on"};
    case ConstraintKind::must_finish:
      return {"必须完成于", "must finish on"};
    case ConstraintKind::as_late_as_possible:
      return {"尽可能晚", "as late as possible"};
    case ConstraintKind::mandatory_start:
      return {"强制开始", "mandatory start"};
    case ConstraintKind::mandatory_finish:
      return {"强制完成", "mandatory finish"};
    case ConstraintKind::set_by_hand:
      return {"人工设定", "set by hand"};
  }
  return {};
}

Sentence progress_rule_name(model::ProgressRule rule) {
  switch (rule) {
    case model::ProgressRule::retained_logic:
      return {"保留逻辑", "retained logic"};
    case model::ProgressRule::progress_override:
      return {"进度优先", "progress override"};
    case model::ProgressRule::actual_dates:
      return {"实际日期", "actual dates"};
  }
  return {};
}

std::string counted_days(double days) {
  const std::string text = number(days);
  return text + (text == "1" || text == "-1" ? " day" : " days");
}

Sentence fault_name(FaultKind kind) {
  return {std::string(words_of(kind).zh), std::string(words_of(kind).en)};
}

Sentence fault_advice(FaultKind kind) {
  return {std::string(words_of(kind).advice), std::string(words_of(kind).advice_en)};
}

}  // namespace tc::rules::quality
