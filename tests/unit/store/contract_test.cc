// The contract of the store port, the same for SQLite and for the memory twin.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <set>
#include <thread>

#include "store/chain.h"
#include "store/memory/memory_store.h"
#include "unit/store/fixture.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

enum class Kind { memory, sqlite };

class StoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::memory) {
      store_ = make_memory_store(clock_.lend());
      return;
    }
    auto opened = open_store(folder_.address(), clock_.lend());
    ASSERT_TRUE(opened) << to_line(opened.error());
    store_ = std::move(*opened);
  }
  void make_city(model::CityCode city = kYangquan) {
    const auto made = store_->commit(first_commit(city));
    ASSERT_TRUE(made) << to_line(made.error());
  }
  [[nodiscard]] std::string try_commit(std::vector<Change> changes) {
    return rule_of(store_->commit(with(make_commit(kYangquan), std::move(changes))));
  }
  [[nodiscard]] std::vector<model::Row> rows(model::CityCode city = kYangquan) {
    const auto loaded = store_->load(city);
    return loaded ? model::all_rows(loaded->state) : std::vector<model::Row>{};
  }

  FakeClock clock_;
  Folder folder_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Both, StoreContract, ::testing::Values(Kind::memory, Kind::sqlite),
                         [](const auto& kind) {
                           return kind.param == Kind::memory ? "memory" : "sqlite";
                         });

TEST_P(StoreContract, AnEmptyStoreHasNoCityAndAZeroHead) {
  EXPECT_TRUE(store_->cities()->empty());
  const auto loaded = store_->load(kYangquan);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().rule, "store.city");
  EXPECT_EQ(loaded.error().code, Code::not_found);
  EXPECT_EQ(*store_->head(kYangquan), (Head{.sequence = 0, .recorded_at = 0, .hash = zero_hash()}));
  EXPECT_TRUE(store_->verify(kYangquan)->ok);
  EXPECT_TRUE(store_->health().writable);
}

TEST_P(StoreContract, ACommitGivesRevisionsAndAHead) {
  const auto receipt = store_->commit(first_commit(kYangquan));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->first_sequence, 1);
  EXPECT_EQ(receipt->last_sequence, 5);
  EXPECT_EQ(receipt->recorded_at, kStartMs);
  const auto loaded = store_->load(kYangquan);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state.city.revision, 1);
  EXPECT_EQ(loaded->state.projects.at(0)->links.at(0).revision, 5);
  EXPECT_EQ(loaded->head.hash, receipt->head_hash);
  EXPECT_EQ(loaded->head, *store_->head(kYangquan));
  EXPECT_EQ(loaded->last_ids.at("activities"), 2);
  EXPECT_EQ(store_->cities()->at(0).name, "阳泉市");
}

TEST_P(StoreContract, ARemovedIdStaysUsed) {
  make_city();
  ASSERT_EQ(try_commit({take_out(link_row(1, 1, 2)), take_out(activity_row(2, 1))}), "accepted");
  const auto loaded = store_->load(kYangquan);
  EXPECT_EQ(loaded->state.projects.at(0)->activities.size(), 1U);
  EXPECT_EQ(loaded->last_ids.at("activities"), 2);
}

TEST_P(StoreContract, JournalEntriesSayWhoWhatAndWhyAndFormAChain) {
  make_city();
  Commit commit = with(make_commit(kYangquan, "activity.rename"), {put_again(activity_row(2, 1))});
  commit.acting.user_id.value = 7;
  commit.acting.acting_as = "county";
  commit.reason = "现场核实";
  commit.request_id = "r-1";
  ASSERT_TRUE(store_->commit(commit));
  const auto journal = store_->journal(kYangquan, {});
  ASSERT_TRUE(journal);
  ASSERT_EQ(journal->size(), 6U);
  std::string previous = zero_hash();
  Sm3 sm3;
  for (const model::JournalEntry& entry : *journal) {
    EXPECT_EQ(entry.previous_hash, previous);
    EXPECT_EQ(entry.hash, hash_of(entry, sm3));
    previous = entry.hash;
  }
  const model::JournalEntry& last = journal->back();
  EXPECT_EQ(last.user_id.value, 7);
  EXPECT_EQ(last.acting_as, "county");
  EXPECT_EQ(last.action, "activity.rename");
  EXPECT_EQ(last.noun, "activities");
  EXPECT_EQ(last.noun_id, 2);
  EXPECT_EQ(last.project_id.value, 1);
  EXPECT_EQ(last.before, "{\"old\":1}");
  EXPECT_EQ(last.after, "{\"now\":1}");
  EXPECT_EQ(last.reason, "现场核实");
  EXPECT_EQ(last.request_id, "r-1");
  EXPECT_EQ(last.commit_sequence, 6);
}

