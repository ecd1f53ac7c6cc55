// Remarks on a file, gathered so that a fault repeated in a million rows makes a few lines: of each
// kind the first places are told, the others counted.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace tc::formats::xer {

class Remarks {
 public:
  /// Whether a further remark of this kind would be told with its place; ask first where making the
  /// place costs time. Counts the remark when it would not.
  [[nodiscard]] bool wants(const std::string& rule, std::string_view kind = {});
  /// `kind` parts remarks of one rule, such as the table and field.
  void add(const std::string& rule, std::string message, std::string where,
           std::string_view kind = {});
  /// All remarks, then one line for each kind that had more; the gathering starts anew.
  [[nodiscard]] Notes take();

 private:
  struct Told {
    std::size_t count{};
    std::string rule;
    std::string kind;
  };
  Notes notes_;
  std::unordered_map<std::string, std::size_t> index_;  ///< rule and kind → place in told_
  std::vector<Told> told_;
  Told& told(const std::string& rule, std::string_view kind);
};

}  // namespace tc::formats::xer
