// SPDX-License-Identifier: Apache-2.0
#include "app/app.h"

#include <chrono>
#include <set>
#include <shared_mutex>

#include "app/as_of.h"
#include "app/outlook_cache.h"
#include "app/picture.h"
#include "formats/noun/noun_json.h"

namespace tc::app {
namespace {

constexpr std::int64_t kChinaOffsetMs = 8LL * 60 * 60 * 1000;
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

std::int64_t system_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string json_of(const model::Row& row) {
  return formats::to_json_text(row, formats::Revisions::leave_out);
}

std::optional<model::Row> current_row(const model::CityState& state, const model::Row& row) {
  return model::find_row(state, row);
}

}  // namespace

struct App::Book {
  explicit Book(model::CityCode code) : city(code) {}
  const model::CityCode city;
  std::mutex writer;  ///< held from deciding to publishing: one writer a city
  std::int64_t head_sequence{};
  std::map<std::string, std::int64_t, std::less<>> last_ids;
  mutable std::shared_mutex reader;  ///< guards `published` and `past`
  StatePtr published;
  std::map<std::pair<std::int64_t, Day>, StatePtr> past;  ///< by head sequence and date
};

App::App(std::function<std::int64_t()> now_ms, Library library, std::unique_ptr<store::Store> store)
    : now_ms_(std::move(now_ms)),
      library_(std::move(library)),
      store_(std::move(store)),
      pictures_(std::make_unique<PictureCache>()),
      outlooks_(std::make_unique<OutlookCache>()) {}

App::~App() = default;

Result<std::unique_ptr<App>> App::open(AppOptions options) {
  if (!options.now_ms) options.now_ms = system_now_ms;
  TC_TRY(Library library, load_library(options.templates_dir));
  TC_TRY(std::unique_ptr<store::Store> store, store::open_store(options.db, options.now_ms));
  std::unique_ptr<App> app(new App(options.now_ms, std::move(library), std::move(store)));
  TC_TRY_VOID(app->load_cities());
  return app;
}

Result<void> App::load_cities() {
  TC_TRY(const std::vector<model::City> cities, store_->cities());
  for (const model::City& city : cities) {
    TC_TRY(store::Loaded loaded, store_->load(city.code));
    Book& book = book_for(city.code);
    book.head_sequence = loaded.head.sequence;
    book.last_ids = std::move(loaded.last_ids);
    book.published = std::make_shared<const model::CityState>(std::move(loaded.state));
  }
  return {};
}

Day App::today() const {
  return {static_cast<std::int32_t>((now_ms_() + kChinaOffsetMs) / kDayMs)};
}

std::vector<model::CityCode> App::cities() const {
  const std::lock_guard lock(mutex_);
  std::vector<model::CityCode> codes;
  for (const auto& [code, book] : books_) {
    const std::shared_lock reader(book->reader);
    if (book->published) codes.push_back(code);
  }
  return codes;
}

App::Book* App::book(model::CityCode city) const {
  const std::lock_guard lock(mutex_);
  const auto found = books_.find(city);
  return found == books_.end() ? nullptr : found->second.get();
}

App::Book& App::book_for(model::CityCode city) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<Book>& slot = books_[city];
  if (!slot) slot = std::make_unique<Book>(city);
  return *slot;
}

Result<StatePtr> App::state(model::CityCode city) const {
  const Book* found = book(city);
  if (found != nullptr) {
    const std::shared_lock reader(found->reader);
    if (found->published) return found->published;
  }
  std::vector<std::string> known;
  for (const model::CityCode code : cities()) known.push_back(std::to_string(code.value));
  return fail(
      Code::not_found, "city.unknown",
      "no city " + std::to_string(city.value) + " in this database", "city",
      known.empty() ? "run tongchou init --example yangquan" : "cities here: " + [&known] {
        std::string list;
        for (const std::string& code : known) list += code + " ";
        return list;
      }());
}

Result<StatePtr> App::state_at(model::CityCode city, std::optional<Day> as_of) {
  TC_TRY(StatePtr present, state(city));
  if (!as_of || *as_of >= data_date_of(*this, *present)) return present;
  Book& found = book_for(city);
  std::pair<std::int64_t, Day> key;
  {
    const std::shared_lock reader(found.reader);
    key = {found.head_sequence, *as_of};
    if (const auto kept = found.past.find(key); kept != found.past.end()) return kept->second;
  }
  TC_TRY(model::CityState past, replay(*store_, city, *as_of));
  const auto result = std::make_shared<const model::CityState>(std::move(past));
  const std::unique_lock writer(found.reader);
  if (found.past.size() >= 8) found.past.clear();  // a few dates are looked at, over and over
  found.past[key] = result;
  return result;
}

