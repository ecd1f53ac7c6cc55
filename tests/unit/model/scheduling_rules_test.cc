// The text form of the rules: there and back for every value of every field, and what is refused.
// SPDX-License-Identifier: Apache-2.0
#include "model/scheduling_rules.h"

#include <gtest/gtest.h>

#include <concepts>
#include <limits>
#include <set>
#include <vector>

namespace tc::model {
namespace {

/// Every value of a named enum or bool, some of a number.
template <class T>
std::vector<T> values_of() {
  std::vector<T> out;
  if constexpr (NamedEnum<T>) {
    for (std::size_t i = 0; i < kEnumNames<T>.size(); ++i) out.push_back(static_cast<T>(i));
  } else if constexpr (std::same_as<T, bool>) {
    out = {false, true};
  } else {
    using Limits = std::numeric_limits<T>;
    out = {0, 1, -1, 480, Limits::min(), Limits::max()};
  }
  return out;
}

/// The house rules with the field at `index` set to each of its values.
std::vector<SchedulingRules> variants_of(std::size_t index) {
  std::vector<SchedulingRules> out;
  for (std::size_t choice = 0, choices = 1; choice < choices; ++choice) {
    SchedulingRules rules;
    std::size_t at = 0;
    visit_fields(rules, [&](std::string_view, auto& member) {
      if (at++ != index) return;
      const auto values = values_of<std::decay_t<decltype(member)>>();
      choices = values.size();
      member = values[choice];
    });
    out.push_back(rules);
  }
  return out;
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  const SchedulingRules rules;
  visit_fields(rules, [&out](std::string_view name, const auto&) { out.emplace_back(name); });
  return out;
}

/// Stands for a member of any type, to count the members of an aggregate.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};
template <class T, class... Members>
constexpr std::size_t count_members() {
  if constexpr (requires { T{Members{}..., Anything{}}; }) {
    return count_members<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}

TEST(SchedulingRulesText, VisitsEveryMemberOnce) {
  const std::vector<std::string> all = names();
  EXPECT_EQ(all.size(), count_members<SchedulingRules>());
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
}

TEST(SchedulingRulesText, EveryValueOfEveryFieldGoesThereAndBack) {
  const std::vector<std::string> all = names();
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::size_t others = 0;
    for (const SchedulingRules& rules : variants_of(i)) {
      const std::string text = to_text(rules);
      EXPECT_EQ(rules_from_text(text), rules) << text;
      EXPECT_EQ(text.empty(), rules == SchedulingRules()) << text;
      if (text.empty()) continue;
      EXPECT_TRUE(text.starts_with(all[i] + "=")) << text;
      EXPECT_EQ(text.find(' '), std::string::npos) << text;
      ++others;
    }
    EXPECT_GT(others, 0u) << all[i];
  }
}

TEST(SchedulingRulesText, SaysWhatIsNotTheHouseRuleInTheOrderOfFields) {
  EXPECT_EQ(to_text(SchedulingRules()), "");
  SchedulingRules rules;
  rules.from_finish = true;
  rules.critical_minutes = -480;
  rules.total_float = FloatRule::finish;
  EXPECT_EQ(to_text(rules), "total_float=finish critical_minutes=-480 from_finish=true");
  EXPECT_EQ(rules_from_text(to_text(rules)), rules);
  EXPECT_EQ(rules_from_text(to_text(p6_rules())), p6_rules());
  EXPECT_EQ(rules_from_text(to_text(project_rules())), project_rules());
}

TEST(SchedulingRulesText, OrderSpacesAndHouseValuesDoNotMatter) {
  SchedulingRules rules;
  rules.total_float = FloatRule::finish;
  rules.critical = CriticalRule::total_float;
  EXPECT_EQ(rules_from_text("  critical=total_float\n\ttotal_float=finish  "
                            "progress=retained_logic\r\n"),
            rules);
  EXPECT_EQ(rules_from_text(" \t\r\n"), SchedulingRules());
}

TEST(SchedulingRulesText, WhatIsNoRuleIsRefused) {
  const std::string many(10'000, 'x');
  for (const std::string& wrong : std::vector<std::string>{
           "critical", "=", "=total_float", "critical=", "critical=Total_float", "critical =x",
           "critical=total_float critical=total_float", "critical_minutes=", "critical_minutes=1x",
           "critical_minutes=9223372036854775808", "critical_minutes=+1", "from_finish=1",
           "from_finish=True", "\xFF\xFE=1", many, many + "=1",
           std::string("from_finish=true\0", 17), "进度=保持"}) {
    const auto read = rules_from_text(wrong);
    ASSERT_FALSE(read) << wrong;
    EXPECT_EQ(read.error().rule, "project.scheduling");
    EXPECT_EQ(read.error().code, Code::bad_input);
    EXPECT_LT(read.error().message.size(), 120u);
  }
  EXPECT_NE(rules_from_text("lag_calender=project").error().advice.find("'lag_calendar'"),
            std::string::npos);
}

}  // namespace
}  // namespace tc::model
