// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/columns.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace tc::formats::csv {
namespace {

using enum Column;

constexpr std::array<ColumnWords, kColumnCount> kWords{{
    {project, "project", "项目", "Project ID|项目代码|项目编号"},
    {project_name, "project_name", "项目名称", ""},
    {data_date, "data_date", "数据日期", "Status Date|状态日期"},
    {project_start, "project_start", "项目开始", "项目开始时间|项目计划开始"},
    {must_finish_by, "must_finish_by", "必须完成时间", "Must Finish By Date|必须完成"},
    {wbs, "wbs", "分解结构", "WBS Code|WBS代码|WBS编码|WBS路径"},
    {wbs_name, "wbs_name", "分解结构名称", "WBS名称"},
    {id, "id", "标识号", "Unique ID|唯一标识号|序号"},
    {guid, "guid", "全局标识", ""},
    {code, "code", "作业代码", "Activity ID|任务代码|作业编号|代码|编号|工序代码"},
    {name, "name", "作业名称",
     "Task Name|Activity Name|Task|Activity|任务名称|工序名称|名称|任务|作业|工序"},
    {name_en, "name_en", "英文名称", "English Name"},
    {kind, "kind", "类型", "Activity Type|Task Type|作业类型|任务类型"},
    {calendar, "calendar", "日历", "Task Calendar|任务日历|作业日历|Calendar Name"},
    {duration, "duration", "工期", "Original Duration|Planned Duration|原定工期|计划工期"},
    {remaining, "remaining", "尚需工期", "Remaining Duration|剩余工期"},
    {percent_complete, "percent_complete", "完成百分比",
     "% Complete|Activity % Complete|Duration % Complete|工期完成百分比"},
    {predecessors, "predecessors", "前置任务", "Predecessor Details|紧前作业|紧前工序|前置作业"},
    {constraint, "constraint", "限制条件", "Constraint Type|Primary Constraint|限制类型|约束"},
    {constraint_date, "constraint_date", "限制日期", "Primary Constraint Date|约束日期"},
    {constraint2, "constraint2", "第二限制条件", "Secondary Constraint"},
    {constraint2_date, "constraint2_date", "第二限制日期", "Secondary Constraint Date"},
    {deadline, "deadline", "最后期限", "期限"},
    {expected_finish, "expected_finish", "期望完成", "期望完成时间"},
    {external_start, "external_start", "外部最早开始", "External Early Start"},
    {external_finish, "external_finish", "外部最迟完成", "External Late Finish"},
    {suspended, "suspended", "暂停", "Suspend Date|暂停时间"},
    {resumed, "resumed", "复工", "Resume Date|恢复时间|恢复"},
    {leveling_delay, "leveling_delay", "资源调配延迟", ""},
    {interruption, "interruption", "中断", ""},
    {inactive, "inactive", "停用", ""},
    {manual, "manual", "手动", "手动计划"},
    {actual_start, "actual_start", "实际开始", "实际开始时间|Actual Start Date"},
    {actual_finish, "actual_finish", "实际完成", "实际完成时间|Actual Finish Date"},
    {planned_start, "planned_start", "计划开始",
     "Start|Start Date|Planned Start Date|开始|开始时间|计划开始时间"},
    {planned_finish, "planned_finish", "计划完成",
     "Finish|Finish Date|Planned Finish Date|完成|完成时间|计划完成时间"},
    {approved_start, "approved_start", "批准开始",
     "Baseline Start|BL Start|基线开始|基线开始时间|比较基准开始时间"},
    {approved_finish, "approved_finish", "批准完成",
     "Baseline Finish|BL Finish|基线完成|基线完成时间|比较基准完成时间"},
    {early_start, "early_start", "最早开始", "最早开始时间|Early Start Date"},
    {early_finish, "early_finish", "最早完成", "最早完成时间|Early Finish Date"},
    {late_start, "late_start", "最迟开始", "最晚开始时间|最迟开始时间|最晚开始|Late Start Date"},
    {late_finish, "late_finish", "最迟完成", "最晚完成时间|最迟完成时间|最晚完成|Late Finish Date"},
    {total_float, "total_float", "总浮时", "Total Slack|总时差|可宽延的总时间"},
    {free_float, "free_float", "自由浮时", "Free Slack|自由时差|可用可宽延时间"},
    {critical, "critical", "关键", "关键路径"},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < kWords.size(); ++i) {
        if (static_cast<std::size_t>(kWords[i].column) != i) return false;
      }
      return true;
    }(),
    "each column has its row, in order");

bool is_dropped(char32_t c) {
  constexpr std::u32string_view kDropped = U" \t_-./()（）:：[]#\u00A0\u3000'\"";
  return kDropped.find(c) != std::u32string_view::npos;
}

std::map<std::string, Column> make_index() {
  std::map<std::string, Column> index;
  for (const ColumnWords& words : kWords) {
    index.emplace(folded(words.name), words.column);
    index.emplace(folded(words.chinese), words.column);
    std::string_view rest = words.also;
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      index.emplace(folded(rest.substr(0, bar)), words.column);
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
  }
  return index;
}

}  // namespace

std::span<const ColumnWords> column_words() { return kWords; }

std::string folded(std::string_view text) {
  std::u32string kept;
  for (char32_t c : text::to_u32(text::nfkc(text))) {
    if (is_dropped(c)) continue;
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    kept += c;
  }
  return text::to_utf8(kept);
}

std::optional<Column> column_of(std::string_view header) {
  static const std::map<std::string, Column> index = make_index();
  const auto found = index.find(folded(header));
  if (found == index.end()) return std::nullopt;
  return found->second;
}

}  // namespace tc::formats::csv
