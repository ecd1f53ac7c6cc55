// The snapshot: put, put_all, remove, find, and how much successive snapshots share.
// SPDX-License-Identifier: Apache-2.0
#include "model/state.h"

#include <gtest/gtest.h>

#include <set>

namespace tc::model {
namespace {

Activity activity(std::int64_t id, std::int64_t project) {
  Activity row;
  row.id = ActivityId{id};
  row.project_id = ProjectId{project};
  row.name = "活动 " + std::to_string(id);
  return row;
}

Project project(std::int64_t id) {
  Project row;
  row.id = ProjectId{id};
  row.name = "项目 " + std::to_string(id);
  return row;
}

TEST(State, PutAllEqualsPutOneByOneInAnyOrder) {
  std::vector<Row> rows;
  for (std::int64_t p : {3, 1, 2}) {
    for (std::int64_t a : {2, 0, 1}) rows.emplace_back(activity(p * 10 + a, p));
    rows.emplace_back(project(p));
  }
  Order city_order;
  city_order.id = OrderId{7};
  rows.emplace_back(city_order);
  CityState one;
  for (const Row& row : rows) put(one, row);
  CityState all;
  put_all(all, rows);
  EXPECT_TRUE(equal(one, all));
  EXPECT_EQ(all_rows(all).size(), rows.size() + 1);  // the city itself is a row too
  ASSERT_EQ(all.projects.size(), 3u);
  EXPECT_EQ(all.projects[0]->project.name, "项目 1");
  EXPECT_EQ(all.projects[2]->activities[1].id.value, 31);
}

TEST(State, AChangeSharesAllOtherProjectFiles) {
  CityState before;
  for (std::int64_t p = 1; p <= 5; ++p) put(before, Row(project(p)));
  CityState after = before;
  put(after, Row(activity(1, 3)));
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(before.projects[i] == after.projects[i], i != 2);
  }
  EXPECT_TRUE(before.projects[2]->activities.empty()) << "the old snapshot must not change";
  EXPECT_FALSE(equal(before, after));
}

TEST(State, RemoveAndFind) {
  CityState state;
  put(state, Row(project(1)));
  put(state, Row(activity(5, 1)));
  EXPECT_TRUE(find_row(state, Row(activity(5, 1))));
  EXPECT_FALSE(find_row(state, Row(activity(6, 1))));
  EXPECT_EQ(find_project_of(state, ActivityId{5})->project.id.value, 1);
  remove(state, Row(activity(5, 1)));
  EXPECT_FALSE(find_row(state, Row(activity(5, 1))));
  remove(state, Row(activity(5, 9)));  // unknown rows are ignored
  remove(state, Row(project(1)));
  EXPECT_TRUE(state.projects.empty());
}

TEST(Fields, EveryNounNamesItsFieldsOnce) {
  Row rows[] = {Row(City()),    Row(Organization()), Row(User()),        Row(Calendar()),
                Row(Visit()),   Row(FactorQuota()),  Row(Project()),     Row(Activity()),
                Row(Link()),    Row(Blocker()),      Row(VisitStop()),   Row(Order()),
                Row(Promise()), Row(UnitReturn()),   Row(FundLine()),    Row(FactorNeed()),
                Row(Hazard()),  Row(Output()),       Row(FieldSource()), Row(Forecast())};
  static_assert(std::size(rows) == std::variant_size_v<Row>);
  std::set<std::string_view> nouns;
  for (const Row& row : rows) {
    nouns.insert(noun_of(row));
    std::visit(
        [](const auto& r) {
          std::set<std::string> names;
          int count = 0;
          visit_fields(r, [&](const char* name, const auto&) {
            names.insert(name);
            ++count;
          });
          EXPECT_EQ(names.size(), static_cast<std::size_t>(count));
          EXPECT_TRUE(names.contains("revision"));
        },
        row);
  }
  EXPECT_EQ(nouns.size(), std::size(rows));
}

TEST(Fields, EnumNamesGoBothWays) {
  for (std::size_t i = 0; i < kEnumNames<BlockerKind>.size(); ++i) {
    const auto kind = static_cast<BlockerKind>(i);
    EXPECT_EQ(from_name<BlockerKind>(to_name(kind)), kind);
  }
  EXPECT_EQ(to_name(BlockerKind::disputes), "disputes");
  EXPECT_EQ(to_name(ConstraintKind::must_finish), "must_finish");
  EXPECT_FALSE(from_name<Stage>("nowhere"));
}

}  // namespace
}  // namespace tc::model
