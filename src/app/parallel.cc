// SPDX-License-Identifier: Apache-2.0
#include "app/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace tc::app {

engine::ForEachIndex for_each_on(int threads) {
  const unsigned have = std::max(1U, std::thread::hardware_concurrency());
  const unsigned want = threads > 0 ? static_cast<unsigned>(threads) : have;
  return [want](std::size_t n, const std::function<void(std::size_t)>& body) {
    std::atomic<std::size_t> at{0};
    const auto run = [&] {
      for (std::size_t i = at++; i < n; i = at++) body(i);
    };
    const std::size_t helpers = std::min<std::size_t>(want, n == 0 ? 1 : n) - 1;
    std::vector<std::jthread> others;
    others.reserve(helpers);
    for (std::size_t i = 0; i < helpers; ++i) others.emplace_back(run);
    run();
  };
}

}  // namespace tc::app