TEST_P(StoreContract, ARefusedCommitLeavesNoTrace) {
  make_city();
  const auto before = rows();
  const Head head = *store_->head(kYangquan);
  Commit commit =
      with(make_commit(kYangquan), {put_new(project_row(2)), put_again(project_row(1, "x")),
                                    take_out(link_row(1, 1, 2)), put_new(activity_row(1, 1))});
  commit.idempotency = {.key = "k", .request_digest = "d", .status = 200, .reply = "{}"};
  EXPECT_EQ(rule_of(store_->commit(commit)), "store.exists");
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(*store_->head(kYangquan), head);
  EXPECT_EQ(store_->journal(kYangquan, {})->size(), 5U);
  EXPECT_FALSE(store_->find_reply(kYangquan, "k")->has_value());
}

TEST_P(StoreContract, DecidedOnAnOldHeadIsStale) {
  make_city();
  Commit commit = with(make_commit(kYangquan), {put_again(project_row(1, "甲"))});
  commit.expected_sequence = 4;
  const auto refused = store_->commit(commit);
  EXPECT_EQ(rule_of(refused), "store.stale");
  EXPECT_EQ(refused.error().code, Code::conflict);
  commit.expected_sequence = 5;
  EXPECT_EQ(rule_of(store_->commit(commit)), "accepted");
}

TEST_P(StoreContract, RowsMustBeThereOrNotAsSaid) {
  make_city();
  EXPECT_EQ(try_commit({put_new(project_row(1))}), "store.exists");
  EXPECT_EQ(try_commit({put_again(project_row(9))}), "store.absent");
  EXPECT_EQ(try_commit({take_out(project_row(9))}), "store.absent");
  ASSERT_EQ(try_commit({put_new(project_row(2))}), "accepted");
  EXPECT_EQ(try_commit({put_again(activity_row(1, 2))}), "store.absent") << "moved to a project";
  EXPECT_EQ(try_commit({take_out(link_row(1, 1, 2)), put_new(link_row(1, 2, 1))}), "accepted");
}

TEST_P(StoreContract, NothingPointsAtNothing) {
  make_city();
  EXPECT_EQ(try_commit({put_new(activity_row(3, 9))}), "store.reference");
  EXPECT_EQ(try_commit({put_new(link_row(2, 1, 9))}), "store.reference");
  EXPECT_EQ(try_commit({take_out(activity_row(2, 1))}), "store.reference");
  EXPECT_EQ(try_commit({take_out(project_row(1))}), "store.reference");
  EXPECT_EQ(try_commit({put_new(activity_row(3, 0))}), "store.reference") << "project 0";
  model::Order order;
  order.id.value = 1;
  EXPECT_EQ(try_commit({put_new(order)}), "accepted") << "an order to the whole city";
  order.id.value = 2;
  order.project_id.value = 9;
  EXPECT_EQ(try_commit({put_new(order)}), "store.reference");
  EXPECT_EQ(try_commit({put_new(link_row(2, 1, 3)), put_new(activity_row(3, 1))}), "accepted")
      << "checked at the end of the commit";
}

TEST_P(StoreContract, AProjectGoesAfterItsPartsAndNotBefore) {
  make_city();
  EXPECT_EQ(try_commit({take_out(project_row(1)), put_new(project_row(1))}), "store.reference");
  EXPECT_EQ(try_commit({take_out(link_row(1, 1, 2)), take_out(activity_row(1, 1)),
                        take_out(activity_row(2, 1)), take_out(project_row(1))}),
            "accepted");
  EXPECT_EQ(rows().size(), 1U);
}

TEST_P(StoreContract, WhatCannotBeStoredIsRefused) {
  make_city();
  EXPECT_EQ(try_commit({put_new(project_row(0))}), "store.id");
  EXPECT_EQ(try_commit({put_new(project_row(-1))}), "store.id");
  EXPECT_EQ(try_commit({put_new(project_row(2, std::string("a\0b", 3)))}), "store.text");
  EXPECT_EQ(try_commit({put_new(project_row(2, "\xC3("))}), "store.text");
  model::Project project = project_row(2);
  project.capacity_value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(try_commit({put_new(project)}), "store.number");
  project.capacity_value = std::numeric_limits<double>::infinity();
  EXPECT_EQ(try_commit({put_new(project)}), "store.number");
  project.capacity_value.reset();
  project.started_day = to_day({.year = 2200, .month = 1, .day = 1});
  EXPECT_EQ(try_commit({put_new(project)}), "store.number");
  project.started_day.reset();
  project.stage_words = {"好", "\xFF"};
  EXPECT_EQ(try_commit({put_new(project)}), "store.text");
  project.stage_words.clear();
  project.stage = static_cast<model::Stage>(200);
  EXPECT_EQ(try_commit({put_new(project)}), "store.number");
  Change change = put_new(project_row(2));
  change.after.clear();
  EXPECT_EQ(try_commit({change}), "store.change");
  change = take_out(project_row(1));
  change.before.clear();
  EXPECT_EQ(try_commit({change}), "store.change");
  change = put_again(project_row(1));
  change.after = "\xFF";
  EXPECT_EQ(try_commit({change}), "store.text");
  EXPECT_EQ(try_commit({put_again(city_row(kDemo))}), "store.city");
  EXPECT_EQ(try_commit({take_out(city_row(kYangquan))}), "store.city");
  EXPECT_EQ(rows().size(), 5U);
}

