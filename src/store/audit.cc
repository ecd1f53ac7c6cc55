// SPDX-License-Identifier: Apache-2.0
#include "store/audit.h"

namespace tc::store {

using model::JournalEntry;

Auditor::Auditor(model::CityCode city)
    : city_(city), head_{.sequence = 0, .recorded_at = 0, .hash = zero_hash()} {}

/// Keeps the fault with the lowest sequence.
void Auditor::blame(std::int64_t sequence, std::string reason) {
  if (!reason_.empty() && first_bad_ <= sequence) return;
  first_bad_ = sequence;
  reason_ = std::move(reason);
}

std::string Auditor::fault_of(const JournalEntry& entry, std::string_view bad_field) {
  if (!bad_field.empty()) return "field '" + std::string(bad_field) + "' cannot be read";
  if (entry.previous_hash != head_.hash) return "the previous hash is not that of the entry before";
  if (entry.hash != hash_of(entry, sm3_)) return "the hash does not fit the entry";
  if (entry.recorded_at < head_.recorded_at) return "recorded before the entry before it";
  const bool starts = entry.commit_sequence == entry.sequence;
  if (!starts && entry.commit_sequence != commit_sequence_) return "belongs to no commit";
  return {};
}

void Auditor::entry(const JournalEntry& entry, std::string_view bad_field) {
  ++rows_;
  if (chain_broken_) return;
  if (entry.sequence < 1) {
    // It sorts before the chain; the gap that it left, if any, is the better answer.
    if (stray_.empty()) stray_ = "an entry has the sequence " + std::to_string(entry.sequence);
    return;
  }
  const std::int64_t expected = head_.sequence + 1;
  std::string fault;
  if (entry.sequence > expected) {
    fault = "the entry is missing; the next one is " + std::to_string(entry.sequence);
  } else if (entry.sequence < expected) {
    fault = "entry " + std::to_string(entry.sequence) + " stands in the place of this one";
  } else {
    fault = fault_of(entry, bad_field);
  }
  if (!fault.empty()) {
    chain_broken_ = true;
    return blame(expected, std::move(fault));
  }
  head_ = {.sequence = entry.sequence, .recorded_at = entry.recorded_at, .hash = entry.hash};
  commit_sequence_ = entry.commit_sequence;
  last_[entry.noun][entry.noun_id] = {
      .sequence = entry.sequence, .removed = entry.after.empty(), .seen = false};
}

void Auditor::row(std::string_view noun, std::int64_t id, std::int64_t revision) {
  if (chain_broken_) return;
  const std::string name = std::string(noun) + "/" + std::to_string(id);
  if (revision > head_.sequence) {
    return blame(head_.sequence + 1, name + " stands at revision " + std::to_string(revision) +
                                         ", beyond the end of the journal");
  }
  const auto rows = last_.find(noun);
  const auto at = rows == last_.end() ? decltype(rows->second.end()){} : rows->second.find(id);
  if (rows == last_.end() || at == rows->second.end()) {
    return blame(revision, name + " stands in its table but never in the journal");
  }
  at->second.seen = true;
  if (at->second.removed) {
    return blame(at->second.sequence, name + " was removed but stands in its table");
  }
  if (at->second.sequence != revision) {
    blame(at->second.sequence, name + " stands at revision " + std::to_string(revision) +
                                   ", its last entry is " + std::to_string(at->second.sequence));
  }
}

AuditReport Auditor::finish(const Head& recorded) {
  if (!chain_broken_ && recorded.sequence > head_.sequence) {
    // Without the entries cut off, tables seem to be ahead of the journal: only the cut is named.
    first_bad_ = head_.sequence + 1;
    reason_ = "the journal ends before this entry; its recorded head is " +
              std::to_string(recorded.sequence);
  } else if (!chain_broken_) {
    blame_missing_rows();
    if (recorded != head_) blame(head_.sequence, "the last entry is not the recorded head");
    if (reason_.empty() && !stray_.empty()) blame(1, stray_);
  }
  return {.rows = rows_,
          .ok = reason_.empty(),
          .first_bad_sequence = first_bad_,
          .reason = reason_,
          .head_hash = head_.hash};
}

void Auditor::blame_missing_rows() {
  for (const auto& [noun, rows] : last_) {
    for (const auto& [id, last] : rows) {
      if (last.removed || last.seen) continue;
      blame(last.sequence, noun + "/" + std::to_string(id) + " is missing from its table");
    }
  }
}

}  // namespace tc::store
