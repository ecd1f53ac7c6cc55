// The application: opens the store, keeps each city's current state in memory as an immutable
// snapshot, and carries every change through load → decide → save. The only layer with a clock,
// transactions, threads and files. Use cases are free functions in the headers beside this one;
// each takes the App and the Acting user with city and scope.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/library.h"
#include "base/result.h"
#include "base/time.h"
#include "model/acting.h"
#include "model/state.h"
#include "store/store.h"

namespace tc::app {

class PictureCache;
class OutlookCache;

using StatePtr = std::shared_ptr<const model::CityState>;

struct AppOptions {
  std::string db = "sqlite:tongchou.db";
  std::string templates_dir;             ///< empty: the embedded templates
  std::function<std::int64_t()> now_ms;  ///< milliseconds since 1970 UTC; empty: the system clock
};

/// What a use case decided to change; nothing has happened yet.
struct Plan {
  std::string action;  ///< e.g. "activity.report"
  std::string reason;
  std::optional<Day> day;  ///< the day the facts hold from; unset: the city's data date
  std::vector<model::Row> put;
  std::vector<model::Row> removed;
};

/// The request that a change answers, for replays and the journal.
struct Origin {
  std::string request_id;
  std::string idempotency_key;  ///< empty: none
  std::string request_digest;   ///< of method, path and body
};

/// Gives ids that the city never used before.
class IdSource {
 public:
  explicit IdSource(std::map<std::string, std::int64_t, std::less<>> last_ids)
      : last_ids_(std::move(last_ids)) {}
  template <class Noun>
  [[nodiscard]] auto next() {
    return decltype(Noun::id){++last_ids_[std::string(Noun::kNoun)]};
  }

 private:
  std::map<std::string, std::int64_t, std::less<>> last_ids_;
};

struct Change {
  model::CityCode city;
  std::int64_t sequence{};  ///< last journal sequence of the commit
  std::vector<model::ProjectId> projects;
};

class App {
 public:
  [[nodiscard]] static Result<std::unique_ptr<App>> open(AppOptions options);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  [[nodiscard]] const Library& library() const { return library_; }
  [[nodiscard]] store::Store& store() { return *store_; }
  [[nodiscard]] PictureCache& pictures() { return *pictures_; }
  [[nodiscard]] OutlookCache& outlooks() { return *outlooks_; }
  /// Today on the city's wall clock (UTC+8).
  [[nodiscard]] Day today() const;
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_(); }

  [[nodiscard]] std::vector<model::CityCode> cities() const;
  /// The published snapshot. Rule: city.unknown.
  [[nodiscard]] Result<StatePtr> state(model::CityCode city) const;
  /// The snapshot as the journal gives it up to and including `as_of`; the present when unset.
  [[nodiscard]] Result<StatePtr> state_at(model::CityCode city, std::optional<Day> as_of);

  using Decide = std::function<Result<Plan>(const model::CityState&, IdSource&)>;
  /// Decides on the newest state and saves the plan with its journal in one transaction; the new
  /// snapshot is published after the commit is durable. A city that does not exist yet starts empty
  /// when `create` is set.
  struct ChangeRequest {
    model::Acting acting;
    Origin origin;
    bool create = false;
    std::function<std::string(StatePtr after)> reply;  ///< stored with the idempotency key
  };
  [[nodiscard]] Result<StatePtr> change(const ChangeRequest& request, const Decide& decide);

  /// Called after each durable change, on the changing thread.
  void on_change(std::function<void(const Change&)> listener);

 private:
  App(std::function<std::int64_t()> now_ms, Library library, std::unique_ptr<store::Store> store);
  struct Book;  ///< one city: its snapshot and its writer's lock
  [[nodiscard]] Book* book(model::CityCode city) const;
  [[nodiscard]] Book& book_for(model::CityCode city);
  Result<void> load_cities();
  Result<StatePtr> commit(Book& book, const ChangeRequest& request, StatePtr before,
                          const Plan& plan);
  void publish(Book& book, StatePtr after, const store::Receipt& receipt,
               const std::vector<model::Row>& rows);

  std::function<std::int64_t()> now_ms_;
  Library library_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<PictureCache> pictures_;
  std::unique_ptr<OutlookCache> outlooks_;
  mutable std::mutex mutex_;  ///< guards books_ and the listeners
  std::map<model::CityCode, std::unique_ptr<Book>> books_;
  std::vector<std::function<void(const Change&)>> listeners_;
};

/// The data date of a state: the city's own, else today.
[[nodiscard]] Day data_date_of(const App& app, const model::CityState& state);

/// Whether the acting user's scope covers this project.
[[nodiscard]] bool in_scope(const model::Scope& scope, const model::Project& project);

}  // namespace tc::app
