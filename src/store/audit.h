// Checks a city's journal: no gap, each hash right, each previous hash the one before, times in
// order, commits whole, the chain as long as its recorded head, and each row at the revision that
// its last entry gave it. Fed with the entries in order of sequence, then with the rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/chain.h"
#include "store/store.h"

namespace tc::store {

class Auditor {
 public:
  explicit Auditor(model::CityCode city);

  /// `bad_field` names a field whose stored value could not even be read.
  void entry(const model::JournalEntry& entry, std::string_view bad_field = {});
  void row(std::string_view noun, std::int64_t id, std::int64_t revision);
  [[nodiscard]] AuditReport finish(const Head& recorded);

 private:
  struct Last {
    std::int64_t sequence{};
    bool removed = false;
    bool seen = false;
  };
  void blame(std::int64_t sequence, std::string reason);
  void blame_missing_rows();
  [[nodiscard]] std::string fault_of(const model::JournalEntry& entry, std::string_view bad_field);

  model::CityCode city_;
  Sm3 sm3_;
  Head head_;
  std::int64_t commit_sequence_ = 0;
  std::int64_t rows_ = 0;
  std::map<std::string, std::unordered_map<std::int64_t, Last>, std::less<>> last_;
  std::int64_t first_bad_ = 0;
  std::string reason_;
  std::string stray_;
  bool chain_broken_ = false;
};

}  // namespace tc::store
