// The SM3 chain of a city's journal (GB/T 32905-2016 through OpenSSL). The hash of an entry covers
// every other field, the previous hash among them, so no byte of the past can change unseen.
// Encoding: the tag "tongchou.journal.1", then each field of visit_fields but `hash`, in order, as
// an 8-byte big-endian length and that many bytes (numbers in decimal, days as YYYY-MM-DD).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/store.h"

namespace tc::store {

/// An SM3 computation; usable again after `finish`.
class Sm3 {
 public:
  Sm3();
  ~Sm3();
  Sm3(const Sm3&) = delete;
  Sm3& operator=(const Sm3&) = delete;

  /// 64 lower-case hex digits over the bytes.
  [[nodiscard]] std::string digest(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What the first entry of a city names as its previous hash: 64 zeros.
[[nodiscard]] std::string zero_hash();

[[nodiscard]] std::string encode_entry(const model::JournalEntry& entry);
[[nodiscard]] std::string hash_of(const model::JournalEntry& entry, Sm3& sm3);

/// The entry of one change that follows `head`; its hash is filled in.
struct Place {
  std::int64_t commit_sequence{};
  std::int64_t recorded_at{};
};
[[nodiscard]] model::JournalEntry next_entry(const Commit& commit, const Change& change,
                                             const Head& head, const Place& place, Sm3& sm3);

}  // namespace tc::store
