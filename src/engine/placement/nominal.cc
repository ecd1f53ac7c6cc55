// SPDX-License-Identifier: Apache-2.0
#include "engine/placement/nominal.h"

#include <algorithm>
#include <map>

namespace tc::engine {

Nominal nominal_times(const model::ProjectTemplate& network) {
  const std::size_t count = network.activities.size();
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < count; ++i) index[network.activities[i].code] = i;
  Nominal out{std::vector<double>(count), std::vector<double>(count),
              std::vector<std::vector<std::size_t>>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    for (const std::string& code : network.activities[i].after) {
      out.predecessors[i].push_back(index.at(code));
    }
  }
  // Times only grow, and each round settles at least one more level of the network.
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t i = 0; i < count; ++i) {
      for (const std::size_t before : out.predecessors[i]) {
        out.start[i] = std::max(out.start[i], out.finish[before]);
      }
      const double finish = out.start[i] + network.activities[i].months_likely;
      moved = moved || finish != out.finish[i];
      out.finish[i] = finish;
    }
  }
  return out;
}

std::vector<std::size_t> indices_of(const model::ProjectTemplate& network,
                                    const std::vector<std::string>& codes) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < network.activities.size(); ++i) {
    if (std::ranges::find(codes, network.activities[i].code) != codes.end()) out.push_back(i);
  }
  return out;
}

std::vector<std::size_t> ahead_of(const Nominal& nominal, const std::vector<std::size_t>& anchors) {
  std::vector<bool> met(nominal.start.size(), false);
  std::vector<std::size_t> open = anchors;
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    for (const std::size_t before : nominal.predecessors[at]) {
      if (met[before]) continue;
      met[before] = true;
      open.push_back(before);
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < met.size(); ++i) {
    if (met[i] && std::ranges::find(anchors, i) == anchors.end()) out.push_back(i);
  }
  return out;
}

}  // namespace tc::engine
