// The outlook at 10^4 trials × 10^4 activities with three calendars under three weathers, beside
// two others on the same network: a peer that goes column by column as numpy users write it (an
// array of all trials for each activity, the library's distributions and searches), and the bound:
// drawing the durations, and reading and writing the dates once. Processor time of one thread.
// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/outlook.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <string>

#include "bench/random_city.h"
#include "engine/outlook/draws.h"

namespace tc::bench {
namespace {

using engine::Network;

struct Question {
  City city;
  Network network;
  engine::CpmInput input;
  engine::OutlookModel model;
};

Question make_question(std::size_t activities, std::int64_t trials, bool causes) {
  Question q;
  q.city = make_city(activities);
  auto network = engine::build_network(q.city.input());
  if (!network) {
    fmt::print(stderr, "{}\n", to_line(network.error()));
    std::exit(70);
  }
  q.network = std::move(*network);
  q.input.data_date = q.city.data_date;
  q.model.trials = trials;
  for (std::size_t i = 0; i < q.network.size(); ++i) {
    const std::int64_t likely = q.network.work[i];
    const auto shape = i % 2 == 0 ? engine::SpreadShape::pert : engine::SpreadShape::triangular;
    q.model.work.push_back({shape, likely * 7 / 10, likely, likely * 9 / 5});
  }
  engine::OutlookTarget& all = q.model.targets.emplace_back();
  all.causes = causes;
  for (std::uint32_t i = 0; i < q.network.size(); ++i) all.nodes.push_back(i);
  return q;
}

/// Trials of one activity after the other, every link as an elementwise maximum over all trials.
class Columns {
 public:
  explicit Columns(const Question& q)
      : q_(q), trials_(static_cast<std::size_t>(q.model.trials)), finish_(q.network.size()) {}

  double run() {
    const Network& network = q_.network;
    std::vector<double> last(trials_, 0);
    for (std::size_t i = 0; i < network.size(); ++i) {
      finish_[i] = column(i);
      for (std::size_t k = 0; k < trials_; ++k) last[k] = std::max(last[k], finish_[i][k]);
    }
    std::ranges::sort(last);
    return last[trials_ / 2];
  }

 private:
  std::vector<double> column(std::size_t i) {
    const Network& network = q_.network;
    if (network.progress[i] == engine::Progress::finished) {
      return std::vector<double>(trials_, static_cast<double>(network.actual_finish[i].count));
    }
    const auto& calendar = network.calendars[network.calendar[i]];
    std::vector<double> start(trials_, static_cast<double>(q_.input.data_date.count));
    for (const engine::Edge& edge : network.predecessors_of(i)) {
      const std::vector<double>& before = finish_[edge.node];
      std::vector<double> lagged(trials_);
      for (std::size_t k = 0; k < trials_; ++k) {
        const Minute t{static_cast<std::int64_t>(before[k])};
        lagged[k] = static_cast<double>(
            (edge.lag == 0 ? t : network.calendars[edge.calendar].add(t, edge.lag)).count);
      }
      for (std::size_t k = 0; k < trials_; ++k) start[k] = std::max(start[k], lagged[k]);
    }
    const std::vector<double> work = durations(q_.model.work[i]);
    std::vector<double> finish(trials_);
    for (std::size_t k = 0; k < trials_; ++k) {
      const Minute bound{static_cast<std::int64_t>(start[k])};
      const auto minutes = static_cast<std::int64_t>(work[k]);
      finish[k] = static_cast<double>(calendar.place_early(bound, minutes).finish.count);
    }
    return finish;
  }
  /// PERT as the quotient of gamma variates, triangular by inversion.
  std::vector<double> durations(const engine::WorkSpread& spread) {
    const auto low = static_cast<double>(spread.low);
    const auto likely = static_cast<double>(spread.likely);
    const auto high = static_cast<double>(spread.high);
    std::vector<double> values(trials_, likely);
    if (high <= low) return values;
    const double mode = (likely - low) / (high - low);
    std::gamma_distribution<double> first(1 + 4 * mode, 1);
    std::gamma_distribution<double> second(5 - 4 * mode, 1);
    std::uniform_real_distribution<double> unit(0, 1);
    for (double& value : values) {
      if (spread.shape == engine::SpreadShape::pert) {
        const double x = first(bits_);
        value = low + (high - low) * (x / (x + second(bits_)));
      } else {
        const double u = unit(bits_);
        value = u < mode ? low + std::sqrt(u * (high - low) * (likely - low))
                         : high - std::sqrt((1 - u) * (high - low) * (high - likely));
      }
    }
    return values;
  }

