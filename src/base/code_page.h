// One legacy code page, opened once and used for many short texts, as files of planning tools need:
// damaged bytes become U+FFFD and are counted, never refused. Also the library's guess at the code
// page of a text. Names are ICU's.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct UConverter;

namespace tc::text {

class CodePage {
 public:
  /// Rule: text.encoding (no such code page).
  [[nodiscard]] static Result<CodePage> open(const std::string& name);

  /// Appends the text as UTF-8. Returns how many malformed sequences became U+FFFD.
  std::size_t decode(std::string_view bytes, std::string& utf8);
  /// Appends the bytes of the text; a character that the code page lacks becomes '?'. Returns how
  /// many did. Malformed UTF-8 counts as U+FFFD.
  std::size_t encode(std::string_view utf8, std::string& bytes);

 private:
  struct Close {
    void operator()(UConverter* converter) const;
  };
  explicit CodePage(UConverter* converter) : converter_(converter) {}
  std::unique_ptr<UConverter, Close> converter_;
  std::u16string wide_;  ///< kept between calls, so that short texts cost no allocation
};

/// A code page that ICU's detector thinks possible; confidence 0–100, best first.
struct CodePageGuess {
  std::string name;
  int confidence{};
};
[[nodiscard]] std::vector<CodePageGuess> guess_code_page(std::string_view bytes);

}  // namespace tc::text
