// SPDX-License-Identifier: Apache-2.0
#include "app/as_of.h"

#include <map>

#include "formats/noun/noun_json.h"

namespace tc::app {
namespace {

constexpr std::size_t kPage = 20'000;

using Key = std::pair<std::string, std::int64_t>;

}  // namespace

Result<model::CityState> replay(store::Store& store, model::CityCode city, Day as_of) {
  // The last entry of each row wins; a removed row has none. Facts recorded later for an earlier
  // day count, because the question is what held on that day.
  std::map<Key, model::JournalEntry> last;
  store::JournalQuery query;
  query.up_to_day = as_of;
  query.limit = kPage;
  for (;;) {
    TC_TRY(std::vector<model::JournalEntry> page, store.journal(city, query));
    const bool more = page.size() == kPage;
    if (!page.empty()) query.from_sequence = page.back().sequence + 1;
    for (model::JournalEntry& entry : page) {
      Key key{entry.noun, entry.noun_id};
      if (entry.after.empty()) {
        last.erase(key);
      } else {
        last[std::move(key)] = std::move(entry);
      }
    }
    if (!more) break;
  }
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

}  // namespace tc::app