TEST_P(StoreContract, NothingStandsInACityThatIsNotThere) {
  const Commit commit = with(make_commit(kDemo), {put_new(project_row(1))});
  EXPECT_EQ(rule_of(store_->commit(commit)), "store.city");
}

TEST_P(StoreContract, CitiesDoNotSeeEachOther) {
  make_city();
  make_city(kDemo);
  ASSERT_TRUE(store_->commit(with(make_commit(kDemo), {put_new(project_row(2))})));
  EXPECT_EQ(rows().size(), 5U);
  EXPECT_EQ(rows(kDemo).size(), 6U);
  EXPECT_EQ(store_->head(kYangquan)->sequence, 5);
  EXPECT_EQ(store_->head(kDemo)->sequence, 6);
  EXPECT_NE(store_->journal(kYangquan, {})->front().hash, store_->journal(kDemo, {})->front().hash);
  EXPECT_EQ(store_->cities()->size(), 2U);
}

TEST_P(StoreContract, AReplyIsKeptOnceForSevenDays) {
  make_city();
  Commit commit = with(make_commit(kYangquan), {put_again(project_row(1, "甲"))});
  commit.idempotency = {
      .key = "key-1", .request_digest = "d1", .status = 201, .reply = "{\"a\":1}"};
  ASSERT_TRUE(store_->commit(commit));
  EXPECT_EQ(*store_->find_reply(kYangquan, "key-1"), commit.idempotency);
  EXPECT_FALSE(store_->find_reply(kDemo, "key-1")->has_value());
  EXPECT_FALSE(store_->find_reply(kYangquan, "key-2")->has_value());
  const auto again = store_->commit(commit);
  EXPECT_EQ(rule_of(again), "store.key_used");
  EXPECT_EQ(again.error().code, Code::conflict);
  EXPECT_EQ(store_->head(kYangquan)->sequence, 6);
  *clock_.now += kReplyLifetimeMs - 1;
  EXPECT_TRUE(store_->find_reply(kYangquan, "key-1")->has_value());
  *clock_.now += 1;
  EXPECT_FALSE(store_->find_reply(kYangquan, "key-1")->has_value());
  EXPECT_TRUE(store_->commit(commit));
}

TEST_P(StoreContract, AReplyMayStandWithoutChanges) {
  make_city();
  Commit commit = make_commit(kYangquan);
  commit.idempotency = {.key = "k", .request_digest = "d", .status = 200, .reply = "{}"};
  const auto receipt = store_->commit(commit);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->first_sequence, 6);
  EXPECT_EQ(receipt->last_sequence, 5);
  EXPECT_TRUE(store_->find_reply(kYangquan, "k")->has_value());
  EXPECT_TRUE(store_->verify(kYangquan)->ok);
}

TEST_P(StoreContract, AClockSetBackIsRefusedBeyondFiveSeconds) {
  make_city();
  *clock_.now -= kClockToleranceMs;
  const auto receipt =
      store_->commit(with(make_commit(kYangquan), {put_again(project_row(1, "甲"))}));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->recorded_at, kStartMs) << "times never go back in the journal";
  *clock_.now -= 1;
  EXPECT_EQ(try_commit({put_again(project_row(1, "乙"))}), "store.clock");
}

