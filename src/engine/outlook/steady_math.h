// Logarithm and exponential from the four operations alone. The library's may differ in the last
// bit between machines; draws must not. Good to about 2^-50 relative, which draws do not notice.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tc::engine {

/// Natural logarithm of a positive normal number.
[[nodiscard]] double steady_log(double x);
/// e to the x, for -700 <= x <= 700.
[[nodiscard]] double steady_exp(double x);

}  // namespace tc::engine
