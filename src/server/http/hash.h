// A stable 64-bit hash (FNV-1a) for tags and digests: the same on every machine and in every
// version. It guards against mistakes, not against forgers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace tc::server {

inline constexpr std::uint64_t kHashStart = 14695981039346656037ULL;

[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view bytes,
                                                  std::uint64_t from = kHashStart) {
  for (const char c : bytes) {
    from = (from ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return from;
}

}  // namespace tc::server
