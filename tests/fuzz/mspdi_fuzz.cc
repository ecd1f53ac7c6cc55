// Any bytes as Microsoft Project XML: refused with a rule, or read; then the unchanged document
// reads back as the same model, and so does a new one written from the model alone.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "formats/mspdi/mspdi.h"

namespace {

tc::formats::ScheduleFile read_again(const tc::formats::ScheduleFile& file) {
  const auto written = tc::formats::write_mspdi(file);
  TC_CHECK(written.has_value(), written.error().message);
  auto again = tc::formats::read_mspdi(written->bytes);
  TC_CHECK(again.has_value(), again.error().message + "\n" + written->bytes);
  return std::move(*again);
}

/// Characters that XML forbids are not written, so such a name reads otherwise.
bool is_plain(std::string_view bytes) {
  return bytes.find("&#") == std::string_view::npos &&
         std::none_of(bytes.begin(), bytes.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
         });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)tc::formats::looks_like_mspdi(bytes);
  auto file = tc::formats::read_mspdi(bytes);
  if (!file) {
    TC_CHECK(!file.error().rule.empty() && !file.error().message.empty(), "error is empty");
    return 0;
  }
  const auto same = read_again(*file);
  TC_CHECK(
      !is_plain(bytes) || (same.projects == file->projects && same.calendars == file->calendars),
      "an unchanged document reads otherwise");
  file->source.reset();
  const auto fresh = read_again(*file);
  TC_CHECK(fresh.projects.front().file.activities.size() ==
               file->projects.front().file.activities.size(),
           "a task was lost");
  TC_CHECK(fresh.projects.front().file.links.size() == file->projects.front().file.links.size(),
           "a link was lost");
  return 0;
}
