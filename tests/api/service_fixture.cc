// SPDX-License-Identifier: Apache-2.0
#include "api/service_fixture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace tc::api_test {

ServiceFixture::ServiceFixture() {
  std::string pattern = testing::TempDir() + "tongchou_api_XXXXXX";
  EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  auto app =
      app::App::open({.db = "sqlite:" + folder_ + "/t.db", .templates_dir = {}, .now_ms = {}});
  EXPECT_TRUE(app) << (app ? "" : to_line(app.error()));
  app_ = std::move(*app);
  server::ServeOptions options;
  options.listen = "127.0.0.1:0";
  options.log_level = "off";
  options.handle_signals = false;
  options.limits.requests_per_second = 0;
  options.limits.linger_time = std::chrono::milliseconds(200);
  auto service = server::Service::start(*app_, options);
  EXPECT_TRUE(service) << (service ? "" : to_line(service.error()));
  service_ = std::move(*service);
}

ServiceFixture::~ServiceFixture() {
  service_.reset();
  app_.reset();
  std::filesystem::remove_all(folder_);
}

Answer ServiceFixture::get(std::string_view target) const {
  return ask(port(), request_text("GET", target));
}

Answer ServiceFixture::send(std::string_view method, std::string_view target,
                            std::string_view headers, std::string_view body) const {
  const std::string all = "Content-Type: application/json\r\n" + std::string(headers);
  return ask(port(), request_text(method, target, all, body));
}

void ServiceFixture::import_city() const {
  const Answer answer =
      send("POST", "/api/v1/imports?dry_run=false", "Idempotency-Key: seed\r\n", small_programme());
  ASSERT_EQ(answer.status, 200) << answer.body;
}

std::string small_programme() {
  return R"({"format":"tongchou.programme","version":1,
    "city":{"code":990001,"name":"测试市","synthetic":true,"data_date":"2025-07-15"},
    "projects":[
      {"id":1,"name":"污水处理厂","county":"城区","stage":"building","activities":[
         {"id":11,"code":"1","name":"基础","duration_likely":14400,"actual_start":"2025-07-01"},
         {"id":12,"code":"2","name":"主体","duration_likely":28800}],
       "links":[{"predecessor_id":11,"successor_id":12}]},
      {"id":2,"name":"<script>alert(1)</script>","activities":[{"id":21,"name":"一"}]}]})";
}

}  // namespace tc::api_test
