// SPDX-License-Identifier: Apache-2.0
#include "app/as_of.h"

#include <functional>
#include <map>

#include "formats/noun/noun_json.h"

namespace tc::app {
namespace {

constexpr std::size_t kPage = 20'000;

using Key = std::pair<std::string, std::int64_t>;

}  // namespace

namespace {

/// Calls `take` with each journal entry in order.
template <class Take>
Result<void> read_journal(store::Store& store, model::CityCode city, std::optional<Day> up_to,
                          const Take& take) {
  store::JournalQuery query;
  query.up_to_day = up_to;
  query.limit = kPage;
  for (;;) {
    TC_TRY(std::vector<model::JournalEntry> page, store.journal(city, query));
    const bool more = page.size() == kPage;
    if (!page.empty()) query.from_sequence = page.back().sequence + 1;
    for (model::JournalEntry& entry : page) take(entry);
    if (!more) return {};
  }
}

}  // namespace

Result<model::CityState> replay(store::Store& store, model::CityCode city, Day as_of) {
  // The last entry of each row wins; a removed row has none. Facts recorded later for an earlier
  // day count, because the question is what held on that day.
  std::map<Key, model::JournalEntry> last;
  TC_TRY_VOID(read_journal(store, city, as_of, [&last](model::JournalEntry& entry) {
    Key key{entry.noun, entry.noun_id};
    if (entry.after.empty()) {
      last.erase(key);
    } else {
      last[std::move(key)] = std::move(entry);
    }
  }));
  std::vector<model::Row> rows;
  rows.reserve(last.size());
  for (const auto& [key, entry] : last) {
    TC_TRY(model::Row row, formats::row_from_json(entry.noun, entry.after));
    model::set_revision(row, entry.sequence);
    rows.push_back(std::move(row));
  }
  model::CityState state;
  model::put_all(state, rows);
  if (state.city.code.value == 0) {
    return fail(
        Code::not_found, "as_of.empty",
        "nothing about city " + std::to_string(city.value) + " was recorded by " + to_text(as_of),
        "as_of", "choose a later day");
  }
  return state;
}

Result<std::optional<Difference>> first_difference(store::Store& store, model::CityCode city) {
  struct Last {
    std::int64_t sequence{};
    std::size_t digest{};
  };
  const std::hash<std::string> digest_of;
  std::map<Key, Last> last;
  TC_TRY_VOID(read_journal(store, city, std::nullopt, [&](const model::JournalEntry& entry) {
    last[{entry.noun, entry.noun_id}] = {entry.sequence,
                                         entry.after.empty() ? 0 : digest_of(entry.after)};
  }));
  TC_TRY(const store::Loaded loaded, store.load(city));
  std::optional<Difference> first;
  for (const model::Row& row : model::all_rows(loaded.state)) {
    const auto entry = last.find({std::string(model::noun_of(row)), model::id_of(row)});
    const std::string text = formats::to_json_text(row, formats::Revisions::leave_out);
    if (entry != last.end() && entry->second.digest == digest_of(text)) continue;
    const std::int64_t sequence = entry == last.end() ? 0 : entry->second.sequence;
    if (first && first->sequence <= sequence) continue;
    first = Difference{.sequence = sequence,
                       .text = std::string(model::noun_of(row)) + " " +
                               std::to_string(model::id_of(row)) +
                               " is not what its last journal entry says"};
  }
  return first;
}

}  // namespace tc::app