TEST_P(StoreContract, JournalQueriesEqualAPlainFilter) {
  CityMaker maker(42);
  ASSERT_TRUE(store_->commit(maker.first()));
  for (int i = 0; i < 150; ++i) maker.settle(store_->commit(maker.next(4)).has_value());
  JournalQuery all;
  all.limit = 100'000;
  const auto entries = *store_->journal(kCity, all);
  ASSERT_GT(entries.size(), 60U);
  ASSERT_EQ(static_cast<std::int64_t>(entries.size()), store_->head(kCity)->sequence);
  Random random(7);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    JournalQuery query;
    if (random.one_in(2)) {
      query.projects.emplace();
      const std::size_t bound = random.one_in(4) ? 30 : 4;
      for (std::size_t n = random.below(bound); n > 0; --n) {
        query.projects->push_back({static_cast<std::int64_t>(random.below(30))});
      }
    }
    if (random.one_in(2)) query.noun = entries[random.below(entries.size())].noun;
    if (random.one_in(3)) query.noun_id = static_cast<std::int64_t>(random.below(7));
    if (random.one_in(3)) query.from_sequence = static_cast<std::int64_t>(random.below(60));
    if (random.one_in(3)) query.up_to_day = entries[random.below(entries.size())].day;
    query.newest_first = random.one_in(2);
    query.limit = random.one_in(2) ? 500 : random.below(6);
    std::vector<model::JournalEntry> expected;
    for (const auto& entry : entries) {
      const bool project = !query.projects || std::ranges::count(*query.projects, entry.project_id);
      if (project && (query.noun.empty() || query.noun == entry.noun) &&
          (query.noun_id == 0 || query.noun_id == entry.noun_id) &&
          entry.sequence >= query.from_sequence &&
          (!query.up_to_day || entry.day <= *query.up_to_day)) {
        expected.push_back(entry);
      }
    }
    if (query.newest_first) std::ranges::reverse(expected);
    if (expected.size() > query.limit) expected.resize(query.limit);
    const auto got = store_->journal(kCity, query);
    ASSERT_TRUE(got);
    ASSERT_EQ(*got, expected) << "query " << i;
    found += expected.size();
  }
  EXPECT_GT(found, 1000U);
}

TEST_P(StoreContract, RandomRowsOfAllNounsComeBackAsTheModelHoldsThem) {
  CityMaker maker(8);
  model::CityState expected;
  Commit commit = maker.first();
  for (int i = 0; i < 150; ++i) {
    const auto receipt = store_->commit(commit);
    maker.settle(receipt.has_value());
    std::int64_t sequence = receipt ? receipt->first_sequence : 0;
    for (Change& change : receipt ? commit.changes : std::vector<Change>{}) {
      model::set_revision(change.row, sequence++);
      if (change.removed) {
        model::remove(expected, change.row);
      } else {
        model::put(expected, change.row);
      }
    }
    commit = maker.next(4);
  }
  EXPECT_GT(model::all_rows(expected).size(), 30U);
  EXPECT_EQ(rows(kCity), model::all_rows(expected));
}

TEST_P(StoreContract, EightThreadsLoseNothingAndLeaveNoGap) {
  constexpr int kThreads = 8;
  constexpr int kEach = 40;
  make_city();
  std::vector<std::vector<Result<Receipt>>> receipts(kThreads);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        std::vector<std::future<Result<Receipt>>> waiting;
        for (int i = 0; i < kEach; ++i) {
          const std::int64_t id = 100 + t * kEach + i;
          const bool wrong = i % 5 == 4;  // takes no other commit of its group down
          waiting.push_back(store_->submit(
              with(make_commit(kYangquan),
                   {put_new(activity_row(id, 1)), put_new(link_row(id, 1, wrong ? 99'999 : id))})));
          if (i % 8 == 7) waiting.back().wait();
        }
        for (auto& future : waiting) receipts[static_cast<std::size_t>(t)].push_back(future.get());
      });
    }
  }
  std::set<std::int64_t> sequences;
  int refused = 0;
  for (const auto& list : receipts) {
    for (const auto& receipt : list) {
      if (!receipt) {
        EXPECT_EQ(receipt.error().rule, "store.reference");
        ++refused;
        continue;
      }
      EXPECT_EQ(receipt->last_sequence, receipt->first_sequence + 1);
      sequences.insert(receipt->first_sequence);
      sequences.insert(receipt->last_sequence);
    }
  }
  EXPECT_EQ(refused, kThreads * kEach / 5);
  const std::size_t accepted = kThreads * kEach * 4 / 5;
  ASSERT_EQ(sequences.size(), 2 * accepted);
  EXPECT_EQ(*sequences.begin(), 6);
  EXPECT_EQ(*sequences.rbegin(), 5 + static_cast<std::int64_t>(2 * accepted));
  EXPECT_EQ(rows().size(), 5 + 2 * accepted);
  const auto report = store_->verify(kYangquan);
  EXPECT_TRUE(report->ok) << report->reason;
  EXPECT_EQ(report->rows, 5 + static_cast<std::int64_t>(2 * accepted));
}

}  // namespace
}  // namespace tc::store::test
