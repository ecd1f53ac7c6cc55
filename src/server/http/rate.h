// A token bucket per address: `rate` requests a second, `burst` at once. Time is lent in seconds,
// so a test can move it; full buckets are forgotten. One thread uses it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

namespace tc::server {

class RateLimiter {
 public:
  RateLimiter(double rate, double burst) : rate_(rate), burst_(burst) {}
  /// Takes one token of this key at `now` seconds; false when there is none. Rate 0 never refuses.
  [[nodiscard]] bool take(const std::string& key, double now);
  [[nodiscard]] std::size_t keys() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens{};
    double at{};
  };
  void forget_full(double now);

  double rate_;
  double burst_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 1024;
};

}  // namespace tc::server
