// GAO's practices: each state from findings that are known.
// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

PracticeResult practice(const Sample& sample, int number) {
  const QualityReport report = sample.report();
  EXPECT_EQ(report.practices.size(), 10U);
  for (const PracticeResult& result : report.practices) {
    EXPECT_FALSE(result.reason.zh.empty());
    EXPECT_FALSE(result.reason.en.empty());
  }
  return report.practices.at(static_cast<std::size_t>(number) - 1);
}

TEST(Practices, ASoundScheduleMeetsWhatItCanShow) {
  Sample sample;
  sample.chain(1, 40);
  const std::vector<PracticeState> states{PracticeState::not_assessable,
                                          PracticeState::met,
                                          PracticeState::not_assessable,
                                          PracticeState::met,
                                          PracticeState::met,
                                          PracticeState::met,
                                          PracticeState::met,
                                          PracticeState::not_assessable,
                                          PracticeState::met,
                                          PracticeState::not_assessable};
  for (int number = 1; number <= 10; ++number) {
    EXPECT_EQ(practice(sample, number).state, states[static_cast<std::size_t>(number) - 1])
        << number;
  }
}

TEST(Practices, SequencingIsPartlyMetAndSaysWhatIsNot) {
  Sample sample;
  sample.chain(1, 40);
  sample.link(3, 9, model::LinkType::finish_start, -1);
  const PracticeResult result = practice(sample, 2);
  EXPECT_EQ(result.state, PracticeState::partly);
  EXPECT_EQ(result.reason.en, "7 of 8 hold; not: Leads");
  EXPECT_EQ(result.reason.zh, "8 项中 7 项合格；不合格：负时距");
}

TEST(Practices, ResourcesNotMetWhenSomeHaveNone) {
  Sample sample;
  sample.chain(1, 3);
  sample.loaded = std::vector<model::ActivityId>{{1}};
  EXPECT_EQ(practice(sample, 3).state, PracticeState::not_met);
  sample.loaded = std::vector<model::ActivityId>{{1}, {2}, {3}};
  EXPECT_EQ(practice(sample, 3).state, PracticeState::met);
}

TEST(Practices, CompletenessIsNeverMoreThanPartlyShown) {
  Sample sample;
  sample.chain(1, 2);
  sample[1].wbs = sample[2].wbs = "A";
  EXPECT_EQ(practice(sample, 1).state, PracticeState::partly);
  sample[2].wbs.clear();
  EXPECT_EQ(practice(sample, 1).state, PracticeState::not_met);
}

TEST(Practices, RangesAreWhereARiskAnalysisStarts) {
  Sample sample;
  sample.chain(1, 2);
  sample[1].duration_high = 3 * Sample::kDay;
  const PracticeResult result = practice(sample, 8);
  EXPECT_EQ(result.state, PracticeState::partly);
  EXPECT_NE(result.reason.en.find("1 of 2 incomplete"), std::string::npos);
}

TEST(Speed, AHundredThousandActivitiesInTwoSeconds) {
  Sample sample;
  for (std::int64_t id = 1; id <= 100'000; ++id) {
    sample.add(id, 1 + static_cast<double>(id % 7));
    if (id > 40) sample.link(id - 40, id);
    if (id > 41 && id % 3 == 0) sample.link(id - 41, id, model::LinkType::start_start, 1);
  }
  sample.most_listed = 200;
  const std::clock_t begin = std::clock();  // processor time: others may use the machine
  const QualityReport report = sample.report();
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  RecordProperty("seconds", std::to_string(took));
  EXPECT_EQ(report.activities, 100'000U);
  EXPECT_EQ(report.find(CheckKind::critical_path_test)->population, 10U);
  EXPECT_LT(took, 2.0) << "with the network and its dates";
}

}  // namespace
}  // namespace tc::rules
