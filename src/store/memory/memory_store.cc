// SPDX-License-Identifier: Apache-2.0
#include "store/memory/memory_store.h"

#include <algorithm>
#include <mutex>

#include "store/audit.h"
#include "store/chain.h"
#include "store/check.h"

namespace tc::store {
namespace {

using model::JournalEntry;
using model::Row;

struct Key {
  std::string noun;
  std::int64_t id{};
  friend auto operator<=>(const Key&, const Key&) = default;
};

struct Reply {
  IdempotencyRecord record;
  std::int64_t recorded_at{};
};

struct CityData {
  std::map<Key, Row> rows;
  std::vector<JournalEntry> journal;
  std::map<std::string, Reply, std::less<>> replies;
  Head head{.sequence = 0, .recorded_at = 0, .hash = zero_hash()};
};

Key key_of(const Row& row) { return {std::string(model::noun_of(row)), model::id_of(row)}; }

bool has_all_references(const CityData& data) {
  return std::ranges::all_of(data.rows, [&data](const auto& item) {
    return std::ranges::all_of(references_of(item.second), [&data](const Reference& reference) {
      return data.rows.contains({std::string(reference.noun), reference.id});
    });
  });
}

bool has_parts(const CityData& data, std::int64_t project) {
  return std::ranges::any_of(data.rows, [project](const auto& item) {
    return !std::holds_alternative<model::Project>(item.second) &&
           model::project_of(item.second).value == project;
  });
}

bool wants(const JournalQuery& query, const JournalEntry& entry) {
  const bool project = !query.projects || std::ranges::find(*query.projects, entry.project_id) !=
                                              query.projects->end();
  return project && entry.sequence >= query.from_sequence &&
         (query.noun.empty() || entry.noun == query.noun) &&
         (query.noun_id == 0 || entry.noun_id == query.noun_id) &&
         (!query.up_to_day || entry.day <= *query.up_to_day);
}

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(Clock clock) : clock_(std::move(clock)) {}

  Result<std::vector<model::City>> cities() override;
  Result<Loaded> load(model::CityCode city) override;
  std::future<Result<Receipt>> submit(Commit commit) override;
  Result<std::vector<JournalEntry>> journal(model::CityCode city,
                                            const JournalQuery& query) override;
  Result<Head> head(model::CityCode city) override {
    const std::lock_guard lock(mutex_);
    return cities_[city].head;
  }
  Result<std::optional<IdempotencyRecord>> find_reply(model::CityCode city,
                                                      std::string_view key) override;
  Result<AuditReport> verify(model::CityCode city) override;
  Health health() override {
    return {.engine = "memory",
            .engine_version = "1",
            .schema_version = 0,
            .writable = true,
            .problem = {}};
  }

 private:
  [[nodiscard]] Result<Receipt> apply(CityData& data, Commit& commit);
  [[nodiscard]] static Result<void> write(CityData& data, model::CityCode city,
                                          const Change& change);

