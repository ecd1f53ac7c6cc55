// JSON text to a value, for input nobody has checked: size, nesting and memory are bounded
// before they grow, duplicate keys and numbers beyond double are refused. Never throws; the depth
// guard keeps the recursive parts of the JSON library off hostile input.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tc::formats {

struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  int depth = 64;
  std::size_t memory = std::size_t{384} << 20;  ///< of the value once read, estimated
};

/// Rules: json.syntax, json.utf8, json.duplicate, json.number, json.depth, json.size, json.memory.
/// `where` is "line:column" or the JSON pointer of the repeated key.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view bytes,
                                                const JsonLimits& limits = {});

/// Adds one step to a JSON pointer, escaping `~` and `/` (RFC 6901).
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view step);
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace tc::formats
