// Every file of the collection of bad input, sent as a body to every address that takes one: an
// answer below 500, in time, and the server goes on.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "api/service_fixture.h"

namespace tc::api_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> bad_files() {
  const fs::path folder = fs::path(TC_SHARED_DIR) / "data" / "badinput";
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Target {
  std::string_view method;
  std::string_view target;
  std::string_view headers;
};
constexpr Target kTargets[] = {
    {"POST", "/api/v1/imports?dry_run=false", "Content-Type: application/json\r\n"},
    {"POST", "/api/v1/cities/990001/readings?apply=true&year=2025", "Content-Type: text/plain\r\n"},
    {"POST", "/api/v1/cities/990001/blockers", "Content-Type: application/json\r\n"},
    {"POST", "/api/v1/cities/990001/orders", "Content-Type: application/json\r\n"},
    {"PATCH", "/api/v1/cities/990001/activities/11",
     "Content-Type: application/json\r\nIf-Match: \"1\"\r\n"},
    {"PATCH", "/api/v1/cities/990001/orders/1",
     "Content-Type: application/json\r\nIf-Match: \"1\"\r\n"},
};

TEST(BadInput, IsAnsweredBelow500AndChangesNothing) {
  const std::vector<fs::path> files = bad_files();
  if (files.empty()) GTEST_SKIP() << "no collection of bad input beside the repository";
  ServiceFixture fixture;
  fixture.import_city();
  const std::string before = fixture.get("/api/v1/cities/990001/projects/1").body;
  int key = 0;
  for (const fs::path& file : files) {
    const std::string body = bytes_of(file);
    for (const Target& target : kTargets) {
      const std::string headers =
          std::string(target.headers) + "Idempotency-Key: x-" + std::to_string(++key) + "\r\n";
      const auto begin = std::chrono::steady_clock::now();
      const Answer answer =
          ask(fixture.port(), request_text(target.method, target.target, headers, body));
      EXPECT_GE(answer.status, 200) << file << target.target;
      EXPECT_LT(answer.status, 500) << file << target.target << answer.body;
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << file;
    }
    if (file.parent_path().filename() == "json" && file.filename().string().starts_with("n_")) {
      const Answer answer = ask(fixture.port(), request_text("POST", "/api/v1/imports",
                                                             "Content-Type: application/json\r\n"
                                                             "Idempotency-Key: n\r\n",
                                                             body));
      EXPECT_EQ(answer.status, 400) << file << answer.body;
    }
  }
  EXPECT_EQ(fixture.get("/api/v1/cities/990001/projects/1").body, before);
}

// The bytes themselves, without any HTTP around them, and inside the places a request has.
TEST(BadInput, AsRawBytesAndAsTargets) {
  const std::vector<fs::path> files = bad_files();
  if (files.empty()) GTEST_SKIP() << "no collection of bad input beside the repository";
  ServiceFixture fixture;
  for (const fs::path& file : files) {
    const std::string bytes = bytes_of(file).substr(0, 60'000);
    Wire raw(fixture.port());
    raw.send(bytes + "\r\n\r\n");
    raw.half_close();
    EXPECT_NE(raw.receive().status, 500) << file;
    const Answer in_target =
        ask(fixture.port(), "GET /" + bytes + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_TRUE(in_target.status < 500 || in_target.status == 505) << file;
    const Answer in_header = ask(
        fixture.port(),
        "GET /api/v1/cities HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + bytes + "\r\n\r\n");
    EXPECT_LT(in_header.status, 500) << file;
  }
  EXPECT_EQ(fixture.get("/healthz").status, 200);
}

}  // namespace
}  // namespace tc::api_test
