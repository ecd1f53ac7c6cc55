// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/draws.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/outlook/steady_math.h"

namespace tc::engine {
namespace {

// The known answers published with Random123 (kat_vectors, philox4x32-10).
TEST(Philox, GivesThePublishedWords) {
  EXPECT_EQ(philox({0, 0, 0, 0}, 0, 0),
            (PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kAll = 0xffffffff;
  EXPECT_EQ(philox({kAll, kAll, kAll, kAll}, kAll, kAll),
            (PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0),
            (PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Draws, LanesHoldTheWordsOfTheirCounters) {
  constexpr std::uint64_t kSeed = 0x0123'4567'89AB'CDEF;
  constexpr std::uint64_t kEntity = 0xFEDC'BA98'7654'3210;
  std::uint32_t words[kLanes];
  draw_words(kSeed, 7, kEntity, DrawKind::release, words);
  for (std::uint32_t c = 0; c < kCounters; ++c) {
    const PhiloxCounter want =
        philox({7 * static_cast<std::uint32_t>(kCounters) + c,
                static_cast<std::uint32_t>(DrawKind::release), 0x7654'3210, 0xFEDC'BA98},
               0x89AB'CDEF, 0x0123'4567);
    for (std::uint32_t w = 0; w < 4; ++w) EXPECT_EQ(words[kCounters * w + c], want[w]);
  }
}

TEST(SteadyMath, IsTheLibrarysToFifteenDigits) {
  for (int k = -600; k <= 600; ++k) {
    const double x = k;
    EXPECT_NEAR(steady_exp(x) / std::exp(x), 1, 4e-15) << x;
    const double y = std::exp(0.05 * k) * 1.0001;
    EXPECT_NEAR(steady_log(y), std::log(y), 4e-15 * (1 + std::abs(std::log(y)))) << y;
  }
}

/// Mode 1/2: x^2 (1 - x)^2 / B(3, 3), whose distribution is 10 x^3 - 15 x^4 + 6 x^5.
TEST(BetaTables, AgreesWithAPolynomialDistribution) {
  BetaTables tables;
  const BetaKnots& knots = tables.all()[tables.make(32)];
  for (std::uint64_t word = 12345; word < (std::uint64_t{1} << 32); word += 7'654'321) {
    const BetaPlace at = beta_place(static_cast<std::uint32_t>(word));
    const double below = knots[at.knot];
    const double x = (below + (knots[at.knot + 1] - below) * at.part) * kBetaUnit;
    const double share = x * x * x * (10 - 15 * x + 6 * x * x);
    EXPECT_NEAR(share, static_cast<double>(word) * 0x1p-32, 1e-4);
  }
  EXPECT_EQ(knots[0], 0);
  EXPECT_EQ(knots[kBetaCells], 1 << 30);
}

// The mean of every shape is (low + 4 likely + high) / 6; the midpoint rule over all words.
TEST(BetaTables, EveryShapeHasItsMean) {
  BetaTables tables;
  for (std::size_t shape = 0; shape <= kBetaModes; ++shape) {
    const std::uint32_t position = tables.make(shape);
    const BetaKnots& knots = tables.all()[position];
    double sum = 0;
    int count = 0;
    for (std::uint64_t word = 1 << 15; word < (std::uint64_t{1} << 32); word += 1 << 16) {
      const BetaPlace at = beta_place(static_cast<std::uint32_t>(word));
      const double below = knots[at.knot];
      sum += (below + (knots[at.knot + 1] - below) * at.part) * kBetaUnit;
      ++count;
    }
    const double mode = static_cast<double>(shape) / static_cast<double>(kBetaModes);
    EXPECT_NEAR(sum / count, (1 + 4 * mode) / 6, 1e-4) << mode;
  }
}

}  // namespace
}  // namespace tc::engine
