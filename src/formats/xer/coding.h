// In which code page an XER was written. P6 writes the ANSI page of the exporting machine and says
// so nowhere: marks and UTF-16 are seen at once, sound UTF-8 is UTF-8, and what is left is decided
// by how plausible the text reads under each page (plausible.h), the currencies it names, and ICU's
// detector. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/code_page.h"
#include "base/result.h"

namespace tc::formats::xer {

struct Coding {
  std::string name = "UTF-8";  ///< ICU's name, e.g. "GB18030", "windows-1251", "UTF-16LE"
  std::string mark;            ///< byte-order mark as found, or empty
  friend bool operator==(const Coding&, const Coding&) = default;
  [[nodiscard]] bool wide() const { return name.starts_with("UTF-16"); }
};

/// Never fails: bytes of no known page are the best of those that are tried.
[[nodiscard]] Coding detect_coding(std::string_view bytes);

[[nodiscard]] bool is_ascii(std::string_view bytes);

/// Text of one coding to UTF-8 and back, cell by cell. Text of a wide coding is kept as UTF-8 in
/// the document, so for it this is the identity.
class Transcoder {
 public:
  [[nodiscard]] static Result<Transcoder> open(const Coding& coding);
  [[nodiscard]] std::string decode(std::string_view bytes);
  [[nodiscard]] std::string encode(std::string_view utf8);
  /// Sequences that became U+FFFD in decode.
  [[nodiscard]] std::size_t damaged() const { return damaged_; }
  /// Characters that became '?' in encode.
  [[nodiscard]] std::size_t missing() const { return missing_; }

 private:
  explicit Transcoder(std::optional<text::CodePage> page) : page_(std::move(page)) {}
  std::optional<text::CodePage> page_;  ///< none: UTF-8
  std::size_t damaged_ = 0;
  std::size_t missing_ = 0;
};

}  // namespace tc::formats::xer
