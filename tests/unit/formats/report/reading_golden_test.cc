// Own reports of the genre against their readable readings. TC_UPDATE_GOLDEN=1 rewrites the
// readings; look at the difference before keeping it. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "unit/formats/report/reading_text.h"
#include "unit/formats/report/report_support.h"

namespace tc::test {
namespace {

const std::string kReports = std::string(TC_SOURCE_DIR) + "/tests/fixtures/reports";
const std::string kGolden = std::string(TC_SOURCE_DIR) + "/tests/golden/reading";

std::vector<std::string> report_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kReports)) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

class GoldenReading : public testing::TestWithParam<std::string> {};

TEST_P(GoldenReading, IsAsReviewed) {
  const auto bytes = file_bytes(kReports + "/" + GetParam() + ".txt");
  ASSERT_TRUE(bytes);
  const auto decoded = formats::report::decode_report(*bytes);
  ASSERT_TRUE(decoded);
  const auto reading = read(decoded->utf8);
  const std::string path = kGolden + "/" + GetParam() + ".txt";
  const std::string text = to_text(reading);
  if (std::getenv("TC_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  EXPECT_EQ(file_bytes(path).value_or("(no golden file)"), text);
  const std::vector<std::string> strange = invented(reading);
  EXPECT_TRUE(strange.empty()) << strange.front();
  const bool other_kind = GetParam() >= "20" && GetParam() < "30";
  EXPECT_EQ(reading.visit.has_value(), !other_kind);
  if (other_kind) {
    EXPECT_TRUE(reading.projects.empty() && reading.directives.empty());
    EXPECT_EQ(reading.notes.back().rule, "report.not_a_visit");
  }
}

INSTANTIATE_TEST_SUITE_P(Reports, GoldenReading, testing::ValuesIn(report_names()));

}  // namespace
}  // namespace tc::test
