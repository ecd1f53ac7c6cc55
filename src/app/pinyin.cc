// SPDX-License-Identifier: Apache-2.0
#include "app/pinyin.h"

#include <unicode/translit.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/text.h"

namespace tc::app {
namespace {

/// The first letter of each character met so far. ICU's transliterator is costly to make and may
/// not be used by two threads at once, so one instance behind a lock serves all.
class Letters {
 public:
  /// 0 when the character has no reading.
  char of(char32_t character) {
    const std::lock_guard lock(mutex_);
    const auto [at, fresh] = known_.try_emplace(character, '\0');
    if (fresh) at->second = ask(character);
    return at->second;
  }

 private:
  char ask(char32_t character) {
    if (!made_) {
      made_ = true;
      UErrorCode status = U_ZERO_ERROR;
      transliterator_.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower",
                                                                UTRANS_FORWARD, status));
    }
    if (!transliterator_) return '\0';
    icu::UnicodeString text(static_cast<UChar32>(character));
    transliterator_->transliterate(text);
    const char16_t first = text.isEmpty() ? u'\0' : text.charAt(0);
    return first >= u'a' && first <= u'z' ? static_cast<char>(first) : '\0';
  }

  std::mutex mutex_;
  bool made_ = false;
  std::unique_ptr<icu::Transliterator> transliterator_;
  std::unordered_map<char32_t, char> known_;
};

}  // namespace

std::string initials(std::string_view utf8) {
  static Letters letters;
  std::string out;
  for (const char32_t c : text::to_u32(utf8)) {
    if (text::is_han(c)) {
      if (const char letter = letters.of(c); letter != '\0') out.push_back(letter);
    } else if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) {
      out.push_back(static_cast<char>(c));
    } else if (c >= U'A' && c <= U'Z') {
      out.push_back(static_cast<char>(c - U'A' + U'a'));
    }
  }
  return out;
}

}  // namespace tc::app
