// The rows against a journal that was written before some of their fields existed.
// SPDX-License-Identifier: Apache-2.0
#include "app/as_of.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "formats/noun/noun_json.h"
#include "store/memory/memory_store.h"

namespace tc::app::testing {
namespace {

constexpr model::CityCode kCity{140300};

store::Change put_new(model::Row row) {
  std::string after = formats::to_json_text(row, formats::Revisions::leave_out);
  return {.row = std::move(row), .removed = false, .before = "", .after = std::move(after)};
}

/// What a program without the fields of schema 5 wrote of an activity.
std::string old_text(const model::Activity& activity) {
  auto json = formats::to_json(model::Row(activity), formats::Revisions::leave_out);
  for (const char* const later : {"secondary_kind", "leveling_delay", "interruption"}) {
    EXPECT_EQ(json.erase(later), 1u) << later;
  }
  return json.dump();
}

/// A store whose journal knows the activity only in its old form.
std::unique_ptr<store::Store> old_journal(const model::Activity& written,
                                          const model::Activity& held) {
  auto store = store::make_memory_store([] { return std::int64_t{1'750'000'000'000}; });
  model::City city;
  city.code = kCity;
  model::Project project;
  project.id.value = 1;
  store::Commit commit;
  commit.acting.city = kCity;
  commit.day = to_day({.year = 2025, .month = 7, .day = 15});
  commit.action = "city.make";
  commit.changes = {put_new(city), put_new(project), put_new(held)};
  commit.changes.back().after = old_text(written);
  EXPECT_TRUE(store->commit(std::move(commit)));
  return store;
}

model::Activity activity_row() {
  model::Activity activity;
  activity.id.value = 7;
  activity.project_id.value = 1;
  activity.name = "活动";
  return activity;
}

TEST(FirstDifference, AFieldThatCameLaterIsNone) {
  const auto store = old_journal(activity_row(), activity_row());
  const auto difference = first_difference(*store, kCity);
  ASSERT_TRUE(difference) << to_line(difference.error());
  EXPECT_FALSE(*difference) << (*difference)->text;
  const auto past = replay(*store, kCity, to_day({.year = 2025, .month = 7, .day = 15}));
  ASSERT_TRUE(past);
  EXPECT_TRUE(model::equal(*past, store->load(kCity)->state));
}

TEST(FirstDifference, AnotherValueOfAnyFieldIsNamed) {
  model::Activity later = activity_row(), name = activity_row();
  later.leveling_delay = 5;
  name.name = "别的活动";
  for (const model::Activity& held : {later, name}) {
    const auto store = old_journal(activity_row(), held);
    const auto difference = first_difference(*store, kCity);
    ASSERT_TRUE(difference && *difference);
    EXPECT_EQ((*difference)->sequence, 3);
    EXPECT_EQ((*difference)->text, "activities 7 is not what its last journal entry says");
  }
}

}  // namespace
}  // namespace tc::app::testing
