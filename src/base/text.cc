// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>

namespace tc::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Reads one code point at `at`; returns its length, or 0 when malformed (RFC 3629).
int decode_one(std::string_view bytes, std::size_t at, char32_t& out) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    out = lead;
    return 1;
  }
  const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || at + static_cast<std::size_t>(length) > bytes.size()) return 0;
  out = lead & (0xFFu >> (length + 1));
  for (int i = 1; i < length; ++i) {
    const unsigned char next = byte(at + static_cast<std::size_t>(i));
    if ((next & 0xC0) != 0x80) return 0;
    out = (out << 6) | (next & 0x3Fu);
  }
  const bool overlong = (length == 3 && out < 0x800) || (length == 4 && out < 0x10000);
  if (overlong || out > 0x10FFFF || (out >= 0xD800 && out <= 0xDFFF)) return 0;
  return length;
}

std::string normalise(std::string_view utf8, const icu::Normalizer2* normaliser,
                      UErrorCode status) {
  if (U_FAILURE(status) || first_bad_utf8(utf8) != std::string_view::npos) return std::string(utf8);
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  const icu::UnicodeString result = normaliser->normalize(source, status);
  std::string out;
  if (U_FAILURE(status)) return std::string(utf8);
  return result.toUTF8String(out);
}

/// Half of the bytes at one parity are zero or ASCII beside zeros: UTF-16 without a mark.
const char* guess_utf16(std::string_view bytes) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1u : 0u;
  if (zeros[1] > bytes.size() / 8 && zeros[0] == 0) return "UTF-16LE";
  if (zeros[0] > bytes.size() / 8 && zeros[1] == 0) return "UTF-16BE";
  return nullptr;
}

int width_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const auto category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR ||
      category == U_CONTROL_CHAR) {
    return 0;
  }
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool may_not_start_line(char32_t c) {
  return std::u32string_view(U"，。、；：？！）》”’」』】〕…,.;:?!)%").find(c) !=
         std::u32string_view::npos;
}

/// Part of a Latin word or number, which is not broken at a line's end.
bool is_word(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         c == U'.' || c == U'-' || c == U'_' || c == U'%';
}

/// Takes the unfinished word off the line's end, unless it is longer than `most` columns or the
/// whole line.
std::u32string take_word(std::u32string& line, int most) {
  std::size_t begin = line.size();
  while (begin > 0 && is_word(line[begin - 1])) --begin;
  if (begin == 0 || line.size() - begin > static_cast<std::size_t>(most)) return {};
  std::u32string word = line.substr(begin);
  line.resize(begin);
  return word;
}

}  // namespace

std::size_t first_bad_utf8(std::string_view bytes) {
  char32_t c = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const int length = decode_one(bytes, at, c);
    if (length == 0) return at;
    at += static_cast<std::size_t>(length);
  }
  return std::string_view::npos;
}

std::u32string to_u32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t c = 0;
    const int length = decode_one(utf8, at, c);
    out.push_back(length == 0 ? kReplacement : c);
    at += length == 0 ? 1 : static_cast<std::size_t>(length);
  }
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) {
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      out.push_back(static_cast<char>(0xC0 | (c >> 6)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (c >> 12)));
      out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (c >> 18)));
      out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
  }
  return out;
}

Result<std::string> decode_as(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) {
    return fail(Code::bad_input, "text.encoding", std::string("unknown encoding ") + encoding);
  }
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const auto size = static_cast<std::int32_t>(bytes.size());
  icu::UnicodeString wide;
  UChar* buffer = wide.getBuffer(size * 2 + 16);
  const std::int32_t length =
      ucnv_toUChars(converter, buffer, wide.getCapacity(), bytes.data(), size, &status);
  wide.releaseBuffer(U_SUCCESS(status) ? length : 0);
  ucnv_close(converter);
  if (U_FAILURE(status)) {
    return fail(Code::bad_input, "text.encoding", std::string("the bytes are not ") + encoding, {},
                "save the file as UTF-8 or GB18030");
  }
  std::string out;
  return wide.toUTF8String(out);
}

