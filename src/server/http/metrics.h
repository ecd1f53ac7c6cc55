// Counters in Prometheus text form: requests by route and status, a latency histogram, and gauges
// lent at the moment of reading. Any thread may count.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tc::server {

struct Gauge {
  std::string name;  ///< without the `tongchou_` prefix
  std::string help;
  double value{};
};

class Metrics {
 public:
  /// One answered request: the route's pattern (never the raw path), its status and its seconds.
  void count(std::string_view route, int status, double seconds);
  [[nodiscard]] std::string text(const std::vector<Gauge>& gauges) const;

 private:
  static constexpr std::array kBuckets{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0};
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t, std::less<>> requests_;
  std::array<std::uint64_t, kBuckets.size()> buckets_{};  ///< cumulative, as Prometheus wants
  std::uint64_t total_ = 0;
  double seconds_ = 0;
};

/// Resident memory of this process in bytes; 0 when the system does not say.
[[nodiscard]] double resident_bytes();

}  // namespace tc::server
