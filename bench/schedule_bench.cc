// Planning files of any size, and edits in a large network. Times are those of the processor.
// SPDX-License-Identifier: Apache-2.0
#include "bench/schedule_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "bench/random_city.h"
#include "engine/cpm/incremental.h"
#include "formats/exchange/exchange.h"

namespace tc::bench {
namespace {

double now_ms() { return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC; }

template <class Work>
double best_of(int rounds, Work work) {
  double best = 1e300;
  for (int round = 0; round < rounds; ++round) {
    const double start = now_ms();
    work();
    best = std::min(best, now_ms() - start);
  }
  return best;
}

/// The city's projects as one planning file.
formats::ScheduleFile file_of(const City& city) {
  formats::ScheduleFile file;
  file.calendars = city.calendars;
  file.calendar_facts.resize(city.calendars.size());
  for (std::size_t i = 0; i < file.calendars.size(); ++i) {
    file.calendars[i].name = fmt::format("calendar {}", i + 1);
    file.calendars[i].winter.clear();
    file.calendar_facts[i].file_id = std::to_string(i + 1);
  }
  for (const auto& source : city.files) {
    formats::ScheduleProject& project = file.projects.emplace_back();
    project.file = *source;
    project.facts.resize(source->activities.size());
    for (std::size_t i = 0; i < project.facts.size(); ++i) {
      project.facts[i].file_id = std::to_string(source->activities[i].id.value);
      project.facts[i].original_duration = source->activities[i].duration_likely;
    }
    project.code = fmt::format("P{}", source->project.id.value);
    project.file_id = std::to_string(source->project.id.value);
    project.data_date = city.data_date;
    project.calendar_id = {1};
    project.rules = model::p6_rules();
  }
  return file;
}

void print_reading(const char* name, const std::string& bytes, std::int64_t activities) {
  const double read = best_of(3, [&] {
    const auto file = formats::read_schedule(bytes, "");
    if (!file) fmt::print(stderr, "{}\n", to_line(file.error()));
  });
  std::string to(bytes.size(), '\0');
  const double copy = best_of(5, [&] { std::memcpy(to.data(), bytes.data(), bytes.size()); });
  fmt::print(
      "{:>9} activities: {} of {:6.1f} MB read {:9.2f} ms, {:5.1f} MB/s | copy {:7.3f} ms, "
      "ratio {:6.0f}\n",
      activities, name, static_cast<double>(bytes.size()) / 1e6, read,
      static_cast<double>(bytes.size()) / 1e3 / read, copy, read / std::max(copy, 1e-3));
}

/// Longer or shorter work of unfinished activities, one after the other.
void print_edits(const City& city, engine::DateRule rule, const char* name) {
  auto network = engine::build_network(city.input());
  if (!network) return;
  engine::CpmInput input;
  input.data_date = city.data_date;
  input.rules.dates = rule;
  engine::Schedule whole;
  const double full = best_of(5, [&] { engine::run_cpm(*network, input, whole); });
  engine::IncrementalPass pass(*network, input);
  std::vector<double> times;
  std::vector<std::size_t> moved;
  std::uint64_t state = 7;
  while (times.size() < 401) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const auto node = static_cast<std::uint32_t>((state >> 33) % network->size());
    if (network->progress[node] == engine::Progress::finished) continue;
    network->work[node] += state & 1 ? 480 : -std::min<std::int64_t>(480, network->work[node]);
    const std::uint32_t touched[] = {node};
    const double start = now_ms();
    pass.update(touched);
    times.push_back(now_ms() - start);
    moved.push_back(pass.recomputed());
  }
  std::ranges::sort(times);
  std::ranges::sort(moved);
  fmt::print(
      "{:>9} activities, {:7}: full pass {:8.3f} ms | edit median {:7.4f} ms, 90 % {:7.4f}, "
      "99 % {:7.3f} | computed again, median {} of {} | full/median {:8.0f}\n",
      network->size(), name, full, times[200], times[360], times[396], moved[200],
      2 * network->size(), full / std::max(times[200], 1e-4));
}

}  // namespace

void print_reading(std::int64_t activities) {
  const formats::ScheduleFile file = file_of(make_city(static_cast<std::size_t>(activities)));
  for (const auto& [name, format] : {std::pair("XER  ", formats::ScheduleFormat::xer),
                                     std::pair("MSPDI", formats::ScheduleFormat::mspdi),
                                     std::pair("PMXML", formats::ScheduleFormat::pmxml)}) {
    const auto written = formats::write_schedule(file, format);
    if (written) {
      print_reading(name, written->bytes, activities);
    } else {
      fmt::print(stderr, "{}\n", to_line(written.error()));
    }
  }
}

void print_edits(std::int64_t activities) {
  const City city = make_city(static_cast<std::size_t>(activities));
  print_edits(city, engine::DateRule::exact, "exact");
  print_edits(city, engine::DateRule::p6, "p6");
  print_edits(city, engine::DateRule::project, "project");
}

}  // namespace tc::bench
