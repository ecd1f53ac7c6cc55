// What the engine and the rules say of a city's state at a data date: dates, driving chains, lights
// and decisions of each project. Projects that no link joins are computed apart, so that after a
// change only the group of the changed project is computed again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/library.h"
#include "base/result.h"
#include "engine/cpm/cpm.h"
#include "model/state.h"
#include "rules/light.h"
#include "rules/measures.h"
#include "rules/prior.h"
#include "rules/rank.h"

namespace tc::app {

/// Computed dates of one activity; minutes are working minutes of its calendar.
struct ActivityDates {
  Minute early_start, early_finish, late_start, late_finish;
  std::int64_t total_float{}, free_float{};
  engine::StartCause cause{};
  bool critical = false;
  bool longest_path = false;
  bool in_network = false;
};

struct BlockerDrag {
  model::BlockerId id;
  std::int64_t days{};  ///< finish with − finish without
  Day useful_from;      ///< the day its activity could go on without it
};

/// A gate on the driving chain, and what its optimistic duration would save.
struct GateGain {
  model::ActivityId id;
  std::int64_t days{};
  Day by;  ///< when it would be through
};

struct ProjectPicture {
  std::shared_ptr<const model::ProjectFile> file;
  std::vector<ActivityDates> dates;      ///< beside file->activities
  std::vector<model::ActivityId> chain;  ///< drives the finish, begun or finished steps too
  std::vector<model::LinkId> driving_links;
  std::optional<Minute> finish;  ///< latest early finish outside ramp-up (phase R)
  rules::BaselineFinish baseline;
  std::optional<std::int64_t> days_late;
  rules::Measures measures;
  rules::LightResult light;
  std::vector<BlockerDrag> drags;
  std::vector<GateGain> gates;
  std::vector<rules::Candidate> candidates;
  std::string initials;
  std::vector<model::ActivityId> foreign;  ///< predecessors in other projects
  std::optional<Error> error;              ///< why there are no dates
  std::optional<Note> note;                ///< why its dates are not those of its own planning tool
};
using PicturePtr = std::shared_ptr<const ProjectPicture>;

struct CityPicture {
  std::shared_ptr<const model::CityState> state;
  Day data_date;
  std::vector<PicturePtr> projects;  ///< beside state->projects
};

/// A hold for each open blocker that is tied to an activity, until its expected release.
[[nodiscard]] std::vector<engine::Hold> open_holds(const model::ProjectFile& file,
                                                   const rules::BlockerPriors& priors,
                                                   Day data_date);
[[nodiscard]] ActivityDates dates_of(const engine::Network& network,
                                     const engine::Schedule& schedule, std::size_t node);
/// What drives the project's latest early finish outside ramp-up; empty without a network.
[[nodiscard]] std::vector<model::ActivityId> driving_chain_of(const engine::Network& network,
                                                              const engine::Schedule& schedule,
                                                              const model::ProjectFile& file);

/// Language of the system's own words; names and texts of records keep theirs.
enum class Language : std::uint8_t { zh, en };
/// What the gain of a gate rests on: its durations and where they come from.
[[nodiscard]] std::string gate_basis(const model::Activity& activity, Language language);
/// What the gain of a blocker rests on: the record, and whence the date of its release.
[[nodiscard]] std::string blocker_basis(const model::Blocker& blocker,
                                        const rules::ExpectedRelease& release, Language language);

/// What a group of projects is computed from, apart from their files.
struct PictureContext {
  const engine::CalendarTable* calendars = nullptr;
  Day data_date;
  const rules::LightPack* pack = nullptr;
  const rules::BlockerPriors* priors = nullptr;
};

/// Pictures of projects that links join; beside `files`.
[[nodiscard]] std::vector<PicturePtr> compute_group(
    std::span<const std::shared_ptr<const model::ProjectFile>> files,
    const PictureContext& context);

class PictureCache {
 public:
  /// The picture of this state; computes what is not known yet. Rules: those of calendars.
  [[nodiscard]] Result<std::shared_ptr<const CityPicture>> of(
      const Library& library, const std::shared_ptr<const model::CityState>& state, Day data_date);

 private:
  struct Shelf;
  using Key = std::pair<model::CityCode, Day>;
  std::mutex mutex_;  ///< one computation at a time; readers of ready pictures hold it briefly
  std::map<Key, std::shared_ptr<Shelf>> shelves_;
};

}  // namespace tc::app
