// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/draws.h"

#include <algorithm>

#include "engine/outlook/steady_math.h"

namespace tc::engine {
namespace {

using Shape = Sampler::Shape;

struct ThreePoint {
  double low{}, likely{}, high{};
};

Sampler fixed_at(double value) {
  Sampler sampler;
  sampler.low = value;
  return sampler;
}

Sampler triangular(const ThreePoint& p) {
  if (p.high <= p.low) return fixed_at(p.likely);
  Sampler sampler;
  sampler.shape = Shape::triangular;
  sampler.low = p.low;
  sampler.range = p.high - p.low;
  sampler.split = (p.likely - p.low) / sampler.range;
  sampler.rise = sampler.range * (p.likely - p.low);
  sampler.fall = sampler.range * (p.high - p.likely);
  return sampler;
}

Sampler pert(const ThreePoint& p, BetaTables& tables) {
  if (p.high <= p.low) return fixed_at(p.likely);
  Sampler sampler;
  sampler.shape = Shape::pert;
  sampler.low = p.low;
  sampler.range = p.high - p.low;
  const double place = (p.likely - p.low) / sampler.range * static_cast<double>(kBetaModes);
  const auto below = std::min(static_cast<std::size_t>(place), kBetaModes - 1);
  sampler.blend = place - static_cast<double>(below);
  sampler.table = tables.make(below);
  sampler.next_table = sampler.blend > 0 ? tables.make(below + 1) : sampler.table;
  return sampler;
}

Sampler sampler_of(const WorkSpread& spread, BetaTables& tables) {
  const ThreePoint points{static_cast<double>(spread.low), static_cast<double>(spread.likely),
                          static_cast<double>(spread.high)};
  switch (spread.shape) {
    case SpreadShape::triangular:
      return triangular(points);
    case SpreadShape::pert:
      return pert(points, tables);
    case SpreadShape::fixed:
      break;
  }
  return fixed_at(points.likely);
}

Sampler sampler_of(const ReleaseSpread& spread, Minute origin, BetaTables& tables) {
  const auto since = [&](Minute t) { return static_cast<double>(t - origin); };
  const ThreePoint points{since(spread.low), since(spread.likely), since(spread.high)};
  switch (spread.shape) {
    case ReleaseShape::triangular:
      return triangular(points);
    case ReleaseShape::pert:
      return pert(points, tables);
    case ReleaseShape::exponential: {
      Sampler sampler;
      sampler.shape = Shape::exponential;
      sampler.low = points.low;
      sampler.range = spread.mean_days * static_cast<double>(kMinutesPerDay);
      return sampler;
    }
    case ReleaseShape::fixed:
      break;
  }
  return fixed_at(0);
}

/// What is finished has nothing left; levels of effort and summaries follow others.
bool has_own_work(const Network& network, std::size_t node) {
  return !network.is_span(node) && network.progress[node] != Progress::finished;
}

void take_risks(const Network& network, const OutlookModel& model, Draws& draws) {
  std::vector<std::uint32_t> count(draws.work.size());
  for (const RiskDriver& risk : model.risks) {
    draws.risk_factor.push_back(triangular({risk.low, risk.likely, risk.high}));
    draws.risk_chance.push_back(risk.chance);
    for (const std::uint32_t node : risk.nodes) {
      if (has_own_work(network, node)) ++draws.work[node].risk_count;
    }
  }
  std::uint32_t first = 0;
  for (WorkDraw& work : draws.work) {
    work.first_risk = first;
    first += work.risk_count;
  }
  draws.risk_of.resize(first);
  for (std::size_t r = 0; r < model.risks.size(); ++r) {
    for (const std::uint32_t node : model.risks[r].nodes) {
      if (!has_own_work(network, node)) continue;
      draws.risk_of[draws.work[node].first_risk + count[node]++] = static_cast<std::uint32_t>(r);
    }
  }
}

/// Holds of one blocker, or of none on one activity, are told apart by their order.
void take_releases(const CpmInput& input, const OutlookModel& model, Draws& draws) {
  for (std::size_t h = 0; h < input.holds.size(); ++h) {
    const Hold& hold = input.holds[h];
    const ReleaseSpread spread = model.releases.empty() ? ReleaseSpread() : model.releases[h];
    draws.release.push_back(sampler_of(spread, draws.origin, draws.beta));
    draws.release_drawn.push_back(spread.shape == ReleaseShape::fixed ? 0 : 1);
    const auto same = std::ranges::count_if(input.holds.first(h), [&](const Hold& other) {
      return other.blocker == hold.blocker && other.activity == hold.activity;
    });
    const std::int64_t id = hold.blocker ? hold.blocker.value : -hold.activity.value;
    draws.release_entity.push_back(static_cast<std::uint64_t>(id) ^ static_cast<std::uint64_t>(same)
                                                                        << 48U);
  }
}

}  // namespace

Draws::Draws(const Network& network, const CpmInput& input, const OutlookModel& model,
             std::span<const OtherSpread> others)
    : seed(model.seed), origin(input.data_date) {
  const std::vector<WorkSpread> standard =
      model.work.empty() ? default_spreads(network) : std::vector<WorkSpread>();
  const std::vector<WorkSpread>& spreads = model.work.empty() ? standard : model.work;
  work.resize(network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    work[i].entity = static_cast<std::uint64_t>(network.activity[i]->id.value);
    work[i].sampler = has_own_work(network, i) ? sampler_of(spreads[i], beta)
                                               : fixed_at(static_cast<double>(network.work[i]));
  }
  for (const Redo& redo : model.redos) {
    if (!has_own_work(network, redo.node)) continue;
    WorkDraw& draw = work[redo.node];
    draw.redo_chance = redo.chance;
    draw.redo_share = redo.share;
    draw.redo_tries = redo.most_tries - 1;
  }
  take_risks(network, model, *this);
  take_releases(input, model, *this);
  for (const OtherSpread& spread : others) {
    other.push_back(work[spread.node]);
    if (has_own_work(network, spread.node)) other.back().sampler = sampler_of(spread.work, beta);
  }
}

void exponentials(const std::uint32_t* words, double* values) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    values[lane] = -steady_log(1 - unit_of(words[lane]));
  }
}

