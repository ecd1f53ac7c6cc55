// Assumed ways to do an activity faster: the shipped data, what is offered, and what is refused.
// SPDX-License-Identifier: Apache-2.0
#include "rules/crash_options.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

constexpr std::string_view kHead =
    "source = \"a\"\nsource_en = \"b\"\nday_cost_wan = 2\nleast_days = 3\n";
constexpr std::string_view kOvertime =
    "[[way]]\nway = \"overtime\"\nzh = \"a\"\nen = \"b\"\nlinear = true\nmost_share = 0.2\n"
    "price_share = 0.5\n";

std::string text(std::string_view more) { return std::string(kHead).append(more); }

CrashOptions parsed(std::string_view more) {
  auto options = parse_crash_options(text(more), "test.toml");
  EXPECT_TRUE(options) << to_line(options.error());
  return options ? std::move(*options) : CrashOptions{};
}

model::Activity task(std::string phase = "C") {
  model::Activity activity;
  activity.phase = std::move(phase);
  return activity;
}

TEST(CrashOptions, ALinearWayIsOfferedDayByDay) {
  const CrashOptions options = parsed(kOvertime);
  const auto offers = offers_for(options, task(), 10, {1'000'000}, false);
  EXPECT_EQ(offers, (std::vector<CrashOffer>{{CrashWay::normal, false, 0, {}},
                                             {CrashWay::overtime, false, 1, {500'000}},
                                             {CrashWay::overtime, false, 2, {1'000'000}}}));
  EXPECT_EQ(offers_for(options, task(), 2, {1'000'000}, false).size(), 1U);
}

TEST(CrashOptions, AnEnclosureGoesWithEveryWay) {
  const CrashOptions options =
      parsed(std::string(kOvertime) + "[enclosure]\nzh = \"c\"\nen = \"d\"\nprice_share = 0.1\n");
  EXPECT_EQ(offers_for(options, task(), 10, {1'000'000}, false).size(), 3U);
  const auto offers = offers_for(options, task(), 10, {1'000'000}, true);
  ASSERT_EQ(offers.size(), 6U);
  EXPECT_EQ(offers.back(), (CrashOffer{CrashWay::overtime, true, 2, {2'000'000}}));
  EXPECT_EQ(label_of(options, CrashWay::overtime, true).zh, "a + c");
  EXPECT_EQ(label_of(options, CrashWay::normal, true).en, "d");
}

TEST(CrashOptions, NothingDearerThatIsNoFaster) {
  const CrashOptions options = parsed(
      std::string(kOvertime) +
      "[[way]]\nway = \"extra_shift\"\nzh = \"a\"\nen = \"b\"\nlinear = false\nmost_share = 0.2\n"
      "price_share = 0.3\nphases = [\"C\"]\n");
  const auto offers = offers_for(options, task(), 10, {1'000'000}, false);
  ASSERT_EQ(offers.size(), 3U);
  EXPECT_EQ(offers.back(), (CrashOffer{CrashWay::extra_shift, false, 2, {600'000}}));
  EXPECT_EQ(offers_for(options, task("E"), 10, {1'000'000}, false).back().way, CrashWay::overtime);
}

TEST(CrashOptions, OfficesDaysAreNotBought) {
  const CrashOptions options = parsed(kOvertime);
  for (const auto kind : {model::ActivityKind::gate, model::ActivityKind::milestone,
                          model::ActivityKind::summary, model::ActivityKind::level_of_effort}) {
    model::Activity activity = task();
    activity.kind = kind;
    EXPECT_EQ(offers_for(options, activity, 100, {1'000'000}, true).size(), 1U);
  }
}

TEST(CrashOptions, TheFastestStandsLastWhateverTheNumbers) {
  const EmbeddedFile* file = find_file(data::templates(), "crash/options.toml");
  ASSERT_NE(file, nullptr);
  const auto options = parse_crash_options(file->bytes, file->path);
  ASSERT_TRUE(options) << to_line(options.error());
  for (const char* phase : {"C", "E", "T", "S4", ""}) {
    for (std::int64_t days = 1; days < 900; days += 7) {
      for (const bool winter : {false, true}) {
        const auto offers = offers_for(*options, task(phase), days, {333'333}, winter);
        EXPECT_EQ(offers.front(), CrashOffer{});
        for (const CrashOffer& one : offers) {
          EXPECT_LE(one.days_less, offers.back().days_less);
          EXPECT_LE(one.enclosed, offers.back().enclosed);
          EXPECT_LT(one.days_less, days);
        }
      }
    }
  }
}

std::string rule_of(const std::string& toml) {
  const auto options = parse_crash_options(toml, "test.toml");
  return options ? "" : options.error().rule;
}

TEST(CrashOptions, RefusesWithARule) {
  const std::string way(kOvertime);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text(way);
    return rule_of(changed.replace(changed.find(from), from.size(), to));
  };
  EXPECT_EQ(rule_of(text(way)), "");
  EXPECT_EQ(rule_of("source = "), "crash_options.syntax");
  EXPECT_EQ(rule_of("\xFF"), "crash_options.syntax");
  EXPECT_EQ(rule_of(std::string(kHead)), "crash_options.field");
  EXPECT_EQ(rule_of(text(way + way)), "crash_options.way");
  EXPECT_EQ(rule_of(text(way + "[enclosure]\nzh = \"c\"\n")), "crash_options.field");
  EXPECT_EQ(with("overtime", "magic"), "crash_options.way");
  EXPECT_EQ(with("overtime", "normal"), "crash_options.way");
  EXPECT_EQ(with("most_share = 0.2", "most_share = 0.95"), "crash_options.share");
  EXPECT_EQ(with("most_share = 0.2", "most_share = 0"), "crash_options.share");
  EXPECT_EQ(with("most_share", "mostshare"), "crash_options.field");
  EXPECT_EQ(with("price_share = 0.5", "price_share = nan"), "crash_options.share");
  EXPECT_EQ(with("linear = true", "linear = 1"), "crash_options.field");
  EXPECT_EQ(with("day_cost_wan = 2", "day_cost_wan = -2"), "crash_options.share");
}

}  // namespace
}  // namespace tc::rules
