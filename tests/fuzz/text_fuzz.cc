// Any bytes: what decodes is sound UTF-8, survives the way through code points, and fits the
// columns it was cut to. SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const tc::Result<tc::text::Decoded> decoded = tc::text::decode(bytes);
  if (!decoded) return 0;
  const std::string& text = decoded->utf8;
  TC_CHECK(tc::text::first_bad_utf8(text) >= text.size(), text);
  TC_CHECK(tc::text::to_utf8(tc::text::to_u32(text)) == text, text);
  TC_CHECK(tc::text::nfc(tc::text::nfc(text)) == tc::text::nfc(text), text);
  const std::string cut = tc::text::fit(text, 12);
  TC_CHECK(tc::text::display_width(cut) <= 12, cut);
  return 0;
}
