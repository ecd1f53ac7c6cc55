// The rows of a task list in the order in which Microsoft Project shows them: WBS elements as
// summaries before what lies in them, several projects one after the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct OutlineRow {
  std::size_t project{};         ///< position in ScheduleFile::projects
  std::size_t activity = kNone;  ///< position among its activities; none: an element without one
  std::size_t element = kNone;   ///< position in its WBS, for summaries
  std::int64_t level = 1;
  std::string number;  ///< "1.2.3"
  bool summary = false;
  std::int64_t uid{};
};

struct Outline {
  std::vector<OutlineRow> rows;
  std::unordered_map<std::int64_t, std::int64_t> uids;  ///< by activity id
  std::vector<std::string> empty_elements;              ///< paths; they are not written
};

/// Activity ids are kept as UIDs where they can be (1 … 2^31 - 1, each once), else counted anew.
/// With `several` each project stands under a row of its own (activity and element none).
[[nodiscard]] Outline outline_of(const ScheduleFile& file, bool several);

}  // namespace tc::formats::mspdi
