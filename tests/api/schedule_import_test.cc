// A planning file over HTTP: preview, confirmation, refusals, retries.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "api/service_fixture.h"

namespace tc::api_test {
namespace {

constexpr std::string_view kPlan =
    "code,name,duration,predecessors\n1,基础,10d,\n2,主体,30d,1\n3,验收,5d,2\n";
constexpr std::string_view kPreview = "/api/v1/cities/990001/schedule-imports/preview";
constexpr std::string_view kImport = "/api/v1/cities/990001/schedule-imports";

class ScheduleImports : public ::testing::Test {
 protected:
  void SetUp() override { fixture_.import_city(); }

  Answer post(std::string_view path, std::string_view query, std::string_view key,
              std::string_view body = kPlan,
              std::string_view type = "application/octet-stream") const {
    const std::string headers =
        "Content-Type: " + std::string(type) + "\r\nIdempotency-Key: " + std::string(key) + "\r\n";
    return ask(fixture_.port(),
               request_text("POST", std::string(path) + "?" + std::string(query), headers, body));
  }
  static nlohmann::json json(const Answer& answer) {
    return nlohmann::json::parse(answer.body, nullptr, false);
  }
  std::size_t projects() const {
    return json(fixture_.get("/api/v1/cities/990001/projects"))["projects"].size();
  }

  ServiceFixture fixture_;
};

TEST_F(ScheduleImports, APreviewIsConfirmedWithItsToken) {
  const Answer preview = post(kPreview, "project=1&file_name=plan.csv", "p1");
  ASSERT_EQ(preview.status, 200) << preview.body;
  const nlohmann::json seen = json(preview);
  EXPECT_FALSE(seen["done"]);
  EXPECT_EQ(seen["projects"][0]["counts"]["found_by_code"], 2);
  EXPECT_EQ(seen["projects"][0]["counts"]["added"], 1);
  EXPECT_EQ(json(fixture_.get("/api/v1/cities/990001/projects/1"))["activities"].size(), 2u);
  const std::string confirmed =
      "project=1&file_name=plan.csv&token=" + seen["token"].get<std::string>();
  const Answer done = post(kImport, confirmed, "c1");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_TRUE(json(done)["done"]);
  EXPECT_EQ(json(done)["projects"][0]["finish_after"], seen["projects"][0]["finish_after"]);
  const nlohmann::json page = json(fixture_.get("/api/v1/cities/990001/projects/1"));
  EXPECT_EQ(page["activities"].size(), 3u);
  EXPECT_EQ(page["activities"][0]["id"], 11);
  // Sent again after a lost answer: the same answer, nothing twice.
  const Answer replayed = post(kImport, confirmed, "c1");
  EXPECT_EQ(replayed.status, 200);
  EXPECT_EQ(replayed.body, done.body);
  // The same confirmation as a new request is of a programme that is no longer there.
  const Answer stale = post(kImport, confirmed, "c2");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(json(stale)["rule"], "import.stale");
}

TEST_F(ScheduleImports, ANewProjectIsMade) {
  const std::size_t before = projects();
  const Answer preview = post(kPreview, "new=true&file_name=%E6%96%B0%E5%8E%82.csv", "p1");
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_EQ(projects(), before);
  const std::string token = json(preview)["token"].get<std::string>();
  const Answer done =
      post(kImport, "new=true&file_name=%E6%96%B0%E5%8E%82.csv&token=" + token, "c");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(json(done)["projects"][0]["name"], "新厂");
  EXPECT_EQ(projects(), before + 1);
}

struct Refusal {
  std::string_view path, query, body;
  int status;
  std::string_view rule;
};

TEST_F(ScheduleImports, WhatIsRefused) {
  constexpr std::string_view kLoop = "code,name,duration,predecessors\n1,a,1d,2\n2,b,1d,1\n";
  const Refusal refusals[] = {
      {kPreview, "", kPlan, 400, "import.target"},
      {kPreview, "new=true&project=1", kPlan, 400, "import.target"},
      {kPreview, "project=0", kPlan, 400, "query.number"},
      {kPreview, "project=77", kPlan, 404, "project.unknown"},
      {kPreview, "new=true&in_project=X", kPlan, 422, "import.file_project"},
      {kPreview, "new=true", "PK\x03\x04", 422, "schedule.format"},
      {kPreview, "new=true", "", 422, ""},
      {kPreview, "project=1", kLoop, 422, "network.loop"},
      {kImport, "project=1", kPlan, 400, "import.token"},
      {kImport, "project=1&token=x", kPlan, 409, "import.stale"},
      {"/api/v1/cities/990099/schedule-imports/preview", "new=true", kPlan, 404, "city.unknown"},
  };
  const std::string before = fixture_.get("/api/v1/cities/990001/projects/1").body;
  int key = 0;
  for (const Refusal& refusal : refusals) {
    const Answer answer =
        post(refusal.path, refusal.query, "k" + std::to_string(++key), refusal.body);
    EXPECT_EQ(answer.status, refusal.status) << refusal.query << answer.body;
    if (!refusal.rule.empty()) {
      EXPECT_EQ(json(answer)["rule"], refusal.rule) << answer.body;
    }
  }
  EXPECT_EQ(post(kPreview, "project=1", "t", kPlan, "application/json").status, 415);
  EXPECT_EQ(fixture_.get("/api/v1/cities/990001/projects/1").body, before);
}

TEST_F(ScheduleImports, TwentyMegabytesAreTaken) {
  std::string plan = "code,name,duration,predecessors\n1,基础,10d,\n";
  const std::string remark(200, 'x');
  for (int i = 2; plan.size() < 20'000'000; ++i) {
    plan += std::to_string(i) + "," + remark + ",1d," + std::to_string(i - 1) + "\n";
  }
  const Answer answer = post(kPreview, "new=true&file_name=big.csv", "big", plan);
  EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 400);
  const Answer announced =
      ask(fixture_.port(), "POST " + std::string(kPreview) +
                               "?new=true HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                               "Content-Type: application/octet-stream\r\nIdempotency-Key: huge\r\n"
                               "Content-Length: 67108865\r\n\r\n");
  EXPECT_EQ(announced.status, 413) << announced.body;
  EXPECT_EQ(json(announced)["rule"], "http.body_size");
}

}  // namespace
}  // namespace tc::api_test
