// A mixed-integer programme that no true plan breaks: its optimum is a bound on the price of every
// plan that meets a date. Time is counted in the work of one reference calendar, in which most
// durations are constant; a duration that depends on its start (winter, another calendar) stands as
// its least value over a stretch of starts, and stretches are split where that was too hopeful.
// What still deceives it is excluded by covers: some activity must then be done faster than in a
// plan known to be late. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/lp/lp.h"
#include "engine/sprint/trial.h"

namespace tc::engine {

/// Early dates of two plans: no plan starts or finishes an activity outside them.
struct SprintFrame {
  Schedule normal;
  Schedule fastest;
  Minute by;
};

class Relaxation {
 public:
  /// `late`: late dates against the date; only activities that are late there enter.
  Relaxation(const Trial& trial, const SprintFrame& frame, const Schedule& late);

  struct Answer {
    LpStatus status{};
    double bound{};  ///< 万元
    Picks picks;     ///< meaningful with a solution
    int nodes{};     ///< of the tree
  };
  /// With `whole` false ways may be taken in parts: a weaker bound, soon told. Rules: those of
  /// `solve` of engine/lp.
  [[nodiscard]] Result<Answer> solve_for_picks(const LpLimits& limits, bool whole);
  /// Activities that enter.
  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  /// Splits the stretches in which the last answer was too hopeful; false when there are none.
  bool split_stretches();
  /// Some activity must be done in a way that the one in `late` is not as fast as.
  void add_cover(const Picks& late);

 private:
  /// Ways in a row of which each takes the same time less and costs the same more than the one
  /// before: one column says whether the run is taken, a second how far into it.
  struct Run {
    std::uint32_t first{}, count{};
    std::uint32_t way{}, more{};  ///< columns of the last programme; `more` only of a longer run
  };
  /// Starts from `first` to `last`, and by choice the least work of the reference calendar between
  /// start and finish, and the finish of a start at `first`.
  struct Stretch {
    Minute first, last;
    std::vector<double> least;
    std::vector<double> finish;
    std::vector<Run> runs;  ///< of the choices that none beats in this stretch
  };
  struct Step {
    std::uint32_t node{};
    bool opaque = false;   ///< its finish follows from more than start and work
    bool by_days = false;  ///< starts at midnights, all of which stand in `finishes`
    std::vector<CrashChoice> choices;
    Minute origin;                              ///< the first of them
    std::vector<double> starts;                 ///< by day, in units
    std::vector<std::vector<double>> finishes;  ///< by choice and day, in units
    std::vector<Stretch> stretches;
    std::uint32_t start{}, end{};  ///< columns of the last programme
  };
  /// Stretch, run and choice.
  struct Taken {
    std::size_t stretch{};
    std::uint32_t choice{};
  };

  void choose_reference();
  void add_step(std::uint32_t node);
  [[nodiscard]] Stretch stretch_of(const Step& step, Minute first, Minute last) const;
  void tabulate(Step& step, Minute first, Minute last) const;
  void measure_days(const Step& step, Stretch& stretch, std::vector<std::uint8_t>& beaten) const;
  [[nodiscard]] double least_of(const Step& step, const CrashChoice& choice, Minute first,
                                Minute last) const;
  void find_runs(const Step& step, const std::vector<std::uint8_t>& beaten, Stretch& stretch) const;
  [[nodiscard]] double units(Minute t) const;
  void write_columns(Step& step, LinearProgram& program) const;
  void write_ways(Step& step, LinearProgram& program) const;
  void write_duration(const Step& step, LinearProgram& program) const;
  void write_links(const Step& step, LinearProgram& program) const;
  void write_link(const Step& step, const Edge& edge, LinearProgram& program) const;
  void write_covers(LinearProgram& program) const;
  void write_faster(const Run& run, const ChoiceSet& set, std::uint32_t late,
                    LinearProgram& program, LpRow& row) const;
  [[nodiscard]] std::optional<double> least_lag(const Edge& edge, const Step& before) const;
  [[nodiscard]] bool split_where_far(Step& step, std::uint32_t choice) const;
  void split_before(Step& step, std::size_t stretch, Minute from) const;
  [[nodiscard]] bool split(Step& step);
  [[nodiscard]] Taken way_taken(const Step& step) const;

  const Trial& trial_;
  const Network& network_;
  const SprintFrame& frame_;
  std::uint16_t reference_{};
  std::vector<Step> steps_;
  std::vector<std::uint32_t> step_of_;  ///< by node, or kNoStep
  std::vector<Picks> covers_;
  std::vector<double> last_columns_;
};

}  // namespace tc::engine
