// Quantiles of the PERT family of beta distributions on [0, 1], by its mode, as integers in 2^-30.
// Shapes stand on a grid of modes and are blended; knots stand closer in the two ends, where
// quantiles bend. Computed from the four operations alone: the same on every machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tc::engine {

inline constexpr std::size_t kBetaModes = 64;   ///< shapes 0 … 64: modes k / 64
inline constexpr std::size_t kBetaCells = 256;  ///< cells of the middle, and of each end
/// Knots of the middle (u = j / 256), then of the first and the last 1/64 in steps of 2^-14.
inline constexpr std::size_t kBetaKnots = 3 * (kBetaCells + 1);
inline constexpr double kBetaUnit = 0x1p-30;

using BetaKnots = std::array<std::int32_t, kBetaKnots>;

/// Where a 32-bit draw lies between two knots.
struct BetaPlace {
  std::uint32_t knot;  ///< and the one after it
  double part;         ///< share of the way, exact
};
[[nodiscard]] inline BetaPlace beta_place(std::uint32_t word) {
  const std::uint32_t cell = word >> 24;
  const bool end = cell < 4 || cell >= kBetaCells - 4;
  const std::uint32_t piece = cell < 4 ? 257U : 514U;
  const std::uint32_t knot = end ? piece + ((word >> 18) & 255U) : cell;
  const auto rest = static_cast<std::int32_t>(end ? (word & 0x3'FFFFU) << 6 : word & 0xFF'FFFFU);
  return {knot, static_cast<double>(rest) * 0x1p-24};
}

/// Tables of the shapes asked for; then only read.
class BetaTables {
 public:
  BetaTables() { position_.fill(kNone); }
  /// Takes the table of shape k (0 … kBetaModes) unless it is there; its position in `all()`.
  std::uint32_t make(std::size_t shape);
  [[nodiscard]] const std::vector<BetaKnots>& all() const { return tables_; }

 private:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
  std::array<std::uint32_t, kBetaModes + 1> position_{};
  std::vector<BetaKnots> tables_;
};

}  // namespace tc::engine
