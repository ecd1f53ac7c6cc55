// Any bytes as a schedule table: what is read can be written, and what was written is read as the
// same schedule. SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "formats/csv/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(tc::formats::looks_like_csv_schedule(bytes));
  const auto file = tc::formats::read_csv_schedule(bytes);
  if (!file) return 0;
  const auto written = tc::formats::write_csv_schedule(*file);
  TC_CHECK(written, "a table that was read can be written");
  const auto again = tc::formats::read_csv_schedule(written->bytes);
  TC_CHECK(again, again ? "" : tc::to_line(again.error()) + "\n" + written->bytes);
  TC_CHECK(again->projects.size() == file->projects.size(), written->bytes);
  for (std::size_t p = 0; p < file->projects.size(); ++p) {
    const auto& before = file->projects[p].file;
    const auto& after = again->projects[p].file;
    TC_CHECK(after.activities.size() == before.activities.size(), written->bytes);
    TC_CHECK(after.links.size() == before.links.size(), written->bytes);
  }
  return 0;
}
