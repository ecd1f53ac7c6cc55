// The auditor against a forger who can compute hashes: what only order, time and the commit of an
// entry betray.
// SPDX-License-Identifier: Apache-2.0
#include "store/audit.h"

#include "unit/store/fixture.h"

namespace tc::store::test {
namespace {

using model::JournalEntry;

/// Three commits of two new projects each.
std::vector<JournalEntry> make_chain() {
  std::vector<JournalEntry> chain;
  Sm3 sm3;
  Head head{.sequence = 0, .recorded_at = 0, .hash = zero_hash()};
  const Commit commit = make_commit(kYangquan);
  for (std::int64_t id = 1; id <= 6; ++id) {
    const std::int64_t first = id - (id + 1) % 2;
    const Place place{.commit_sequence = first, .recorded_at = kStartMs + first};
    chain.push_back(next_entry(commit, put_new(project_row(id)), head, place, sm3));
    head = {.sequence = id, .recorded_at = place.recorded_at, .hash = chain.back().hash};
  }
  return chain;
}

/// Gives entries from `first` on the hashes that fit what they now say.
void rehash(std::vector<JournalEntry>& chain, std::size_t first, std::size_t last) {
  Sm3 sm3;
  for (std::size_t i = first; i < last; ++i) {
    if (i > 0) chain[i].previous_hash = chain[i - 1].hash;
    chain[i].hash = hash_of(chain[i], sm3);
  }
}

AuditReport audit(const std::vector<JournalEntry>& chain) {
  Auditor auditor(kYangquan);
  for (const JournalEntry& entry : chain) auditor.entry(entry);
  for (const JournalEntry& entry : chain) auditor.row(entry.noun, entry.noun_id, entry.sequence);
  return auditor.finish({.sequence = chain.back().sequence,
                         .recorded_at = chain.back().recorded_at,
                         .hash = chain.back().hash});
}

TEST(Auditor, AcceptsAnHonestChain) {
  const AuditReport report = audit(make_chain());
  EXPECT_TRUE(report.ok) << report.reason;
  EXPECT_EQ(report.rows, 6);
  EXPECT_EQ(report.head_hash, make_chain().back().hash);
}

TEST(Auditor, AForgedEntryWithAFittingHashBreaksTheLinkOfTheNext) {
  auto chain = make_chain();
  chain[2].reason = "forged";
  rehash(chain, 2, 3);
  EXPECT_EQ(audit(chain).first_bad_sequence, 4);
}

TEST(Auditor, TimesThatGoBackAreFoundInARewrittenChain) {
  auto chain = make_chain();
  chain[4].recorded_at = kStartMs;
  rehash(chain, 4, chain.size());
  EXPECT_EQ(audit(chain).first_bad_sequence, 5);
}

TEST(Auditor, AnEntryOfNoCommitIsFoundInARewrittenChain) {
  auto chain = make_chain();
  chain[3].commit_sequence = 1;
  rehash(chain, 3, chain.size());
  EXPECT_EQ(audit(chain).first_bad_sequence, 4);
}

TEST(Auditor, AFieldThatCannotBeReadIsNamed) {
  Auditor auditor(kYangquan);
  auditor.entry(make_chain().front(), "day");
  const AuditReport report = auditor.finish({});
  EXPECT_EQ(report.first_bad_sequence, 1);
  EXPECT_NE(report.reason.find("'day'"), std::string::npos);
}

}  // namespace
}  // namespace tc::store::test
