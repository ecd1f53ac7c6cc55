// Text at the edge of the system: UTF-8 checking and walking, GB18030 and the like to UTF-8,
// normalisation, and the width of Chinese text in a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tc::text {

/// Byte offset of the first malformed UTF-8 sequence, or npos when the text is well formed.
[[nodiscard]] std::size_t first_bad_utf8(std::string_view bytes);

/// Code points of well-formed UTF-8; a malformed byte becomes U+FFFD.
[[nodiscard]] std::u32string to_u32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view code_points);

/// Bytes of an unknown Chinese text file to UTF-8: byte-order marks, UTF-8, UTF-16 without a mark,
/// then GB18030. Names the encoding found. Rules: text.encoding (nothing fits), text.nul (binary).
struct Decoded {
  std::string utf8;
  std::string encoding;  ///< "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"
};
[[nodiscard]] Result<Decoded> decode(std::string_view bytes);
/// Converts from a named encoding (ICU names). Rule: text.encoding.
[[nodiscard]] Result<std::string> decode_as(std::string_view bytes, const char* encoding);
/// UTF-8 to a named encoding; a character the encoding lacks is an error. Rule: text.encoding.
[[nodiscard]] Result<std::string> encode_as(std::string_view utf8, const char* encoding);

/// NFC; malformed input is returned unchanged.
[[nodiscard]] std::string nfc(std::string_view utf8);
/// NFKC; malformed input is returned unchanged.
[[nodiscard]] std::string nfkc(std::string_view utf8);

[[nodiscard]] bool is_han(char32_t c);
/// Columns in a terminal: 2 for wide East Asian characters, 0 for combining marks, else 1.
[[nodiscard]] int display_width(std::string_view utf8);
/// Pads with spaces, or cuts with '…', to exactly `columns` terminal columns.
[[nodiscard]] std::string fit(std::string_view utf8, int columns);
/// Breaks at `columns`, never inside a character; a line does not start with closing punctuation.
[[nodiscard]] std::vector<std::string> wrap(std::string_view utf8, int columns);

/// The known name nearest to `word` by edit distance, or empty when none is near (≤ 1/3 + 1 edits).
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace tc::text
