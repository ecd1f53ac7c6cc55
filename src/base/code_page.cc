// SPDX-License-Identifier: Apache-2.0
#include "base/code_page.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace tc::text {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;  ///< bytes converted at a time

/// Counts what does not decode and writes U+FFFD for it.
void replace_bytes(const void* context, UConverterToUnicodeArgs* arguments, const char*,
                   std::int32_t, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  constexpr UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, status);
}

/// Counts characters without a place and writes '?'.
void replace_character(const void* context, UConverterFromUnicodeArgs* arguments, const UChar*,
                       std::int32_t, UChar32, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  ucnv_cbFromUWriteBytes(arguments, "?", 1, 0, status);
}

void append_utf16(std::u16string& out, char32_t c) {
  if (c < 0x10000) {
    out.push_back(static_cast<char16_t>(c));
    return;
  }
  out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
  out.push_back(static_cast<char16_t>(0xDC00 + (c & 0x3FF)));
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else {
    out += to_utf8(std::u32string_view(&c, 1));
  }
}

void append_utf8(std::string& out, std::u16string_view wide) {
  for (std::size_t i = 0; i < wide.size(); ++i) {
    const char32_t unit = wide[i];
    if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < wide.size() && wide[i + 1] >= 0xDC00 &&
        wide[i + 1] < 0xE000) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (wide[++i] - 0xDC00u));
    } else {
      append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? U'\uFFFD' : unit);
    }
  }
}

}  // namespace

void CodePage::Close::operator()(UConverter* converter) const { ucnv_close(converter); }

Result<CodePage> CodePage::open(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &status);
  if (U_FAILURE(status)) {
    return fail(Code::bad_input, "text.encoding", "unknown encoding " + name.substr(0, 40));
  }
  return CodePage(converter);
}

std::size_t CodePage::decode(std::string_view bytes, std::string& utf8) {
  UErrorCode status = U_ZERO_ERROR;
  std::size_t damaged = 0;
  ucnv_reset(converter_.get());
  ucnv_setToUCallBack(converter_.get(), replace_bytes, &damaged, nullptr, nullptr, &status);
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  wide_.resize(std::min(bytes.size(), kChunk) * 2 + 16);
  std::u16string last;  // a lead surrogate may end a chunk
  do {
    UChar* out = wide_.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter_.get(), &out, wide_.data() + wide_.size(), &at, end, nullptr, 1,
                   &status);
    std::u16string_view part(wide_.data(), static_cast<std::size_t>(out - wide_.data()));
    std::u16string joined;
    if (!last.empty()) part = (joined = last.append(part));
    last.clear();
    if (status == U_BUFFER_OVERFLOW_ERROR && !part.empty() && (part.back() & 0xFC00) == 0xD800) {
      last = part.back();
      part.remove_suffix(1);
    }
    append_utf8(utf8, part);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return damaged;
}

std::size_t CodePage::encode(std::string_view utf8, std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::size_t missing = 0;
  ucnv_reset(converter_.get());
  ucnv_setFromUCallBack(converter_.get(), replace_character, &missing, nullptr, nullptr, &status);
  wide_.clear();
  for (const char32_t c : to_u32(utf8)) append_utf16(wide_, c);
  const UChar* at = wide_.data();
  std::array<char, 4096> buffer{};
  do {
    char* out = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_fromUnicode(converter_.get(), &out, buffer.data() + buffer.size(), &at,
                     wide_.data() + wide_.size(), nullptr, 1, &status);
    bytes.append(buffer.data(), static_cast<std::size_t>(out - buffer.data()));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return missing;
}

std::vector<CodePageGuess> guess_code_page(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::vector<CodePageGuess> guesses;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(
      ucsdet_open(&status), &ucsdet_close);
  bytes = bytes.substr(0, kChunk);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_SUCCESS(status)) guesses.push_back({.name = name, .confidence = confidence});
  }
  return guesses;
}

}  // namespace tc::text
