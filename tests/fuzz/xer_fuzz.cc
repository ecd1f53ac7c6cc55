// Any bytes through the XER reader and both writers: no crash, what was read goes back byte for
// byte (UTF-16 apart, where broken pairs are repaired), and a new file is read again.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"
#include "formats/xer/xer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto file = tc::formats::read_xer(bytes);
  if (!file) {
    TC_CHECK(!file.error().rule.empty(), "an error has no rule");
    return 0;
  }
  TC_CHECK(tc::formats::looks_like_xer(bytes), "a file was read that does not look like one");
  for (const tc::Note& note : file->notes) {
    TC_CHECK(tc::text::first_bad_utf8(note.message + note.where) == std::string_view::npos,
             note.rule);
  }
  const auto same = tc::formats::write_xer(*file);
  TC_CHECK(same.has_value(), "an unchanged file is not written");
  TC_CHECK(file->encoding.starts_with("UTF-16") || same->bytes == bytes, "bytes changed");
  file->source = nullptr;
  const auto fresh = tc::formats::write_xer(*file);
  TC_CHECK(fresh.has_value(), fresh ? "" : fresh.error().rule);
  TC_CHECK(tc::formats::read_xer(fresh->bytes).has_value(), "a new file is not read");
  return 0;
}
