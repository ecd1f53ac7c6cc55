// SPDX-License-Identifier: Apache-2.0
#include "rules/permission.h"

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

constexpr Circumstance kEverything{true, true, true, true, true, true, true, true};

template <class E, class F>
void for_each_value(F&& f) {
  for (std::size_t i = 0; i < model::kEnumNames<E>.size(); ++i) f(static_cast<E>(i));
}

TEST(Permission, LocalOperatorAllAnonymousNothing) {
  for_each_value<Area>([](Area area) {
    for_each_value<Deed>([area](Deed deed) {
      EXPECT_TRUE(may(Role::local_operator, area, deed, {}));
      EXPECT_FALSE(may(Role::anonymous, area, deed, kEverything));
    });
  });
}

TEST(Permission, EachRowGrantsWithItsReachAndConditionOnly) {
  for (const Grant& grant : grants()) {
    EXPECT_TRUE(may(grant.role, grant.area, grant.deed, kEverything));
    const bool unconditional = grant.reach == Reach::all && grant.condition == Condition::none;
    EXPECT_EQ(may(grant.role, grant.area, grant.deed, {}), unconditional)
        << model::to_name(grant.role) << " " << model::to_name(grant.area) << " "
        << model::to_name(grant.deed);
  }
}

// The columns of the policy in one letter each: R W A(pprove) K(ask) Y(reply) V(erify) S(restore).
TEST(Permission, TheWholePolicy) {
  struct Line {
    Area area;
    std::array<std::string_view, 8> rights;  // leader … system_admin
  };
  const std::array<Line, 11> table{{
      {Area::projects, {"R", "RW", "RW", "RW", "RW", "R", "", ""}},
      {Area::sensitive_fields, {"R", "R", "R", "R", "RW", "R", "", ""}},
      {Area::periods, {"", "RA", "K", "K", "K", "R", "", ""}},
      {Area::instructions, {"RW", "RWA", "RWY", "RY", "RY", "R", "", ""}},
      {Area::plans, {"R", "RWA", "R", "R", "R", "R", "", ""}},
      {Area::bulk_import, {"", "W", "W", "W", "W", "R", "", ""}},
      {Area::full_export, {"W", "A", "W", "W", "W", "R", "", ""}},
      {Area::accounts, {"", "K", "", "", "", "R", "RW", ""}},
      {Area::settings, {"", "", "", "", "", "R", "", "RW"}},
      {Area::backups, {"", "", "", "", "", "R", "", "RWS"}},
      {Area::audit_log, {"R", "R", "R", "R", "R", "RV", "R", "R"}},
  }};
  constexpr std::string_view kLetters = "RWAKYVS";
  ASSERT_EQ(table.size(), model::kEnumNames<Area>.size());
  for (const Line& line : table) {
    for (std::size_t i = 0; i < line.rights.size(); ++i) {
      const Role role = static_cast<Role>(i + 1);
      for_each_value<Deed>([&](Deed deed) {
        const bool expected =
            line.rights[i].find(kLetters[static_cast<std::size_t>(deed)]) != std::string_view::npos;
        EXPECT_EQ(may(role, line.area, deed, kEverything), expected)
            << model::to_name(role) << " " << model::to_name(line.area) << " "
            << model::to_name(deed);
      });
    }
  }
}

TEST(Permission, ScopesAndConditions) {
  EXPECT_FALSE(may(Role::unit, Area::projects, Deed::write, {.own_organization = true}));
  EXPECT_TRUE(may(Role::unit, Area::projects, Deed::write,
                  {.own_organization = true, .period_open = true}));
  EXPECT_FALSE(may(Role::unit, Area::projects, Deed::read, {.in_region = true}));
  EXPECT_TRUE(may(Role::county, Area::projects, Deed::read, {.in_region = true}));
  EXPECT_FALSE(may(Role::department, Area::projects, Deed::write, {.in_sector = true}));
  EXPECT_TRUE(may(Role::department, Area::projects, Deed::write, {.own_task = true}));
  EXPECT_FALSE(may(Role::key_project_office, Area::periods, Deed::approve, {}));
  EXPECT_TRUE(may(Role::key_project_office, Area::periods, Deed::approve, {.second_person = true}));
  EXPECT_FALSE(may(Role::auditor, Area::sensitive_fields, Deed::read, {}));
}

}  // namespace
}  // namespace tc::rules
