// What the store's tests share: a clock that tests turn, a folder of their own, small commits.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "store/store.h"

namespace tc::store::test {

inline constexpr model::CityCode kYangquan{140300};
inline constexpr model::CityCode kDemo{990001};
inline constexpr std::int64_t kStartMs = 1'750'000'000'000;

/// A clock that stands still until a test moves it.
struct FakeClock {
  std::shared_ptr<std::atomic<std::int64_t>> now =
      std::make_shared<std::atomic<std::int64_t>>(kStartMs);
  [[nodiscard]] Clock lend() const {
    return [shared = now] { return shared->load(); };
  }
};

/// A folder that is empty at first and gone at the end.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("tongchou_store_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string address() const { return "sqlite:" + file("city.db"); }

 private:
  std::filesystem::path path_;
};

inline Commit make_commit(model::CityCode city, std::string action = "test.change") {
  Commit commit;
  commit.acting.city = city;
  commit.day = to_day({.year = 2025, .month = 7, .day = 15});
  commit.action = std::move(action);
  return commit;
}

inline Change put_new(model::Row row) {
  return {.row = std::move(row), .removed = false, .before = "", .after = "{\"new\":1}"};
}
inline Change put_again(model::Row row) {
  return {.row = std::move(row), .removed = false, .before = "{\"old\":1}", .after = "{\"now\":1}"};
}
inline Change take_out(model::Row row) {
  return {.row = std::move(row), .removed = true, .before = "{\"old\":1}", .after = ""};
}

inline model::City city_row(model::CityCode code, std::string name = "阳泉市") {
  model::City city;
  city.code = code;
  city.name = std::move(name);
  return city;
}
inline model::Project project_row(std::int64_t id, std::string name = "项目") {
  model::Project project;
  project.id.value = id;
  project.name = std::move(name);
  return project;
}
inline model::Activity activity_row(std::int64_t id, std::int64_t project) {
  model::Activity activity;
  activity.id.value = id;
  activity.project_id.value = project;
  activity.name = "活动";
  return activity;
}
inline model::Link link_row(std::int64_t id, std::int64_t from, std::int64_t to) {
  model::Link link;
  link.id.value = id;
  link.project_id.value = 1;
  link.predecessor_id.value = from;
  link.successor_id.value = to;
  return link;
}

inline Commit with(Commit commit, std::vector<Change> changes) {
  commit.changes = std::move(changes);
  return commit;
}

/// The city with one project of two activities and a link.
inline Commit first_commit(model::CityCode city) {
  return with(make_commit(city, "city.make"),
              {put_new(city_row(city)), put_new(project_row(1)), put_new(activity_row(1, 1)),
               put_new(activity_row(2, 1)), put_new(link_row(1, 1, 2))});
}

inline std::string rule_of(const Result<Receipt>& result) {
  return result ? std::string("accepted") : result.error().rule;
}

}  // namespace tc::store::test
