// Any bytes as Primavera P6 XML: what is read is written as the same document, and a new document
// of it is read with the same activities. SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "formats/pmxml/pmxml.h"

namespace {

std::size_t active(const tc::formats::ScheduleFile& file) {
  std::size_t count = 0;
  for (const auto& project : file.projects) {
    for (const auto& facts : project.facts) count += facts.inactive ? 0u : 1u;
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(tc::formats::looks_like_pmxml(bytes));
  auto file = tc::formats::read_pmxml(bytes);
  if (!file) return 0;
  const auto same = tc::formats::write_pmxml(*file);
  TC_CHECK(same, "a document that was read can be written");
  const auto again = tc::formats::read_pmxml(same->bytes);
  TC_CHECK(again, again ? "" : tc::to_line(again.error()));
  TC_CHECK(again->calendars == file->calendars, same->bytes);
  TC_CHECK(again->projects.size() == file->projects.size(), same->bytes);
  file->source = nullptr;
  const auto made = tc::formats::write_pmxml(*file);
  TC_CHECK(made, "what was read can be written anew");
  const auto other = tc::formats::read_pmxml(made->bytes);
  TC_CHECK(other, other ? "" : tc::to_line(other.error()));
  TC_CHECK(active(*other) == active(*file), made->bytes);
  return 0;
}
