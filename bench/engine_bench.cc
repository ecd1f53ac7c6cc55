// Times of the engine at 10^3 … 10^6 activities with three calendars, and beside them two bounds on
// the same arrays: the sweep with plain addition for working time, and a copy of the bytes touched.
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <map>

#include "bench/random_city.h"
#include "bench/schedule_bench.h"
#include "engine/cpm/cpm.h"
#include "engine/drag/drag.h"

namespace tc::bench {
namespace {

using engine::Network;
using engine::Schedule;

const City& city_of(std::int64_t activities) {
  static std::map<std::int64_t, City> cities;
  auto found = cities.find(activities);
  if (found == cities.end()) {
    found = cities.emplace(activities, make_city(static_cast<std::size_t>(activities))).first;
  }
  return found->second;
}

Network network_of(const City& city) {
  auto network = engine::build_network(city.input());
  if (!network) fmt::print(stderr, "{}\n", to_line(network.error()));
  return std::move(network).value();
}

engine::CpmInput input_of(const City& city, engine::DateRule dates = engine::DateRule::exact) {
  engine::CpmInput input;
  input.rules.dates = dates;
  input.data_date = city.data_date;
  return input;
}

/// The arrays and the order of both sweeps, every link as finish-start, every minute working.
void sweep_plainly(const Network& network, Schedule& out) {
  const std::size_t n = network.size();
  Minute finish{};
  for (std::size_t i = 0; i < n; ++i) {
    Minute start{};
    std::uint32_t driver = engine::kNoLink;
    for (std::uint32_t e = network.first_predecessor[i]; e < network.first_predecessor[i + 1];
         ++e) {
      const engine::Edge& edge = network.predecessors[e];
      const Minute bound = out.early_finish[edge.node] + edge.lag;
      if (bound > start) {
        start = bound;
        driver = e;
      }
    }
    out.early_start[i] = start;
    out.early_finish[i] = start + network.work[i];
    out.driver[i] = driver;
    finish = std::max(finish, out.early_finish[i]);
  }
  for (std::size_t i = n; i-- > 0;) {
    Minute late = finish;
    Minute free = finish;
    for (const engine::Edge& edge : network.successors_of(i)) {
      late = std::min(late, out.late_start[edge.node] - edge.lag);
      free = std::min(free, out.early_start[edge.node] - edge.lag);
    }
    out.late_finish[i] = late;
    out.late_start[i] = late - network.work[i];
    out.total_float[i] = out.late_start[i] - out.early_start[i];
    out.free_float[i] = free - out.early_finish[i];
  }
}

/// Bytes that one full pass reads or writes at least once.
std::size_t bytes_touched(const Network& network) {
  const std::size_t per_node = 6 * sizeof(Minute) + 3 * sizeof(std::int64_t) + 24;
  return network.size() * per_node +
         (network.predecessors.size() + network.successors.size()) * sizeof(engine::Edge);
}

void build(benchmark::State& state) {
  const City& city = city_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(network_of(city).size());
}

void full_pass(benchmark::State& state) {
  const City& city = city_of(state.range(0));
  const Network network = network_of(city);
  const auto dates = static_cast<engine::DateRule>(state.range(1));
  Schedule schedule;
  for (auto _ : state) {
    engine::run_cpm(network, input_of(city, dates), schedule);
    benchmark::DoNotOptimize(schedule.finish);
  }
}

/// Drag of 8 holds on one project, its network built from a lent calendar table.
void drag_of_a_project(benchmark::State& state) {
  const City& city = city_of(1000);
  engine::CalendarTable table(city.calendars);
  if (!table.compile_all()) return;
  const std::span<const model::ProjectFile* const> one(city.projects.data(), 1);
  std::vector<engine::Hold> holds;
  for (std::int64_t i = 0; i < 8; ++i) {
    holds.push_back({.activity = {70 + 10 * i},
                     .until = city.data_date + (30 + i) * kMinutesPerDay,
                     .delay_minutes = 0,
                     .blocker = {}});
  }
  for (auto _ : state) {
    const auto network =
        engine::build_network({.projects = one, .calendars = {}, .compiled = &table});
    benchmark::DoNotOptimize(engine::drag_of(*network, input_of(city), holds, {}).joint_days);
  }
}

/// Processor time, so that what else runs on the machine disturbs little.
template <class Work>
double best_ms(Work work) {
  double best = 1e300;
  for (int round = 0; round < 7; ++round) {
    const std::clock_t start = std::clock();
    work();
    const auto ticks = static_cast<double>(std::clock() - start);
    best = std::min(best, ticks * 1e3 / CLOCKS_PER_SEC);
  }
  return best;
}

void print_ratios(std::int64_t activities) {
  const City& city = city_of(activities);
  const Network network = network_of(city);
  Schedule schedule;
  const double full = best_ms([&] { engine::run_cpm(network, input_of(city), schedule); });
  const double plain = best_ms([&] { sweep_plainly(network, schedule); });
  std::vector<char> from(bytes_touched(network), 1);
  std::vector<char> to(from.size());
  const double copy = best_ms([&] {
    std::memcpy(to.data(), from.data(), from.size());
    benchmark::DoNotOptimize(to.data());
  });
  fmt::print(
      "{:>9} activities: full pass {:8.3f} ms | plain sweep {:8.3f} ms, ratio {:5.2f} | "
      "copy of {:6.1f} MB {:7.3f} ms, ratio {:6.2f}\n",
      activities, full, plain, full / plain, static_cast<double>(from.size()) / 1e6, copy,
      full / copy);
}

BENCHMARK(build)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(full_pass)
    ->ArgsProduct({{1'000, 10'000, 100'000, 1'000'000}, {0, 1, 2}})
    ->ArgNames({"activities", "rule"})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(drag_of_a_project)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tc::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  for (const std::int64_t size : {1'000, 10'000, 100'000, 1'000'000}) tc::bench::print_ratios(size);
  for (const std::int64_t size : {1'000, 10'000, 100'000, 1'000'000}) tc::bench::print_edits(size);
  for (const std::int64_t size : {1'000, 10'000, 100'000}) tc::bench::print_reading(size);
  benchmark::Shutdown();
  return 0;
}
