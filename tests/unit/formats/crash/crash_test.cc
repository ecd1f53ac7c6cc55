// Crash files: what is read, and what is refused and why.
// SPDX-License-Identifier: Apache-2.0
#include "formats/crash/crash.h"

#include <gtest/gtest.h>

#include <string>

namespace tc::formats {
namespace {

std::string file(const std::string& activities) {
  return R"({"units":"days, wan yuan","linear":true,"seed":7,"activities":[)" + activities + "]}";
}
std::string activity(
    const std::string& id, const std::string& preds,
    const std::string& numbers = R"("normal_days":5,"crash_days":3,"slope_wan_per_day":1.78)") {
  return R"({"id":")" + id + R"(",)" + numbers + R"(,"preds":[)" + preds + "]}";
}
std::string rule_of(const std::string& bytes) {
  const auto reading = read_crash(bytes);
  return reading ? "" : reading.error().rule;
}

TEST(CrashFile, ReadsActivitiesInOrderAndForwardReferences) {
  const auto reading = read_crash("\n " + file(activity("A", R"("B")") + "," + activity("B", "")));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->network.activities.size(), 2U);
  const model::DayActivity& first = reading->network.activities[0];
  EXPECT_EQ(first.id, "A");
  EXPECT_EQ(first.normal_days, 5);
  EXPECT_EQ(first.crash_days, 3);
  EXPECT_EQ(first.slope.fen, 1'780'000);
  EXPECT_EQ(first.before, std::vector<std::uint32_t>{1});
  EXPECT_TRUE(reading->notes.empty());
}

TEST(CrashFile, NotesWhatItRounds) {
  const auto reading = read_crash(
      file(activity("A", "", R"("normal_days":5.0,"crash_days":0,"slope_wan_per_day":0.12345678)") +
           "," + activity("B", R"("A","A")")));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->notes.size(), 2U);
  EXPECT_EQ(reading->notes[0].rule, "crash.price");
  EXPECT_EQ(reading->notes[1].rule, "crash.twice");
  EXPECT_EQ(reading->network.activities[1].before.size(), 1U);
}

TEST(CrashFile, NamesTheLoop) {
  const auto reading = read_crash(file(activity("A", "") + "," + activity("B", R"("A","D")") + "," +
                                       activity("C", R"("B")") + "," + activity("D", R"("C")")));
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().rule, "crash.loop");
  EXPECT_NE(reading.error().message.find("B → C → D → B"), std::string::npos)
      << reading.error().message;
  EXPECT_EQ(rule_of(file(activity("A", R"("A")"))), "crash.loop");
}

TEST(CrashFile, RefusesWithARule) {
  EXPECT_EQ(rule_of(""), "json.syntax");
  EXPECT_EQ(rule_of("[]"), "crash.shape");
  EXPECT_EQ(rule_of("{}"), "crash.missing");
  EXPECT_EQ(rule_of(R"({"units":"hours","linear":true,"activities":[]})"), "crash.units");
  EXPECT_EQ(rule_of(R"({"units":"days, wan yuan","linear":false,"activities":[]})"),
            "crash.linear");
  EXPECT_EQ(rule_of(R"({"units":"days, wan yuan","linear":true,"activities":{}})"), "crash.shape");
  EXPECT_EQ(rule_of(file("")), "crash.empty");
  EXPECT_EQ(rule_of(file("7")), "crash.shape");
  EXPECT_EQ(rule_of(file(activity("", ""))), "crash.id");
  EXPECT_EQ(rule_of(file(activity("A", "") + "," + activity("A", ""))), "crash.duplicate");
  EXPECT_EQ(rule_of(file(activity("A", R"("Z")"))), "crash.unknown");
  EXPECT_EQ(rule_of(file(activity("A", "7"))), "crash.unknown");
  EXPECT_EQ(rule_of(file(R"({"id":"A","normal_days":5,"crash_days":3,"slope_wan_per_day":1})")),
            "crash.missing");
  EXPECT_EQ(rule_of(file(activity("A", "",
                                  R"("normal_day":5,"crash_days":3,)"
                                  R"("slope_wan_per_day":1)"))),
            "crash.member");
}

TEST(CrashFile, RefusesNumbersThatMeanNothing) {
  const auto with = [](const std::string& normal, const std::string& crash,
                       const std::string& slope) {
    return rule_of(file(activity("A", "",
                                 R"("normal_days":)" + normal + R"(,"crash_days":)" + crash +
                                     R"(,"slope_wan_per_day":)" + slope)));
  };
  EXPECT_EQ(with("5", "0", "0"), "");
  EXPECT_EQ(with("0", "0", "1000000"), "");
  EXPECT_EQ(with("5", "6", "1"), "crash.days");
  EXPECT_EQ(with("5.5", "5", "1"), "crash.days");
  EXPECT_EQ(with("5", "-1", "1"), "crash.days");
  EXPECT_EQ(with("36501", "1", "1"), "crash.days");
  EXPECT_EQ(with("1e300", "1", "1"), "crash.days");
  EXPECT_EQ(with("\"5\"", "1", "1"), "crash.days");
  EXPECT_EQ(with("null", "1", "1"), "crash.days");
  EXPECT_EQ(with("5", "3", "-0.01"), "crash.price");
  EXPECT_EQ(with("5", "3", "1e7"), "crash.price");
  EXPECT_EQ(with("5", "3", "true"), "crash.price");
  EXPECT_EQ(with("5", "3", "1e999"), "json.number");
}

TEST(CrashFile, IsKnownByItsFirstByte) {
  EXPECT_TRUE(looks_like_crash("  \n{\"a\":1}"));
  EXPECT_TRUE(looks_like_crash("\xEF\xBB\xBF{}"));
  EXPECT_FALSE(looks_like_crash("ERMHDR\t"));
  EXPECT_FALSE(looks_like_crash("<?xml?>"));
  EXPECT_FALSE(looks_like_crash(""));
}

}  // namespace
}  // namespace tc::formats
