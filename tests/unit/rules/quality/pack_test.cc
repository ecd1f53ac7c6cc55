// Quality packs: what is shipped, and every way to write one wrong.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

TEST(QualityPack, TheShippedOneHasTheFourteenInOrder) {
  const QualityPack& pack = dcma();
  ASSERT_EQ(pack.checks.size(), 14U);
  for (std::size_t i = 0; i < 14; ++i) {
    EXPECT_EQ(pack.checks[i].kind, static_cast<CheckKind>(i));
    EXPECT_EQ(pack.checks[i].number, static_cast<int>(i) + 1);
    EXPECT_FALSE(pack.checks[i].source.empty());
  }
  EXPECT_EQ(std::ranges::count(pack.faults, Severity::off), 0);
}

TEST(QualityPack, ChecksAndFaultsThatAreNotNamedAreOff) {
  const auto pack = parse_quality_pack(
      "zh = '本地'\nen = 'local'\nsource = '某指挥部'\n[[check]]\ncheck = 'missing_logic'\nnumber "
      "= 1\n"
      "zh = '缺逻辑'\nen = 'logic'\nsource = 's'\nat_most = 1\n[faults]\nopen_start = 'error'\n",
      "local");
  ASSERT_TRUE(pack) << to_line(pack.error());
  Sample sample;
  sample.chain(1, 3);
  QualityReport report = sample.report(*pack);
  EXPECT_EQ(report.checks.size(), 1U);
  EXPECT_EQ(report.faults.size(), 1U);
  EXPECT_TRUE(report.passed) << "two of three are within the pack's own threshold";
  sample.add(9, 1);
  EXPECT_FALSE(sample.report(*pack).passed) << "an open start is an error in this pack";
}

TEST(QualityPack, WrongOnesAreNamed) {
  const std::string head = "zh = 'a'\nen = 'a'\nsource = 's'\n";
  const std::string check =
      "[[check]]\ncheck = 'leads'\nnumber = 2\nzh = 'a'\nen = 'a'\nsource = 's'\n";
  const auto with_check = [&](const std::string& kind, const std::string& more) {
    return head + "[[check]]\ncheck = '" + kind +
           "'\nnumber = 1\nzh = 'a'\nen = 'a'\nsource = 's'\n" + more;
  };
  const std::vector<std::pair<std::string, std::string>> rows{
      {"zh = ", "pack.syntax"},
      {"zh = '\xff'", "pack.syntax"},
      {check, "pack.field"},
      {head, "pack.empty"},
      {head + "check = [1]\n", "pack.field"},
      {head + "colour = 'red'\n" + check, "pack.field"},
      {with_check("leeds", ""), "pack.check"},
      {head + check + check, "pack.check"},
      {with_check("leads", "days = 4\n"), "pack.field"},
      {with_check("leads", "at_most = -1\n"), "pack.bounds"},
      {with_check("leads", "at_most = 'x'\n"), "pack.bounds"},
      {with_check("leads", "at_most = nan\n"), "pack.bounds"},
      {with_check("leads", "at_most = 1\nat_least = 2\n"), "pack.bounds"},
      {with_check("high_float", ""), "pack.field"},
      {with_check("critical_path_test", "days = 600\ntolerance = 2\ntrials = 1\n"), "pack.bounds"},
      {with_check("critical_path_test", "days = 600\ntolerance = 0\ntrials = 0\n"), "pack.bounds"},
      {with_check("hard_constraints", ""), "pack.constraint"},
      {with_check("hard_constraints", "constraints = ['mfo']\n"), "pack.constraint"},
      {with_check("hard_constraints", "constraints = [3]\n"), "pack.constraint"},
      {head + check + "[faults]\nloops = 'error'\n", "pack.fault"},
      {head + check + "[faults]\nloop = 'fatal'\n", "pack.severity"},
      {head + check + "[faults]\nloop = 3\n", "pack.field"},
  };
  for (const auto& [text, rule] : rows) {
    const auto pack = parse_quality_pack(text, "x");
    ASSERT_FALSE(pack) << text;
    EXPECT_EQ(pack.error().rule, rule) << text;
    EXPECT_EQ(pack.error().code, Code::bad_input);
  }
}

}  // namespace
}  // namespace tc::rules