Result<StatePtr> App::change(const ChangeRequest& request, const Decide& decide) {
  const model::CityCode city = request.acting.city;
  if (!request.create) {
    TC_TRY_VOID(state(city).map([](const StatePtr&) {}));
  }
  Book& found = book_for(city);
  const std::lock_guard writer(found.writer);
  StatePtr before;
  {
    const std::shared_lock reader(found.reader);
    before = found.published ? found.published : std::make_shared<const model::CityState>();
  }
  IdSource ids(found.last_ids);
  TC_TRY(const Plan plan, decide(*before, ids));
  return commit(found, request, before, plan);
}

namespace {

store::Change change_of(const model::CityState& before, const model::Row& row, bool removed) {
  const std::optional<model::Row> old = current_row(before, row);
  return {.row = row,
          .removed = removed,
          .before = old ? json_of(*old) : std::string(),
          .after = removed ? std::string() : json_of(row)};
}

}  // namespace

Result<StatePtr> App::commit(Book& book, const ChangeRequest& request, StatePtr before,
                             const Plan& plan) {
  store::Commit commit{.acting = request.acting,
                       .day = plan.day.value_or(data_date_of(*this, *before)),
                       .action = plan.action,
                       .reason = plan.reason,
                       .request_id = request.origin.request_id,
                       .changes = {},
                       .idempotency = std::nullopt,
                       .expected_sequence = book.head_sequence};
  std::vector<model::Row> rows;  // those whose content really changes, with their new revision
  std::int64_t sequence = book.head_sequence;
  for (const model::Row& row : plan.put) {
    store::Change change = change_of(*before, row, false);
    if (change.before == change.after) continue;
    rows.push_back(row);
    model::set_revision(rows.back(), ++sequence);
    commit.changes.push_back(std::move(change));
  }
  for (const model::Row& row : plan.removed) {
    commit.changes.push_back(change_of(*before, row, true));
    ++sequence;
  }
  auto next = std::make_shared<model::CityState>(*before);
  model::put_all(*next, rows);
  for (const model::Row& row : plan.removed) model::remove(*next, row);
  StatePtr after = std::move(next);
  if (!request.origin.idempotency_key.empty() && request.reply) {
    commit.idempotency = store::IdempotencyRecord{.key = request.origin.idempotency_key,
                                                  .request_digest = request.origin.request_digest,
                                                  .status = 200,
                                                  .reply = request.reply(after)};
  }
  if (commit.changes.empty() && !commit.idempotency) return after;
  TC_TRY(const store::Receipt receipt, store_->commit(std::move(commit)));
  publish(book, after, receipt, rows);
  return after;
}

void App::publish(Book& book, StatePtr after, const store::Receipt& receipt,
                  const std::vector<model::Row>& rows) {
  {
    const std::unique_lock writer(book.reader);
    book.published = std::move(after);
    book.head_sequence = receipt.last_sequence;
    book.past.clear();
  }
  for (const model::Row& row : rows) {
    std::int64_t& last = book.last_ids[std::string(model::noun_of(row))];
    last = std::max(last, model::id_of(row));
  }
  std::set<model::ProjectId> touched;
  for (const model::Row& row : rows) touched.insert(model::project_of(row));
  const Change change{.city = book.city,
                      .sequence = receipt.last_sequence,
                      .projects = {touched.begin(), touched.end()}};
  std::vector<std::function<void(const Change&)>> listeners;
  {
    const std::lock_guard lock(mutex_);
    listeners = listeners_;
  }
  for (const auto& listener : listeners) listener(change);
}

void App::on_change(std::function<void(const Change&)> listener) {
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
}

Day data_date_of(const App& app, const model::CityState& state) {
  return state.city.data_date.value_or(app.today());
}

bool in_scope(const model::Scope& scope, const model::Project& project) {
  switch (scope.kind) {
    case model::ScopeKind::city:
      return true;
    case model::ScopeKind::county:
      return project.county == scope.county;
    case model::ScopeKind::organization:
      return project.unit == scope.organization || project.lead_department == scope.organization;
    case model::ScopeKind::project:
      return project.id == scope.project_id;
  }
  return false;
}

}  // namespace tc::app
