// SPDX-License-Identifier: Apache-2.0
#include "server/http/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

namespace tc::server {

void Metrics::count(std::string_view route, int status, double seconds) {
  const std::scoped_lock lock(mutex_);
  ++requests_[{std::string(route), status}];
  for (std::size_t i = 0; i < kBuckets.size(); ++i) {
    if (seconds <= kBuckets[i]) ++buckets_[i];
  }
  ++total_;
  seconds_ += seconds;
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  std::string out =
      "# HELP tongchou_requests_total Answered requests.\n"
      "# TYPE tongchou_requests_total counter\n";
  const std::scoped_lock lock(mutex_);
  for (const auto& [key, count] : requests_) {
    out += fmt::format("tongchou_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, count);
  }
  out +=
      "# HELP tongchou_request_seconds Time from the last byte read to the answer.\n"
      "# TYPE tongchou_request_seconds histogram\n";
  for (std::size_t i = 0; i < kBuckets.size(); ++i) {
    out +=
        fmt::format("tongchou_request_seconds_bucket{{le=\"{}\"}} {}\n", kBuckets[i], buckets_[i]);
  }
  out += fmt::format(
      "tongchou_request_seconds_bucket{{le=\"+Inf\"}} {0}\ntongchou_request_seconds_sum {1}\n"
      "tongchou_request_seconds_count {0}\n",
      total_, seconds_);
  for (const Gauge& gauge : gauges) {
    out += fmt::format("# HELP tongchou_{0} {1}\n# TYPE tongchou_{0} gauge\ntongchou_{0} {2:.0f}\n",
                       gauge.name, gauge.help, gauge.value);
  }
  return out;
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  if (!(statm >> total >> resident)) return 0;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace tc::server
