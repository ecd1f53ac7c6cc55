// SPDX-License-Identifier: Apache-2.0
#include "server/http/rate.h"

#include <algorithm>

namespace tc::server {

bool RateLimiter::take(const std::string& key, double now) {
  if (rate_ <= 0) return true;
  if (buckets_.size() >= sweep_at_) forget_full(now);
  const auto [place, fresh] = buckets_.try_emplace(key, Bucket{.tokens = burst_, .at = now});
  Bucket& bucket = place->second;
  bucket.tokens = std::min(burst_, bucket.tokens + std::max(0.0, now - bucket.at) * rate_);
  bucket.at = now;
  if (bucket.tokens < 1.0) return false;
  bucket.tokens -= 1.0;
  return true;
}

void RateLimiter::forget_full(double now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return entry.second.tokens + (now - entry.second.at) * rate_ >= burst_;
  });
  sweep_at_ = std::max<std::size_t>(1024, buckets_.size() * 2);
}

}  // namespace tc::server