Result<std::string> encode_as(std::string_view utf8, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) {
    return fail(Code::bad_input, "text.encoding", std::string("unknown encoding ") + encoding);
  }
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const auto wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string out(static_cast<std::size_t>(wide.length()) * 4 + 4, '\0');
  const std::int32_t length =
      ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()),
                      wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  if (U_FAILURE(status)) {
    return fail(Code::bad_input, "text.encoding",
                std::string("a character has no place in ") + encoding);
  }
  out.resize(static_cast<std::size_t>(length));
  return out;
}

Result<Decoded> decode(std::string_view bytes) {
  const auto with = [&](std::size_t skip, const char* name) -> Result<Decoded> {
    TC_TRY(std::string utf8, decode_as(bytes.substr(skip), name));
    return Decoded{.utf8 = std::move(utf8), .encoding = name};
  };
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / 4)) {
    return fail(Code::limit, "text.size", "the text is larger than 512 MiB");
  }
  if (bytes.substr(0, 2) == "\xFF\xFE") return with(2, "UTF-16LE");
  if (bytes.substr(0, 2) == "\xFE\xFF") return with(2, "UTF-16BE");
  if (const char* utf16 = guess_utf16(bytes)) return with(0, utf16);
  if (bytes.find('\0') != std::string_view::npos) {
    return fail(Code::bad_input, "text.nul", "the file holds zero bytes, so it is no text", {},
                "give a plain text file");
  }
  const std::size_t skip = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  if (first_bad_utf8(bytes.substr(skip)) == std::string_view::npos) {
    return Decoded{.utf8 = std::string(bytes.substr(skip)), .encoding = "UTF-8"};
  }
  return with(0, "GB18030");
}

std::string nfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  return normalise(utf8, icu::Normalizer2::getNFCInstance(status), status);
}

std::string nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  return normalise(utf8, icu::Normalizer2::getNFKCInstance(status), status);
}

bool is_han(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_UNIFIED_IDEOGRAPH) != 0 || c == U'〇';
}

int display_width(std::string_view utf8) {
  int width = 0;
  for (const char32_t c : to_u32(utf8)) width += width_of(c);
  return width;
}

std::string fit(std::string_view utf8, int columns) {
  const std::u32string points = to_u32(utf8);
  const int total = display_width(utf8);
  if (total <= columns) {
    return std::string(utf8) + std::string(static_cast<std::size_t>(columns - total), ' ');
  }
  std::u32string out;
  int width = 0;
  for (const char32_t c : points) {
    if (width + width_of(c) > columns - 1) break;
    out.push_back(c);
    width += width_of(c);
  }
  out.push_back(U'…');
  return to_utf8(out) +
         std::string(static_cast<std::size_t>(std::max(0, columns - width - 1)), ' ');
}

std::vector<std::string> wrap(std::string_view utf8, int columns) {
  std::vector<std::string> lines;
  std::u32string line;
  int width = 0;
  const auto flush = [&] {
    while (!line.empty() && line.back() == U' ') line.pop_back();
    lines.push_back(to_utf8(line));
    line.clear();
    width = 0;
  };
  for (const char32_t c : to_u32(utf8)) {
    if (c == U'\n') {
      flush();
      continue;
    }
    if (width + width_of(c) > columns && !may_not_start_line(c)) {
      const std::u32string word = is_word(c) ? take_word(line, columns * 3 / 4) : std::u32string();
      flush();
      line = word;
      width = static_cast<int>(word.size());
    }
    if (line.empty() && c == U' ') continue;
    line.push_back(c);
    width += width_of(c);
  }
  if (!line.empty() || lines.empty()) flush();
  return lines;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const auto distance = [](std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
        diagonal = above;
      }
    }
    return row[b.size()];
  };
  std::string best;
  std::size_t best_distance = word.size() / 3 + 2;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(word.substr(0, 64), candidate);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

}  // namespace tc::text
