// The standard and formatting headers that most sources include, compiled once for each preset
// (target_precompile_headers). Every source still includes what it uses: the sanitizer build has no
// precompiled header and would not compile otherwise. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <utility>
#include <vector>
