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

namespace {

Difference difference_of(std::string_view noun, std::int64_t id, std::int64_t sequence) {
  return {.sequence = sequence,
          .text = std::string(noun) + " " + std::to_string(id) +
                  " is not what its last journal entry says"};
}

/// An entry's text as it would be written now: fields that came after it have their defaults.
std::string in_todays_form(const model::JournalEntry& entry) {
  const auto row = formats::row_from_json(entry.noun, entry.after);
  return row ? formats::to_json_text(*row, formats::Revisions::leave_out) : entry.after;
}

/// The first of `doubtful` entries (digest of the row's text now, by sequence) that does not say
/// what its row holds, even read with the fields of today.
Result<std::optional<Difference>> settle(store::Store& store, model::CityCode city,
                                         const std::map<std::int64_t, std::size_t>& doubtful) {
  const std::hash<std::string> digest_of;
  std::optional<Difference> first;
  if (doubtful.empty()) return first;
  TC_TRY_VOID(read_journal(store, city, std::nullopt, [&](const model::JournalEntry& entry) {
    const auto row = doubtful.find(entry.sequence);
    if (first || row == doubtful.end() || row->second == digest_of(in_todays_form(entry))) return;
    first = difference_of(entry.noun, entry.noun_id, entry.sequence);
  }));
  return first;
}

}  // namespace

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
  std::map<std::int64_t, std::size_t> doubtful;
  for (const model::Row& row : model::all_rows(loaded.state)) {
    const auto entry = last.find({std::string(model::noun_of(row)), model::id_of(row)});
    if (entry == last.end()) return difference_of(model::noun_of(row), model::id_of(row), 0);
    const std::size_t now = digest_of(formats::to_json_text(row, formats::Revisions::leave_out));
    if (entry->second.digest != now) doubtful.emplace(entry->second.sequence, now);
  }
  return settle(store, city, doubtful);
}

}  // namespace tc::app
