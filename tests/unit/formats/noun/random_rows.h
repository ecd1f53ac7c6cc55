// Rows with random field values of every type, seeded: for round-trip properties.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/state.h"

namespace tc::formats {

class RandomFields {
 public:
  explicit RandomFields(std::uint32_t seed) : engine_(seed) {}

  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(bound));
  }

  void operator()(std::string_view /*name*/, std::string& out) {
    static constexpr std::array<std::string_view, 6> kPieces{
        "", "污水处理厂", "line\nbreak \"quoted\" \\ /", "𝄞", "=1+1 <b> '; DROP", "\x01\x7f"};
    out = std::string(kPieces[static_cast<std::size_t>(below(6))]);
    if (below(8) == 0) out += std::string("nul\0inside", 10);
  }
  void operator()(std::string_view /*name*/, std::int64_t& out) {
    out = below(4) == 0 ? INT64_MIN + below(3) : below(INT64_MAX);
  }
  void operator()(std::string_view /*name*/, std::int32_t& out) {
    out = static_cast<std::int32_t>(below(std::int64_t{1} << 32) - (std::int64_t{1} << 31));
  }
  void operator()(std::string_view /*name*/, bool& out) { out = below(2) == 0; }
  void operator()(std::string_view /*name*/, double& out) {
    out = static_cast<double>(below(1'000'000'000) - 500'000'000) / 7.0;
  }
  void operator()(std::string_view /*name*/, Day& out) {
    out = to_day({1900, 1, 1}) + static_cast<int>(below(109'000));
  }
  void operator()(std::string_view /*name*/, Minute& out) {
    out = start_of(to_day({1900, 1, 1})) + below(109'000 * kMinutesPerDay);
  }
  void operator()(std::string_view /*name*/, Money& out) {
    out = Money{below(2'000'000'000'000'000) - 1'000'000'000'000'000};
  }
  void operator()(std::string_view /*name*/, model::CityCode& out) {
    out.value = 100'000 + static_cast<std::int32_t>(below(900'000));
  }
  void operator()(std::string_view /*name*/, std::vector<std::string>& out) {
    out.resize(static_cast<std::size_t>(below(4)));
    for (std::string& text : out) (*this)("", text);
  }
  template <class Tag>
  void operator()(std::string_view /*name*/, Id<Tag>& out) {
    out = {below(5)};
  }
  template <model::NamedEnum E>
  void operator()(std::string_view /*name*/, E& out) {
    out = static_cast<E>(below(static_cast<std::int64_t>(model::kEnumNames<E>.size())));
  }
  template <class T>
  void operator()(std::string_view name, std::optional<T>& out) {
    out.reset();
    if (below(2) == 0) (*this)(name, out.emplace());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tc::formats