  const Question& q_;
  std::size_t trials_;
  std::vector<std::vector<double>> finish_;
  std::mt19937_64 bits_{1};
};

template <class Work>
double seconds(Work work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Every duration drawn once, and nothing done with it.
double draw_only(const Question& q) {
  const engine::Draws draws(q.network, q.input, q.model);
  const auto blocks = (static_cast<std::uint64_t>(q.model.trials) + 15) / engine::kLanes;
  std::int32_t minutes[engine::kLanes];
  std::int64_t sum = 0;
  const double taken = seconds([&] {
    for (std::uint64_t block = 0; block < blocks; ++block) {
      for (const engine::WorkDraw& draw : draws.work) {
        draws.draw_work(draw, block, {}, minutes);
        sum += minutes[3];
      }
    }
  });
  return sum == 1 ? 0 : taken;
}

/// One date of each activity and trial written, and read as often as links do.
double traffic_only(const Question& q) {
  const std::size_t row = engine::kLanes * sizeof(std::int32_t);
  std::vector<std::int32_t> dates(q.network.size() * engine::kLanes, 1);
  const std::uint64_t blocks = (static_cast<std::uint64_t>(q.model.trials) + 15) / engine::kLanes;
  std::int64_t sum = 0;
  const double taken = seconds([&] {
    std::int32_t latest[engine::kLanes]{};
    for (std::uint64_t block = 0; block < blocks; ++block) {
      for (std::size_t i = 0; i < q.network.size(); ++i) {
        for (const engine::Edge& edge : q.network.predecessors_of(i)) {
          const std::int32_t* before = dates.data() + edge.node * engine::kLanes;
          for (std::size_t k = 0; k < engine::kLanes; ++k)
            latest[k] = std::max(latest[k], before[k]);
        }
        std::memcpy(dates.data() + i * engine::kLanes, latest, row);
      }
      sum += latest[2];
    }
  });
  return sum == 1 ? 0 : taken;
}

void print(std::size_t activities, std::int64_t trials) {
  const Question causes = make_question(activities, trials, true);
  const Question ranges = make_question(activities, trials, false);
  const auto run = [](const Question& q) {
    return seconds([&] {
      const auto outlook = engine::run_outlook(q.network, q.input, q.model);
      if (!outlook) fmt::print(stderr, "{}\n", to_line(outlook.error()));
    });
  };
  const double with = run(causes);
  const double without = run(ranges);
  const double draws = draw_only(ranges);
  const double traffic = traffic_only(ranges);
  const double peer = seconds([&] { Columns(ranges).run(); });
  fmt::print(
      "{} trials x {} activities, one thread: outlook {:.2f} s, with causes {:.2f} s | by columns "
      "{:.2f} s, ratio {:.1f} | bound {:.2f} + {:.2f} s (draws, traffic), ratio {:.2f}\n",
      trials, activities, without, with, peer, peer / without, draws, traffic,
      without / (draws + traffic));
}

}  // namespace
}  // namespace tc::bench

int main(int argc, char** argv) {
  const std::size_t activities = argc > 1 ? std::stoul(argv[1]) : 10'000;
  const std::int64_t trials = argc > 2 ? std::stol(argv[2]) : 10'000;
  tc::bench::print(activities, trials);
  return 0;
}