  Clock clock_;
  std::mutex mutex_;
  Sm3 sm3_;
  std::map<model::CityCode, CityData> cities_;
};

Result<std::vector<model::City>> MemoryStore::cities() {
  const std::lock_guard lock(mutex_);
  std::vector<model::City> out;
  for (const auto& [code, data] : cities_) {
    const auto at = data.rows.find({std::string(model::City::kNoun), code.value});
    if (at != data.rows.end()) out.push_back(std::get<model::City>(at->second));
  }
  return out;
}

Result<Loaded> MemoryStore::load(model::CityCode city) {
  const std::lock_guard lock(mutex_);
  const CityData& data = cities_[city];
  if (!data.rows.contains({std::string(model::City::kNoun), city.value})) {
    return fail_no_city(city, Code::not_found);
  }
  Loaded out;
  std::vector<Row> rows;
  for (const auto& [key, row] : data.rows) rows.push_back(row);
  model::put_all(out.state, rows);
  out.head = data.head;
  for (const JournalEntry& entry : data.journal) {
    std::int64_t& last = out.last_ids[entry.noun];
    last = std::max(last, entry.noun_id);
  }
  return out;
}

Result<void> MemoryStore::write(CityData& data, model::CityCode city, const Change& change) {
  const Key key = key_of(change.row);
  const auto at = data.rows.find(key);
  if (change.before.empty()) {
    if (at != data.rows.end()) return fail_exists(change.row);
    data.rows.emplace(key, change.row);
    return {};
  }
  if (at == data.rows.end() || model::project_of(at->second) != model::project_of(change.row)) {
    return fail_absent(change.row);
  }
  if (change.removed && std::holds_alternative<model::Project>(change.row) &&
      has_parts(data, key.id)) {
    return fail_reference(city);
  }
  if (change.removed) {
    data.rows.erase(at);
  } else {
    at->second = change.row;
  }
  return {};
}

Result<Receipt> MemoryStore::apply(CityData& data, Commit& commit) {
  TC_TRY_VOID(check_head(commit, data.head));
  TC_TRY(const std::int64_t now, record_time(clock_(), data.head));
  if (commit.idempotency) {
    std::erase_if(data.replies, [now](const auto& item) {
      return item.second.recorded_at <= now - kReplyLifetimeMs;
    });
    if (data.replies.contains(commit.idempotency->key)) {
      return fail_key_used(commit.idempotency->key);
    }
  }
  const Place place{.commit_sequence = data.head.sequence + 1, .recorded_at = now};
  for (Change& change : commit.changes) {
    JournalEntry entry = next_entry(commit, change, data.head, place, sm3_);
    model::set_revision(change.row, entry.sequence);
    TC_TRY_VOID(write(data, commit.acting.city, change));
    data.head = {.sequence = entry.sequence, .recorded_at = now, .hash = entry.hash};
    data.journal.push_back(std::move(entry));
  }
  if (!has_all_references(data)) return fail_reference(commit.acting.city);
  if (!data.rows.contains({std::string(model::City::kNoun), commit.acting.city.value})) {
    return fail_no_city(commit.acting.city, Code::not_found);
  }
  if (commit.idempotency) {
    data.replies.emplace(commit.idempotency->key, Reply{*commit.idempotency, now});
  }
  return Receipt{.first_sequence = place.commit_sequence,
                 .last_sequence = data.head.sequence,
                 .recorded_at = now,
                 .head_hash = data.head.hash};
}

std::future<Result<Receipt>> MemoryStore::submit(Commit commit) {
  std::promise<Result<Receipt>> done;
  const std::lock_guard lock(mutex_);
  const auto checked = check_commit(commit);
  if (!checked) {
    done.set_value(tl::unexpected<Error>(checked.error()));
    return done.get_future();
  }
  CityData copy = cities_[commit.acting.city];
  auto receipt = apply(copy, commit);
  if (receipt) cities_[commit.acting.city] = std::move(copy);
  done.set_value(std::move(receipt));
  return done.get_future();
}

Result<std::vector<JournalEntry>> MemoryStore::journal(model::CityCode city,
                                                       const JournalQuery& query) {
  const std::lock_guard lock(mutex_);
  std::vector<JournalEntry> out;
  for (const JournalEntry& entry : cities_[city].journal) {
    if (wants(query, entry)) out.push_back(entry);
  }
  if (query.newest_first) std::ranges::reverse(out);
  if (out.size() > query.limit) out.resize(query.limit);
  return out;
}

Result<std::optional<IdempotencyRecord>> MemoryStore::find_reply(model::CityCode city,
                                                                 std::string_view key) {
  const std::lock_guard lock(mutex_);
  const CityData& data = cities_[city];
  const auto at = data.replies.find(key);
  if (at == data.replies.end() || at->second.recorded_at <= clock_() - kReplyLifetimeMs) {
    return std::nullopt;
  }
  return at->second.record;
}

Result<AuditReport> MemoryStore::verify(model::CityCode city) {
  const std::lock_guard lock(mutex_);
  const CityData& data = cities_[city];
  Auditor auditor(city);
  for (const JournalEntry& entry : data.journal) auditor.entry(entry);
  for (const auto& [key, row] : data.rows) auditor.row(key.noun, key.id, model::revision_of(row));
  return auditor.finish(data.head);
}

}  // namespace

std::unique_ptr<Store> make_memory_store(Clock clock) {
  return std::make_unique<MemoryStore>(std::move(clock));
}

}  // namespace tc::store
