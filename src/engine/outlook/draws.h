// The random quantities of a trial, in blocks of lanes (trials side by side). A draw is a function
// of seed, trial, entity and draw number; doubles see only + - * / and sqrt, which IEEE 754 rounds
// alike everywhere, and are rounded once to minutes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/outlook/beta_table.h"
#include "engine/outlook/outlook.h"
#include "engine/outlook/philox.h"

namespace tc::engine {

inline constexpr std::size_t kLanes = 16;  ///< trials of a block
inline constexpr std::size_t kCounters = kLanes / 4;

/// What is drawn; with the entity it makes the counter.
enum class DrawKind : std::uint32_t { work, redo, release, risk_happens, risk_factor };

/// How a number follows from 32 random bits.
struct Sampler {
  enum class Shape : std::uint8_t { fixed, triangular, pert, exponential };
  Shape shape{};
  double low{};                ///< of fixed: the value
  double range{};              ///< high - low; of exponential: the mean beyond low
  double split{};              ///< triangular: share of probability below the mode
  double rise{};               ///< range × (mode - low)
  double fall{};               ///< range × (high - mode)
  std::uint32_t table{};       ///< pert: the shape below the mode,
  std::uint32_t next_table{};  ///< the one above
  double blend{};              ///< and how much of that one
};

/// The words of one entity's draw for all trials of a block: word w of counter c goes to lane
/// 4 w + c.
inline void draw_words(std::uint64_t seed, std::uint64_t block, std::uint64_t entity, DrawKind kind,
                       std::uint32_t* words) {
  std::uint32_t c0[kCounters], c1[kCounters], c2[kCounters], c3[kCounters];
  for (std::size_t k = 0; k < kCounters; ++k) {
    c0[k] = static_cast<std::uint32_t>(block * kCounters + k);
    c1[k] = static_cast<std::uint32_t>(kind);
    c2[k] = static_cast<std::uint32_t>(entity);
    c3[k] = static_cast<std::uint32_t>(entity >> 32);
  }
  auto key0 = static_cast<std::uint32_t>(seed);
  auto key1 = static_cast<std::uint32_t>(seed >> 32);
  for (int round = 0; round < kPhiloxRounds; ++round) {
    for (std::size_t k = 0; k < kCounters; ++k) {
      const std::uint64_t p0 = std::uint64_t{kPhiloxMultiplier0} * c0[k];
      const std::uint64_t p1 = std::uint64_t{kPhiloxMultiplier1} * c2[k];
      c0[k] = static_cast<std::uint32_t>(p1 >> 32) ^ c1[k] ^ key0;
      c1[k] = static_cast<std::uint32_t>(p1);
      c2[k] = static_cast<std::uint32_t>(p0 >> 32) ^ c3[k] ^ key1;
      c3[k] = static_cast<std::uint32_t>(p0);
    }
    key0 += kPhiloxWeyl0;
    key1 += kPhiloxWeyl1;
  }
  for (std::size_t k = 0; k < kCounters; ++k) {
    words[k] = c0[k];
    words[kCounters + k] = c1[k];
    words[2 * kCounters + k] = c2[k];
    words[3 * kCounters + k] = c3[k];
  }
}

/// In (0, 1), exact.
[[nodiscard]] inline double unit_of(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

/// -ln(1 - u) for each word.
void exponentials(const std::uint32_t* words, double* values);

inline void sample_triangular(const Sampler& s, const std::uint32_t* words, double* values) {
  const double high = s.low + s.range;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const double u = unit_of(words[lane]);
    const bool rising = u < s.split;
    const double root = std::sqrt(rising ? u * s.rise : (1 - u) * s.fall);
    values[lane] = rising ? s.low + root : high - root;
  }
}

inline void sample_pert(const Sampler& s, const BetaKnots* tables, const std::uint32_t* words,
                        double* values) {
  const std::int32_t* below = tables[s.table].data();
  const std::int32_t* above = tables[s.next_table].data();
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const BetaPlace at = beta_place(words[lane]);
    const double b0 = below[at.knot];
    const double b1 = below[at.knot + 1];
    const double a0 = above[at.knot];
    const double a1 = above[at.knot + 1];
    const double b = b0 + (b1 - b0) * at.part;
    const double a = a0 + (a1 - a0) * at.part;
    values[lane] = s.low + s.range * ((b + (a - b) * s.blend) * kBetaUnit);
  }
}

