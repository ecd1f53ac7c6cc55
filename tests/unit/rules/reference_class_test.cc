// The shipped classes read; the check says bolder, in line, wider and when it cannot say.
// SPDX-License-Identifier: Apache-2.0
#include "rules/reference_class.h"

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

std::vector<ReferenceClass> shipped() {
  const EmbeddedFile* file = find_file(data::templates(), "priors/classes.toml");
  if (file == nullptr) return {};
  auto classes = parse_reference_classes(file->bytes, file->path);
  EXPECT_TRUE(classes) << to_line(classes.error());
  return classes ? *std::move(classes) : std::vector<ReferenceClass>();
}

TEST(ReferenceClass, TheShippedOnesReadAndEachTypeHasASlip) {
  const auto classes = shipped();
  ASSERT_GE(classes.size(), 5U);
  EXPECT_EQ(class_for(classes, "wwtp", ClassMeasure::slip_months)->key, "uk_infrastructure");
  EXPECT_EQ(class_for(classes, "lime", ClassMeasure::slip_months)->key, "uk_majors");
  EXPECT_EQ(class_for(classes, "lime", ClassMeasure::duration_months), nullptr);
}

TEST(ReferenceClass, TheVerdict) {
  const auto classes = shipped();
  const auto verdict = [&](double p80, double left) {
    return check_against_class(classes, "lime", {.p50 = 0, .p80 = p80, .months_left = left})
        ->verdict;
  };
  EXPECT_EQ(verdict(1, 20), ClassVerdict::bolder);
  EXPECT_EQ(verdict(7, 20), ClassVerdict::in_line);
  EXPECT_EQ(verdict(17, 20), ClassVerdict::wider);
  EXPECT_EQ(verdict(1, 3), ClassVerdict::too_near);
  EXPECT_FALSE(check_against_class({}, "lime", {}));
  const auto check = check_against_class(classes, "lime", {.p50 = 0, .p80 = 1, .months_left = 9});
  EXPECT_NE(check->en.find("bolder"), std::string::npos);
}

TEST(ReferenceClass, BadFilesAreRefused) {
  const auto rule = [](const std::string& toml) {
    const auto classes = parse_reference_classes(toml, "x.toml");
    return classes ? std::string() : classes.error().rule;
  };
  const std::string row =
      "[[class]]\nkey='a'\nzh='a'\nen='a'\nsource='s'\nmeasure='slip_months'\nstatus='seen'\n"
      "types=[]\n";
  EXPECT_EQ(rule("source='x'\n" + row), "");
  EXPECT_EQ(rule("source='x'\n" + row + row), "class.twice");
  EXPECT_EQ(rule("source='x'\n" + row + "p50=3\np80=2\n"), "class.order");
  EXPECT_EQ(rule("source='x'\n" + row + "p50=nan\n"), "class.number");
  EXPECT_EQ(rule("source='x'\n" + row + "p51=1\n"), "class.field");
  EXPECT_EQ(rule(row), "class.field");
  EXPECT_EQ(rule("[["), "class.syntax");
  EXPECT_EQ(rule("\xff"), "class.syntax");
}

}  // namespace
}  // namespace tc::rules
