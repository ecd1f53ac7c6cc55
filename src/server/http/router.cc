// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/http/url.h"

namespace tc::server {
namespace {

bool is_param(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::optional<std::vector<NameValue>> match_path(const std::vector<std::string_view>& pattern,
                                                 const std::vector<std::string_view>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  std::vector<NameValue> params;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_param(pattern[i]) && !path[i].empty()) {
      params.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return params;
}

void add_method(std::string& allow, std::string_view method) {
  if (!allow.empty()) allow.append(", ");
  allow.append(method);
  if (method == "GET") allow.append(", HEAD");
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  // Fewest parameters first, so that a literal path is never taken for a parameter's value.
  std::ranges::stable_sort(
      routes_, {}, [](const Route& route) { return std::ranges::count(route.pattern, '{'); });
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  const std::string_view wanted = method == "HEAD" ? std::string_view{"GET"} : method;
  const std::vector<std::string_view> segments = split_path(path);
  Match match;
  for (const Route& route : routes_) {
    auto params = match_path(split_path(route.pattern), segments);
    if (!params) continue;
    add_method(match.allow, route.method);
    if (route.method == wanted && match.route == nullptr) {
      match.route = &route;
      match.params = std::move(*params);
    }
  }
  return match;
}

}  // namespace tc::server
