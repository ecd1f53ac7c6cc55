// Loops: members in order, and a network once the opening links are out.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "unit/rules/quality/support.h"

namespace tc::rules {
namespace {

using model::ActivityKind;

LoopSearch search(const Sample& sample) {
  std::vector<const model::ProjectFile*> files;
  for (const model::ProjectFile& file : sample.files) files.push_back(&file);
  return find_loops(files);
}

std::vector<std::int64_t> members(const Loop& loop) {
  std::vector<std::int64_t> out;
  for (const model::ActivityId id : loop.members) out.push_back(id.value);
  return out;
}

using Numbers = std::vector<std::int64_t>;

/// Takes the opening links out; the report of what is left knows of them.
void open(Sample& sample, std::vector<model::Link>& removed) {
  const LoopSearch found = search(sample);
  sample.loops = found.loops;
  for (const model::Link* link : found.opening) removed.push_back(*link);
  for (model::ProjectFile& file : sample.files) {
    std::erase_if(file.links, [&](const model::Link& link) {
      return std::ranges::find(removed, link) != removed.end();
    });
  }
  for (const model::Link& link : removed) sample.left_out.push_back(&link);
}

TEST(Loops, NoneInAChain) {
  Sample sample;
  sample.chain(1, 5);
  EXPECT_TRUE(search(sample).loops.empty());
  EXPECT_TRUE(search(sample).opening.empty());
}

TEST(Loops, MembersInOrderFromTheFirstInTheFile) {
  Sample sample;
  sample.chain(1, 6);
  sample.link(5, 2);
  const LoopSearch found = search(sample);
  ASSERT_EQ(found.loops.size(), 1U);
  EXPECT_EQ(members(found.loops[0]), (Numbers{2, 3, 4, 5}));
  EXPECT_EQ(found.loops[0].tangle, 4U);
  ASSERT_EQ(found.opening.size(), 1U);
}

TEST(Loops, AnActivityThatWaitsForItself) {
  Sample sample;
  sample.chain(1, 2);
  sample.link(2, 2);
  EXPECT_EQ(members(search(sample).loops.at(0)), Numbers{2});
}

TEST(Loops, TwoApartAndATangle) {
  Sample sample;
  sample.chain(1, 9);
  sample.link(2, 1);
  sample.link(9, 4);
  sample.link(6, 4);
  const LoopSearch found = search(sample);
  ASSERT_EQ(found.loops.size(), 2U);
  EXPECT_EQ(members(found.loops[0]), (Numbers{1, 2}));
  EXPECT_EQ(members(found.loops[1]), (Numbers{4, 5, 6}));
  EXPECT_EQ(found.loops[1].tangle, 6U);
}

TEST(Loops, ThroughASummary) {
  Sample sample;
  sample.chain(1, 3);
  sample[2].wbs = "A";
  model::Activity& summary = sample.add(8, 0);
  summary.kind = ActivityKind::summary;
  summary.wbs = "A";
  sample.link(3, 8);  // 2 lies in 8 and comes before 3
  const LoopSearch found = search(sample);
  ASSERT_EQ(found.loops.size(), 1U);
  EXPECT_EQ(members(found.loops[0]), (Numbers{2, 3, 8}));
  std::vector<model::Link> removed;
  open(sample, removed);
  EXPECT_EQ(sample.report().find(FaultKind::loop)->count, 1U);
}

TEST(Loops, LevelsOfEffortCloseNone) {
  Sample sample;
  sample.chain(1, 2);
  sample.add(9, 1).kind = ActivityKind::level_of_effort;
  sample.link(1, 9, model::LinkType::start_start);
  sample.link(9, 1, model::LinkType::finish_finish);
  EXPECT_TRUE(search(sample).loops.empty());
}

TEST(Loops, AReportWithALoopJudgesWhatNeedsNoDates) {
  Sample sample;
  sample.chain(1, 6);
  sample.link(5, 2);
  std::vector<model::Link> removed;
  open(sample, removed);
  const QualityReport report = sample.report();
  EXPECT_FALSE(report.passed);
  const FaultResult& loop = *report.find(FaultKind::loop);
  EXPECT_EQ(loop.severity, Severity::error);
  EXPECT_EQ(loop.places.at(0).text.en, "4 wait for each other: A2 → A3 → A4 → A5 → A2");
  // The link that was taken out still counts, and so does its end.
  EXPECT_EQ(report.links, 6U);
  EXPECT_EQ(named(report.find(CheckKind::missing_logic)->offenders), (Strings{"1", "6"}));
  for (const CheckKind kind :
       {CheckKind::high_float, CheckKind::negative_float, CheckKind::critical_path_test,
        CheckKind::critical_path_length_index}) {
    EXPECT_EQ(report.find(kind)->state, CheckState::not_applicable) << model::to_name(kind);
  }
  EXPECT_EQ(report.practices[5].state, PracticeState::not_met);
}

TEST(Loops, VeryDeepWithoutRecursion) {
  Sample sample;
  sample.chain(1, 200'000);
  sample.link(200'000, 1);
  const LoopSearch found = search(sample);
  ASSERT_EQ(found.loops.size(), 1U);
  EXPECT_EQ(found.loops[0].members.size(), 200'000U);
}

/// Whether `to` can be reached from `from`, by walking every link.
bool reaches(const model::ProjectFile& file, std::int64_t from, std::int64_t to) {
  std::set<std::int64_t> seen;
  std::vector<std::int64_t> next{from};
  while (!next.empty()) {
    const std::int64_t at = next.back();
    next.pop_back();
    for (const model::Link& link : file.links) {
      if (link.predecessor_id.value != at) continue;
      if (link.successor_id.value == to) return true;
      if (seen.insert(link.successor_id.value).second) next.push_back(link.successor_id.value);
    }
  }
  return false;
}

TEST(Loops, RandomNetworksAgainstWalkingEveryLink) {
  std::uint64_t state = 7;
  const auto draw = [&state](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state >> 33) % below);
  };
  for (int round = 0; round < 300; ++round) {
    Sample sample;
    for (std::int64_t id = 1; id <= 12; ++id) sample.add(id, 1);
    const std::int64_t links = 4 + draw(16);
    for (std::int64_t i = 0; i < links; ++i) sample.link(1 + draw(12), 1 + draw(12));
    const LoopSearch found = search(sample);
    std::set<std::int64_t> looped;
    for (std::int64_t id = 1; id <= 12; ++id) {
      if (reaches(sample.files[0], id, id)) looped.insert(id);
    }
    std::size_t tangled = 0;
    for (const Loop& loop : found.loops) {
      tangled += loop.tangle;
      for (std::size_t i = 0; i < loop.members.size(); ++i) {
        const model::ActivityId next = loop.members[(i + 1) % loop.members.size()];
        EXPECT_TRUE(std::ranges::any_of(sample.files[0].links, [&](const model::Link& link) {
          return link.predecessor_id == loop.members[i] && link.successor_id == next;
        }));
        EXPECT_TRUE(looped.contains(loop.members[i].value));
      }
    }
    EXPECT_EQ(tangled, looped.size());
    std::vector<model::Link> removed;
    open(sample, removed);
    EXPECT_EQ(sample.report().find(FaultKind::loop)->count, found.loops.size());
  }
}

}  // namespace
}  // namespace tc::rules
