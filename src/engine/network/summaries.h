// What each summary spans: the activities and inner summaries whose nearest summary upwards in the
// WBS it is. Numbers are those of the activities in input order.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/activity.h"

namespace tc::engine {

class Summaries {
 public:
  /// Adds a project whose activities have the numbers from `first` on.
  void add_project(std::span<const model::Activity> activities, std::uint32_t first);

  [[nodiscard]] bool empty() const { return members_.empty(); }
  /// Summaries, inner ones before those around them.
  [[nodiscard]] std::vector<std::uint32_t> inner_first() const;
  /// What the summary directly spans; nothing for any other number.
  [[nodiscard]] std::span<const std::uint32_t> members_of(std::uint32_t summary) const;
  /// All activities within, however deep, that are no summaries themselves.
  void append_leaves(std::uint32_t summary, std::vector<std::uint32_t>& out) const;
  /// What a link to `number` ties: all activities within a summary, else the activity itself.
  [[nodiscard]] std::vector<std::uint32_t> ends_of(std::uint32_t number) const;

 private:
  struct Members {
    std::size_t depth{};  ///< of its path
    std::vector<std::uint32_t> numbers;
  };
  using ByPath = std::map<std::string_view, std::vector<std::uint32_t>>;
  void attach(const ByPath& by_path, std::string_view path, std::uint32_t number);

  std::map<std::uint32_t, Members> members_;
};

}  // namespace tc::engine
