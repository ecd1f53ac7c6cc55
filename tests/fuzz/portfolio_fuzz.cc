// Any bytes as a published portfolio: an error or projects with an id each, never a crash.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "formats/portfolio/portfolio.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto portfolio = tc::formats::read_portfolio(bytes, "gmpp_2021_22.csv");
  if (!portfolio) return 0;
  TC_CHECK(!portfolio->projects.empty(), "a portfolio that was read has projects");
  for (const auto& one : portfolio->projects) {
    TC_CHECK(!one.id.empty(), "each has an id");
    TC_CHECK(!one.cost || std::isfinite(*one.cost), one.id);
    TC_CHECK(!one.budget || std::isfinite(*one.budget), one.id);
  }
  return 0;
}
