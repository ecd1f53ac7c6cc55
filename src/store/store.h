// The port to the database. Tables of rows are the truth; every change and its journal entry stand
// in one transaction; one SM3 chain per city. The app keeps snapshots and filters by scope itself;
// the store only knows cities, so the city comes first in every query and key. Times are ms since
// 1970 UTC, lent by the caller's clock. All functions may be called from any thread.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/acting.h"
#include "model/journal.h"
#include "model/state.h"

namespace tc::store {

/// Milliseconds since 1970 UTC.
using Clock = std::function<std::int64_t()>;

inline constexpr std::int64_t kReplyLifetimeMs = 7LL * 24 * 60 * 60 * 1000;
inline constexpr std::int64_t kClockToleranceMs = 5000;

/// One row put or removed. `before` and `after` are canonical JSON of the noun without its
/// revision: `before` empty means the row is new (and it must not exist), `after` empty that it is
/// removed. The store sets the row's revision to the journal sequence of this change. A row keeps
/// its id and its project for life: to move an order, remove it and put it again in the same
/// commit. A project is removed after its parts.
struct Change {
  model::Row row;
  bool removed = false;
  std::string before;
  std::string after;
};

/// The reply to a request that carried an Idempotency-Key, kept kReplyLifetimeMs.
struct IdempotencyRecord {
  std::string key;
  std::string request_digest;
  int status{};
  std::string reply;
  friend bool operator==(const IdempotencyRecord&, const IdempotencyRecord&) = default;
};

/// What one use case decided: all or nothing.
struct Commit {
  model::Acting acting;  ///< acting.city is the city written to
  Day day;               ///< the day the facts hold from
  std::string action;    ///< use case, e.g. "activity.finish"
  std::string reason;
  std::string request_id;
  std::vector<Change> changes;  ///< applied in order; references are checked at the end
  std::optional<IdempotencyRecord> idempotency;
  std::int64_t expected_sequence = -1;  ///< head sequence decided on; -1: whatever it is
};

/// Journal sequences of a commit's changes. A commit without changes (a reply to keep) has
/// first_sequence = last_sequence + 1.
struct Receipt {
  std::int64_t first_sequence{};
  std::int64_t last_sequence{};
  std::int64_t recorded_at{};
  std::string head_hash;  ///< 64 hex digits, of last_sequence
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// End of a city's chain; sequence 0 and the zero hash before the first change.
struct Head {
  std::int64_t sequence{};
  std::int64_t recorded_at{};
  std::string hash;
  friend bool operator==(const Head&, const Head&) = default;
};

/// A city as stored, with the head it stands at, read in one transaction.
struct Loaded {
  model::CityState state;
  Head head;
  std::map<std::string, std::int64_t, std::less<>> last_ids;  ///< highest id ever used, by noun
};

struct JournalQuery {
  std::optional<std::vector<model::ProjectId>> projects;  ///< unset: all and the city's own (0)
  std::string noun;                                       ///< collection name; empty: any
  std::int64_t noun_id = 0;                               ///< 0: any; else with noun
  std::int64_t from_sequence = 1;
  std::optional<Day> up_to_day;  ///< facts that hold from this day or earlier
  bool newest_first = false;
  std::size_t limit = 500;
};

/// What `verify` found. Not ok: the first row that breaks the chain and why, or the last entry of a
/// row whose table does not agree with the journal.
struct AuditReport {
  std::int64_t rows{};
  bool ok = false;
  std::int64_t first_bad_sequence{};  ///< 0 when ok
  std::string reason;                 ///< empty when ok
  std::string head_hash;
};

struct Health {
  std::string engine;  ///< "sqlite", "memory"
  std::string engine_version;
  std::int32_t schema_version{};
  bool writable = false;
  std::string problem;  ///< why it is not writable
};

/// Rules of `commit`: store.stale (head moved on; conflict), store.key_used (idempotency key known;
/// conflict, see find_reply), store.exists and store.absent (the row is, or is not, there;
/// conflict), store.reference (a row would point at nothing; conflict), store.append_only (a kept
/// forecast; conflict), store.city, store.id, store.text, store.number, store.change (bad_input),
/// store.clock, store.full, store.io, store.locked, store.corrupt (store).
class Store {
 public:
  Store() = default;
  virtual ~Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Sorted by code.
  [[nodiscard]] virtual Result<std::vector<model::City>> cities() = 0;
  /// Rule: store.city (not_found).
  [[nodiscard]] virtual Result<Loaded> load(model::CityCode city) = 0;

  /// Queues a commit. The future is ready once it is durable or refused; commits queued together
  /// share one transaction, in the order of submission, and a refused one leaves no trace.
  [[nodiscard]] virtual std::future<Result<Receipt>> submit(Commit commit) = 0;
  /// `submit` and wait.
  [[nodiscard]] Result<Receipt> commit(Commit commit) { return submit(std::move(commit)).get(); }

  [[nodiscard]] virtual Result<std::vector<model::JournalEntry>> journal(
      model::CityCode city, const JournalQuery& query) = 0;
  [[nodiscard]] virtual Result<Head> head(model::CityCode city) = 0;
  /// The reply kept under this key, when not older than kReplyLifetimeMs.
  [[nodiscard]] virtual Result<std::optional<IdempotencyRecord>> find_reply(
      model::CityCode city, std::string_view key) = 0;

  /// Recomputes the whole chain and compares each row's revision with its last journal entry.
  [[nodiscard]] virtual Result<AuditReport> verify(model::CityCode city) = 0;
  /// Writes a probe row; never fails.
  [[nodiscard]] virtual Health health() = 0;
};

/// Opens `sqlite:PATH` (made and migrated when needed; one process at a time). Rules:
/// store.address, store.open, store.locked, store.corrupt, store.schema, store.full, store.io.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(std::string_view address, Clock clock);

}  // namespace tc::store