inline void sample(const Sampler& s, const BetaKnots* tables, const std::uint32_t* words,
                   double* values) {
  switch (s.shape) {
    case Sampler::Shape::fixed:
      for (std::size_t lane = 0; lane < kLanes; ++lane) values[lane] = s.low;
      return;
    case Sampler::Shape::triangular:
      return sample_triangular(s, words, values);
    case Sampler::Shape::pert:
      return sample_pert(s, tables, words, values);
    case Sampler::Shape::exponential:
      exponentials(words, values);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        values[lane] = s.low + s.range * values[lane];
      }
      return;
  }
}

/// How the work of one node is drawn.
struct WorkDraw {
  std::uint64_t entity{};  ///< activity id
  Sampler sampler;
  double redo_chance{};  ///< 0: is never refused
  double redo_share{};
  int redo_tries{};            ///< most repeats
  std::uint32_t first_risk{};  ///< its risks stand here in Draws::risk_of
  std::uint32_t risk_count{};
  /// Whether it differs from trial to trial.
  [[nodiscard]] bool random() const {
    return sampler.shape != Sampler::Shape::fixed || redo_chance > 0 || risk_count > 0;
  }
};

/// The factors of all risks in one block, by risk and lane.
using RiskFactors = std::vector<double>;

/// Work that stands in for a node's own in some question.
struct OtherSpread {
  std::uint32_t node{};
  WorkSpread work;
};

/// All quantities of a model, compiled; immutable.
struct Draws {
  Draws(const Network& network, const CpmInput& input, const OutlookModel& model,
        std::span<const OtherSpread> others = {});

  std::uint64_t seed{};
  std::vector<WorkDraw> work;   ///< by node
  std::vector<WorkDraw> other;  ///< beside the other spreads: same entities, so the same bits
  std::vector<std::uint32_t> risk_of;
  std::vector<Sampler> release;  ///< by hold: minutes since `origin`
  std::vector<std::uint64_t> release_entity;
  std::vector<Sampler> risk_factor;
  std::vector<double> risk_chance;
  std::vector<std::uint8_t> release_drawn;  ///< by hold; 0: as the hold says
  Minute origin;
  BetaTables beta;

  void draw_risks(std::uint64_t block, RiskFactors& factors) const;
  /// Minutes since `origin`, for a hold whose release is drawn.
  void draw_release(std::size_t hold, std::uint64_t block, std::int64_t* minutes) const;
  /// Work before the shared risks multiply it.
  void own_work(const WorkDraw& draw, std::uint64_t block, double* values) const {
    std::uint32_t words[kLanes];
    if (draw.sampler.shape == Sampler::Shape::fixed) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) values[lane] = draw.sampler.low;
    } else {
      draw_words(seed, block, draw.entity, DrawKind::work, words);
      sample(draw.sampler, beta.all().data(), words, values);
    }
    if (draw.redo_chance > 0) repeat(draw, block, values);
  }
  /// Working minutes of one node in a block.
  void draw_work(const WorkDraw& draw, std::uint64_t block, const RiskFactors& factors,
                 std::int32_t* minutes) const {
    double values[kLanes];
    own_work(draw, block, values);
    for (std::uint32_t k = 0; k < draw.risk_count; ++k) {
      const double* factor = factors.data() + risk_of[draw.first_risk + k] * kLanes;
      for (std::size_t lane = 0; lane < kLanes; ++lane) values[lane] *= factor[lane];
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      minutes[lane] = static_cast<std::int32_t>(values[lane] + 0.5);
    }
  }

 private:
  /// One word decides: k repeats or more have the chance p^k.
  void repeat(const WorkDraw& draw, std::uint64_t block, double* values) const;
};

/// Largest value that `draw` can give, risks and repeats included.
[[nodiscard]] double most_work(const WorkDraw& draw, const Draws& draws, const OutlookModel& model);

}  // namespace tc::engine