void Draws::repeat(const WorkDraw& draw, std::uint64_t block, double* values) const {
  std::uint32_t words[kLanes];
  draw_words(seed, block, draw.entity, DrawKind::redo, words);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const double u = unit_of(words[lane]);
    double chance = draw.redo_chance;
    int repeats = 0;
    while (repeats < draw.redo_tries && u < chance) {
      ++repeats;
      chance *= draw.redo_chance;
    }
    values[lane] *= 1 + draw.redo_share * repeats;
  }
}

void Draws::draw_risks(std::uint64_t block, RiskFactors& factors) const {
  factors.resize(risk_factor.size() * kLanes);
  std::uint32_t words[kLanes];
  for (std::size_t r = 0; r < risk_factor.size(); ++r) {
    double* values = factors.data() + r * kLanes;
    draw_words(seed, block, r, DrawKind::risk_factor, words);
    sample(risk_factor[r], beta.all().data(), words, values);
    draw_words(seed, block, r, DrawKind::risk_happens, words);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (unit_of(words[lane]) >= risk_chance[r]) values[lane] = 1;
    }
  }
}

void Draws::draw_release(std::size_t hold, std::uint64_t block, std::int64_t* minutes) const {
  std::uint32_t words[kLanes];
  double values[kLanes];
  draw_words(seed, block, release_entity[hold], DrawKind::release, words);
  sample(release[hold], beta.all().data(), words, values);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    minutes[lane] = static_cast<std::int64_t>(std::floor(values[lane] + 0.5));
  }
}

double most_work(const WorkDraw& draw, const Draws& draws, const OutlookModel& model) {
  double most = draw.sampler.low + draw.sampler.range;
  if (draw.redo_chance > 0) most *= 1 + draw.redo_share * draw.redo_tries;
  for (std::uint32_t k = 0; k < draw.risk_count; ++k) {
    const RiskDriver& risk = model.risks[draws.risk_of[draw.first_risk + k]];
    most *= risk.high > 1 ? risk.high : 1;
  }
  return most;
}

}  // namespace tc::engine
