// Property: after any sequence of commits, right and wrong ones mixed, SQLite answers exactly as
// the memory twin does, loads what model::put_all and model::remove would have made, holds a valid
// chain, and loads the same again after it was closed and opened.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include "store/memory/memory_store.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

constexpr int kRuns = 60;
constexpr int kCommitsPerRun = 60;

Clock ticking_clock() {
  return [now = std::make_shared<std::int64_t>(1'750'000'000'000)] { return *now += 7; };
}

/// The state that accepted commits make, by the model's own functions.
void follow(model::CityState& state, const Commit& commit, std::int64_t first_sequence) {
  std::int64_t sequence = first_sequence;
  for (Change change : commit.changes) {
    model::set_revision(change.row, sequence++);
    if (change.removed) {
      model::remove(state, change.row);
    } else {
      model::put_all(state, std::vector<model::Row>{change.row});
    }
  }
}

struct Outcome {
  int accepted = 0;
  std::map<std::string, int> refused;
};

class Pair {
 public:
  Pair(std::string path, std::uint64_t seed)
      : path_(std::move(path)), maker_(seed), twin_(make_memory_store(ticking_clock())) {
    reopen();
  }

  void reopen() {
    sqlite_.reset();
    auto opened = open_store("sqlite:" + path_, ticking_clock());
    ASSERT_TRUE(opened) << to_line(opened.error());
    sqlite_ = std::move(*opened);
  }

  void step(Commit commit, Outcome& outcome) {
    const Result<Receipt> expected = twin_->commit(commit);
    const Result<Receipt> got = sqlite_->commit(commit);
    maker_.settle(got.has_value());
    ASSERT_EQ(got.has_value(), expected.has_value())
        << (got ? "" : to_line(got.error())) << (expected ? "" : to_line(expected.error()));
    if (!got) {
      EXPECT_EQ(got.error().rule, expected.error().rule);
      ++outcome.refused[got.error().rule];
      return;
    }
    EXPECT_EQ(got->first_sequence, expected->first_sequence);
    EXPECT_EQ(got->last_sequence, expected->last_sequence);
    ++outcome.accepted;
    follow(followed_, commit, got->first_sequence);
  }

  void compare() {
    const auto got = sqlite_->load(kCity);
    const auto expected = twin_->load(kCity);
    ASSERT_TRUE(got) << to_line(got.error());
    EXPECT_TRUE(model::equal(got->state, expected->state));
    EXPECT_TRUE(model::equal(got->state, followed_));
    EXPECT_EQ(got->head.sequence, expected->head.sequence);
    EXPECT_EQ(got->last_ids, expected->last_ids);
    const auto report = sqlite_->verify(kCity);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->ok) << report->reason << " at " << report->first_bad_sequence;
  }

  [[nodiscard]] CityMaker& maker() { return maker_; }

 private:
  std::string path_;
  CityMaker maker_;
  std::unique_ptr<Store> twin_;
  std::unique_ptr<Store> sqlite_;
  model::CityState followed_;
};

TEST(StoreReload, AnyCommitsGiveTheSameAsTheTwinAndTheModel) {
  Outcome outcome;
  for (int run_number = 0; run_number < kRuns; ++run_number) {
    SCOPED_TRACE("run " + std::to_string(run_number));
    const std::string path = ::testing::TempDir() + "tongchou_store_reload.db";
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + suffix);
    Pair run(path, 1000U + static_cast<std::uint64_t>(run_number));
    run.step(run.maker().first(), outcome);
    for (int i = 0; i < kCommitsPerRun; ++i) run.step(run.maker().next(4), outcome);
    run.compare();
    run.reopen();
    run.compare();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(outcome.accepted, kRuns * 10) << "too few commits were right to show anything";
  EXPECT_GT(outcome.refused["store.reference"], 0);
  EXPECT_GT(outcome.refused["store.exists"], 0);
  EXPECT_GT(outcome.refused["store.absent"], 0);
  RecordProperty("accepted", outcome.accepted);
  for (const auto& [rule, count] : outcome.refused) RecordProperty(rule, count);
}

}  // namespace
}  // namespace tc::store::test
