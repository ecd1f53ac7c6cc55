// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/remarks.h"

namespace tc::formats::xer {
namespace {

constexpr std::size_t kShown = 5;  ///< remarks of one kind that are told with their place

}  // namespace

Remarks::Told& Remarks::told(const std::string& rule, std::string_view kind) {
  const auto [at, fresh] =
      index_.try_emplace(std::string(rule) + '\t' + std::string(kind), told_.size());
  if (fresh) told_.push_back({.count = 0, .rule = rule, .kind = std::string(kind)});
  return told_[at->second];
}

bool Remarks::wants(const std::string& rule, std::string_view kind) {
  Told& remark = told(rule, kind);
  if (remark.count < kShown) return true;
  ++remark.count;
  return false;
}

void Remarks::add(const std::string& rule, std::string message, std::string where,
                  std::string_view kind) {
  Told& remark = told(rule, kind);
  if (remark.count++ >= kShown) return;
  notes_.push_back({.rule = rule, .message = std::move(message), .where = std::move(where)});
}

Notes Remarks::take() {
  for (const Told& remark : told_) {
    if (remark.count <= kShown) continue;
    notes_.push_back({.rule = remark.rule,
                      .message = std::to_string(remark.count - kShown) + " more of this kind",
                      .where = remark.kind});
  }
  index_.clear();
  told_.clear();
  return std::move(notes_);
}

}  // namespace tc::formats::xer
