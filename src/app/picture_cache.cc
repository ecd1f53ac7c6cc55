// Which projects hang together, what is already known of them, and the rest in parallel.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>
#include <unordered_map>

#include "app/picture.h"
#include "engine/calendar/compile.h"

namespace tc::app {
namespace {

using Files = std::vector<std::shared_ptr<const model::ProjectFile>>;
using StatePtr = std::shared_ptr<const model::CityState>;

constexpr std::size_t kShelves = 6;       // cities × dates looked at lately
constexpr std::size_t kParallelFrom = 8;  // groups to compute before threads pay

/// Groups of positions in `projects` that links join; each sorted, ordered by first member.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  void join(std::size_t a, std::size_t b) {
    const std::size_t x = root(a);
    const std::size_t y = root(b);
    parent_[std::max(x, y)] = std::min(x, y);
  }
  [[nodiscard]] std::vector<std::vector<std::size_t>> sorted() {
    std::vector<std::vector<std::size_t>> members(parent_.size());
    for (std::size_t i = 0; i < parent_.size(); ++i) members[root(i)].push_back(i);
    std::erase_if(members, [](const auto& group) { return group.empty(); });
    return members;
  }

 private:
  std::size_t root(std::size_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  std::vector<std::size_t> parent_;
};

std::vector<model::ActivityId> foreign_of(const model::ProjectFile& file) {
  std::vector<model::ActivityId> foreign;
  for (const model::Link& link : file.links) {
    if (model::find_activity(file, link.predecessor_id) == nullptr) {
      foreign.push_back(link.predecessor_id);
    }
  }
  return foreign;
}

}  // namespace

/// What is known for one city at one data date.
struct PictureCache::Shelf {
  std::vector<model::Calendar> calendars;
  std::optional<engine::CalendarTable> table;
  std::string pack;
  std::shared_ptr<const CityPicture> last;
  struct Known {
    PicturePtr picture;
    Files group;  ///< the files it was computed with
  };
  std::unordered_map<const model::ProjectFile*, Known> known;

  Result<void> prepare(const model::CityState& state);
  std::vector<std::vector<std::size_t>> groups(const model::CityState& state) const;
  std::shared_ptr<const CityPicture> complete(const Library& library, const StatePtr& state,
                                              Day data_date);
};

/// Compiles the calendars again when they, or the pack, are not what was computed with.
Result<void> PictureCache::Shelf::prepare(const model::CityState& state) {
  if (table && calendars == state.calendars && pack == state.city.light_pack) return {};
  known.clear();
  calendars = state.calendars;
  pack = state.city.light_pack;
  table.emplace(calendars);
  return table->compile_all();
}

std::vector<std::vector<std::size_t>> PictureCache::Shelf::groups(
    const model::CityState& state) const {
  Groups groups(state.projects.size());
  const auto position_of = [&state](model::ActivityId id) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < state.projects.size(); ++i) {
      if (model::find_activity(*state.projects[i], id) != nullptr) return i;
    }
    return std::nullopt;
  };
  for (std::size_t i = 0; i < state.projects.size(); ++i) {
    const model::ProjectFile* file = state.projects[i].get();
    const auto found = known.find(file);
    const std::vector<model::ActivityId> foreign =
        found == known.end() ? foreign_of(*file) : found->second.picture->foreign;
    for (const model::ActivityId id : foreign) {
      if (const std::optional<std::size_t> other = position_of(id)) groups.join(i, *other);
    }
  }
  return groups.sorted();
}

std::shared_ptr<const CityPicture> PictureCache::Shelf::complete(const Library& library,
                                                                 const StatePtr& state,
                                                                 Day data_date) {
  struct Work {
    std::vector<std::size_t> members;
    Files files;
    std::vector<PicturePtr> pictures;
  };
  auto result = std::make_shared<CityPicture>();
  result->state = state;
  result->data_date = data_date;
  result->projects.resize(state->projects.size());
  std::vector<Work> missing;
  std::unordered_map<const model::ProjectFile*, Known> next;
  for (std::vector<std::size_t>& members : groups(*state)) {
    Files files;
    for (const std::size_t i : members) files.push_back(state->projects[i]);
    const auto found = known.find(files.front().get());
    if (found == known.end() || found->second.group != files) {
      missing.push_back({.members = std::move(members), .files = std::move(files), .pictures = {}});
      continue;
    }
    for (const std::size_t i : members) {
      const Known& kept = known.at(state->projects[i].get());
      result->projects[i] = kept.picture;
      next.emplace(state->projects[i].get(), kept);
    }
  }
  const PictureContext context{.calendars = &*table,
                               .data_date = data_date,
                               .pack = &pack_of(library, pack),
                               .priors = &library.priors};
  std::atomic<std::size_t> at{0};
  const auto run = [&] {
    for (std::size_t i = at++; i < missing.size(); i = at++) {
      missing[i].pictures = compute_group(missing[i].files, context);
    }
  };
  const unsigned helpers =
      missing.size() < kParallelFrom ? 0 : std::thread::hardware_concurrency() - 1;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < helpers; ++i) threads.emplace_back(run);
    run();
  }
  for (Work& work : missing) {
    for (std::size_t i = 0; i < work.members.size(); ++i) {
      result->projects[work.members[i]] = work.pictures[i];
      next.emplace(work.files[i].get(), Known{work.pictures[i], work.files});
    }
  }
  known = std::move(next);
  last = result;
  return result;
}

Result<std::shared_ptr<const CityPicture>> PictureCache::of(const Library& library,
                                                            const StatePtr& state, Day data_date) {
  const std::lock_guard lock(mutex_);
  const Key key{state->city.code, data_date};
  if (!shelves_.contains(key) && shelves_.size() >= kShelves) shelves_.erase(shelves_.begin());
  std::shared_ptr<Shelf>& shelf = shelves_[key];
  if (!shelf) shelf = std::make_shared<Shelf>();
  if (shelf->last && shelf->last->state == state) return shelf->last;
  TC_TRY_VOID(shelf->prepare(*state));
  return shelf->complete(library, state, data_date);
}

}  // namespace tc::app
