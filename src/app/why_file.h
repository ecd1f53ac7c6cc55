// What explanations of a planning file stand on: the ids that its activities have in it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/why.h"

namespace tc::app {

class FileNames {
 public:
  explicit FileNames(const FileSchedule& file);
  [[nodiscard]] std::string of(const model::Activity& activity) const;

 private:
  std::map<model::ActivityId, std::string> ids_;
};

/// `file`, `explainer` and `names` must outlive it.
[[nodiscard]] WhyScene scene_of(const FileSchedule& file, const engine::Explainer& explainer,
                                const FileNames& names);

/// why.activity, with what is near to `word` among `known`.
[[nodiscard]] tl::unexpected<Error> unknown_activity(std::string_view word,
                                                     const std::vector<std::string>& known,
                                                     const std::string& where);

}  // namespace tc::app
