// An App over a real SQLite file in a folder of its own, with a clock the test sets.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/intake.h"
#include "app/request.h"

namespace tc::app::testing {

class AppTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tc-app-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    open();
  }
  void TearDown() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    app_.reset();
    auto opened = App::open({.db = "sqlite:" + (folder_ / "test.db").string(),
                             .templates_dir = {},
                             .now_ms = [this] { return now_ms_; }});
    ASSERT_TRUE(opened) << to_line(opened.error());
    app_ = std::move(*opened);
  }
  void init(const char* example) {
    const auto made = init_example(*app_, {}, example);
    ASSERT_TRUE(made) << to_line(made.error());
    city_ = made->city;
  }
  [[nodiscard]] Request request(std::string key = {}) const {
    Request request;
    request.acting.city = city_;
    request.origin.idempotency_key = std::move(key);
    request.origin.request_digest = "digest";
    return request;
  }
  [[nodiscard]] Query query(std::optional<Day> as_of = std::nullopt) const {
    Query query;
    query.acting.city = city_;
    query.as_of = as_of;
    return query;
  }
  /// The newest snapshot, kept alive until the test ends.
  [[nodiscard]] const model::CityState& state() {
    const Result<StatePtr> newest = app_->state(city_);
    kept_.push_back(*newest);
    return *kept_.back();
  }

  std::filesystem::path folder_;
  std::unique_ptr<App> app_;
  model::CityCode city_{};
  std::vector<StatePtr> kept_;
  std::int64_t now_ms_ = 1'774'000'000'000;  // 2026-03-20 UTC
};

}  // namespace tc::app::testing
