// Small XER texts for tests: what is not said has P6's usual value.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace tc::app::testing {

struct XerTask {
  int id{};
  std::string code;
  std::string name;
  int hours{};
  std::string started{};  ///< "2026-03-02 08:00"
  std::string finished{};
  int left = -1;  ///< hours; -1: all of it
  int calendar = 1;
  std::string approved{};  ///< target finish
  int project = 1;
};

struct XerLink {
  int before{}, after{};
  std::string type = "PR_FS";
  int lag{};
};

struct XerProject {
  int id = 1;
  std::string code = "PLANT";
  std::string name = "新厂";
  std::string data_date = "2026-03-20 08:00";
  std::string start = "2026-03-02 08:00";
  std::string options = "Y\tN";  ///< retained logic, progress override
};

struct SmallXer {
  std::vector<XerProject> projects{XerProject{}};
  std::vector<XerTask> tasks;
  std::vector<XerLink> links;
  std::string week_end = "17:00";  ///< of the working days of calendar 1
};

inline std::string xer_shift(const std::string& end) { return "(0||0(s|08:00|f|" + end + ")())"; }

inline std::string xer_calendar(const std::string& end) {
  std::string days;
  for (int day = 1; day <= 7; ++day) {
    const bool off = day == 1 || day == 7;
    days += fmt::format("(0||{}()({}))", day, off ? "" : xer_shift(end));
  }
  return "(0||CalendarData()((0||DaysOfWeek()(" + days + "))(0||Exceptions()())))";
}

inline std::string to_text(const SmallXer& xer) {
  std::string out =
      "ERMHDR\t19.12\t2026-03-20\tProject\tadmin\tadmin\tdb\tProject Management\tCNY\n"
      "%T\tCALENDAR\n%F\tclndr_id\tclndr_name\tclndr_type\tday_hr_cnt\tclndr_data\n";
  out += "%R\t1\t五天班\tCA_Base\t8\t" + xer_calendar(xer.week_end) + "\n";
  out += "%R\t2\t短班\tCA_Base\t4\t" + xer_calendar("12:00") + "\n";
  out +=
      "%T\tPROJECT\n%F\tproj_id\tproj_short_name\tproj_name\tplan_start_date\tlast_recalc_date\t"
      "clndr_id\n";
  for (const XerProject& project : xer.projects) {
    out += fmt::format("%R\t{}\t{}\t{}\t{}\t{}\t1\n", project.id, project.code, project.name,
                       project.start, project.data_date);
  }
  out +=
      "%T\tSCHEDOPTIONS\n%F\tschedoptions_id\tproj_id\tsched_retained_logic\t"
      "sched_progress_override\n";
  for (const XerProject& project : xer.projects) {
    out += fmt::format("%R\t{0}\t{0}\t{1}\n", project.id, project.options);
  }
  out += "%T\tPROJWBS\n%F\twbs_id\tproj_id\twbs_short_name\twbs_name\tproj_node_flag\n";
  for (const XerProject& project : xer.projects) {
    out += fmt::format("%R\t{0}\t{0}\t{1}\t{2}\tY\n", project.id, project.code, project.name);
  }
  out +=
      "%T\tTASK\n%F\ttask_id\tproj_id\twbs_id\tclndr_id\ttask_code\ttask_name\ttask_type\t"
      "status_code\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\tact_start_date\tact_end_date\t"
      "target_end_date\n";
  for (const XerTask& task : xer.tasks) {
    const char* status = !task.finished.empty()  ? "TK_Complete"
                         : !task.started.empty() ? "TK_Active"
                                                 : "TK_NotStart";
    const int left = task.left >= 0 ? task.left : task.finished.empty() ? task.hours : 0;
    out += fmt::format("%R\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", task.id,
                       task.project, task.project, task.calendar, task.code, task.name,
                       task.hours > 0 ? "TT_Task" : "TT_FinMile", status, task.hours, left,
                       task.started, task.finished, task.approved);
  }
  out +=
      "%T\tTASKPRED\n%F\ttask_pred_id\ttask_id\tpred_task_id\tproj_id\tpred_proj_id\tpred_type\t"
      "lag_hr_cnt\n";
  const auto project_of = [&](int id) {
    for (const XerTask& task : xer.tasks) {
      if (task.id == id) return task.project;
    }
    return 1;
  };
  int number = 0;
  for (const XerLink& link : xer.links) {
    out += fmt::format("%R\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", ++number, link.after, link.before,
                       project_of(link.after), project_of(link.before), link.type, link.lag);
  }
  return out + "%E\n";
}

/// Earthworks, foundation, hall, handover in a row; nothing begun.
inline SmallXer small_plan() {
  SmallXer xer;
  xer.tasks = {{.id = 101, .code = "A1000", .name = "土方", .hours = 72},
               {.id = 102, .code = "A1010", .name = "基础", .hours = 144},
               {.id = 103, .code = "A1020", .name = "厂房", .hours = 216},
               {.id = 104, .code = "A1030", .name = "移交", .hours = 0}};
  xer.links = {{101, 102}, {102, 103}, {103, 104}};
  return xer;
}

}  // namespace tc::app::testing
