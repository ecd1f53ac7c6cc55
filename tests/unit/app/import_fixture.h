// A city with one empty project, and imports into it. Tests are in schedule_import_test.cc and
// schedule_import_city_test.cc. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "app/queries.h"
#include "app/reports.h"
#include "app/schedule_import.h"
#include "fixture.h"
#include "small_xer.h"

namespace tc::app::testing {

using model::Activity;
using model::ActivityId;
using model::ProjectFile;
using model::ProjectId;

class ImportTest : public AppTest {
 protected:
  void SetUp() override {
    AppTest::SetUp();
    make_city("2026-03-20");
  }

  /// A city with nothing in it but standard calendars, standing at a day.
  void make_city(const std::string& data_date) {
    const std::string programme =
        R"({"format":"tongchou.programme","version":1,"cities":[{"city":{"code":990007,"name":"试城",)"
        R"("synthetic":true,"data_date":")" +
        data_date + R"(","light_pack":"seasonal"},"projects":[{"name":"旧项目"}]}]})";
    const auto made = import_programme(*app_, {}, programme, false);
    ASSERT_TRUE(made) << tc::to_line(made.error());
    city_ = made->city;
  }

  static ImportRequest into(ProjectId project, const std::string& bytes,
                            std::string name = "plan.xer") {
    return {.bytes = bytes,
            .file_name = std::move(name),
            .into = project,
            .file_project = {},
            .token = std::nullopt};
  }

  /// Imports and gives the (first) project's id.
  ProjectId take(const SmallXer& xer, ProjectId project = {}) {
    bytes_ = to_text(xer);
    const auto done = import_schedule(*app_, request(), into(project, bytes_));
    EXPECT_TRUE(done) << tc::to_line(done.error());
    if (!done) return {};
    last_ = done->view;
    return ProjectId{last_.projects.front().project_id};
  }

  const ProjectFile& file_of(ProjectId id) { return *model::find_project(state(), id); }
  const Activity& activity(ProjectId id, std::string_view code) {
    const ProjectFile& file = file_of(id);
    const auto at = std::ranges::find(file.activities, code, &Activity::code);
    EXPECT_NE(at, file.activities.end()) << code;
    return *at;
  }
  std::int64_t raise_blocker_on(ActivityId id) {
    BlockerDraft draft;
    draft.activity_id = id;
    draft.text = "征迁未完";
    draft.owner_organization = "自然资源局";
    draft.ask = "完成征迁";
    const auto made = raise_blocker(*app_, request(), draft);
    EXPECT_TRUE(made) << tc::to_line(made.error());
    return made ? model::id_of(made->row) : 0;
  }
  std::int64_t journal_head() { return app_->store().head(city_)->sequence; }

  std::string bytes_;
  ScheduleImport last_;
};

inline bool has_note(const Notes& notes, std::string_view rule) {
  return std::ranges::find(notes, rule, &Note::rule) != notes.end();
}

}  // namespace tc::app::testing
