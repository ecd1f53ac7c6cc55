// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/coding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/text.h"
#include "formats/xer/document.h"
#include "formats/xer/plausible.h"

namespace tc::formats::xer {
namespace {

constexpr std::size_t kSample = 12 * 1024;  ///< bytes of cells that the choice looks at

constexpr std::u32string_view kWestern = U"éèàçêüöäñóíáúãõôâîûåøæßëïœìòùÉÖÄÜÅØÇÑÀÈÊÓÍÁÚÔÂÎÆŒ";
constexpr std::u32string_view kCentral =
    U"áéíóúýčďěňřšťůžąćęłńśźżöüőűăâîşţäôđľĺŕëÁÉÍÓÚÝČĎĚŇŘŠŤŮŽĄĆĘŁŃŚŹŻÖÜŐŰĂÂÎŞŢÄÔĐĽ";
constexpr std::u32string_view kTurkish = U"çğıöşüâîûİÇĞÖŞÜ";
constexpr std::u32string_view kBaltic = U"āčēģīķļņšūžąęėįųõäöüĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜ";
constexpr std::u32string_view kVietnamese = U"ăâđêôơưàáèéìíòóùúýĂÂĐÊÔƠƯÀÁÈÉÌÍÒÓÙÚÝ";

/// A page, the accented letters of its languages, and how many points ahead it starts: pages of our
/// users, then common ones.
struct Candidate {
  const char* name;
  std::u32string_view latin;
  int ahead;
};
constexpr std::array kCandidates{
    Candidate{"GB18030", U"", 9},
    Candidate{"windows-1252", kWestern, 4},
    Candidate{"windows-1251", U"", 4},
    Candidate{"windows-1250", kCentral, 2},
    Candidate{"windows-1256", U"éèàçêôâîûùë", 1},
    Candidate{"windows-1253", U"", 0},
    Candidate{"windows-1254", kTurkish, 1},
    Candidate{"windows-1255", U"", 0},
    Candidate{"windows-1257", kBaltic, 0},
    Candidate{"windows-1258", kVietnamese, -3},
    Candidate{"windows-874", U"", -6},
    Candidate{"Shift_JIS", U"", -2},
    Candidate{"windows-949", U"", -2},
    Candidate{"Big5", U"", -2},
    Candidate{"GBK", U"", 8},
};
/// Short texts of another page may be sound UTF-8 by chance; it stays well ahead all the same.
constexpr std::u32string_view kAnyLatin =
    U"éèàçêüöäñóíáúãõôâîûåøæßëïœìòùÉÖÄÜÅØÇÑÀÈÊÓÍÁÚÔÂÎÆŒýčďěňřšťůžąćęłńśźżőűăşţđľĺŕğıİĞŞČŘŠŽŁŚŻĆĄĘ"
    U"āēģīķļņėįųșțȘȚ";
constexpr Candidate kUtf8{"UTF-8", kAnyLatin, 16};
constexpr std::size_t kFewSequences = 64;
constexpr std::size_t kManySequences = 16;  ///< sound ones, where damage does not make doubtful

/// What a currency of the header or of CURRTYPE says of the exporting machine's page.
struct CurrencyPage {
  std::string_view currency;
  const char* page;
};
constexpr std::array kCurrencyPages{
    CurrencyPage{"CNY", "GB18030"},      CurrencyPage{"RMB", "GB18030"},
    CurrencyPage{"RUB", "windows-1251"}, CurrencyPage{"UAH", "windows-1251"},
    CurrencyPage{"KZT", "windows-1251"}, CurrencyPage{"BGN", "windows-1251"},
    CurrencyPage{"EGP", "windows-1256"}, CurrencyPage{"SAR", "windows-1256"},
    CurrencyPage{"AED", "windows-1256"}, CurrencyPage{"QAR", "windows-1256"},
    CurrencyPage{"KWD", "windows-1256"}, CurrencyPage{"IQD", "windows-1256"},
    CurrencyPage{"OMR", "windows-1256"}, CurrencyPage{"DZD", "windows-1256"},
    CurrencyPage{"PLN", "windows-1250"}, CurrencyPage{"CZK", "windows-1250"},
    CurrencyPage{"HUF", "windows-1250"}, CurrencyPage{"RON", "windows-1250"},
    CurrencyPage{"TRY", "windows-1254"}, CurrencyPage{"TRL", "windows-1254"},
    CurrencyPage{"ILS", "windows-1255"}, CurrencyPage{"THB", "windows-874"},
    CurrencyPage{"JPY", "Shift_JIS"},    CurrencyPage{"KRW", "windows-949"},
    CurrencyPage{"TWD", "Big5"},         CurrencyPage{"VND", "windows-1258"},
};

/// The sign that a currency of CURRTYPE should show.
struct CurrencySign {
  std::string_view currency;
  std::u32string_view signs;
};
constexpr std::array kCurrencySigns{
    CurrencySign{"EUR", U"€"},   CurrencySign{"GBP", U"£￡"},   CurrencySign{"U.K.", U"£￡"},
    CurrencySign{"JPY", U"¥￥"}, CurrencySign{"CNY", U"¥￥元"}, CurrencySign{"KRW", U"₩￦원"},
    CurrencySign{"ILS", U"₪"},   CurrencySign{"VND", U"₫"},     CurrencySign{"THB", U"฿"},
};

/// Cells beyond ASCII, and what stands in currency rows apart from them.
struct Sample {
  std::vector<std::string_view> cells;
  std::string joined;                                                     ///< of the cells, for ICU
  std::vector<std::pair<std::string_view, std::string_view>> currencies;  ///< row, sign
  std::string_view header_currency;
};

bool has_word(std::string_view row, std::string_view word) {
  for (std::size_t at = row.find(word); at != std::string_view::npos; at = row.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if (at > 0 && row[at - 1] == '\t' && (end == row.size() || row[end] == '\t')) return true;
  }
  return false;
}

void sample_line(std::string_view line, bool currency_table, Sample& sample) {
  std::vector<std::string_view> cells;
  cut_cells(line, cells);
  if (!line.starts_with('%')) cells.push_back(line.substr(0, line.find('\t')));
  for (const std::string_view cell : cells) {
    if (is_ascii(cell)) continue;
    if (currency_table && cell.size() <= 4) {
      sample.currencies.emplace_back(line, cell);
    } else {
      sample.cells.push_back(cell);
      sample.joined.append(cell).push_back(' ');
    }
  }
}

Sample take_sample(std::string_view bytes) {
  Sample sample;
  bool currency_table = false;
  for (std::size_t at = 0; at < bytes.size() && sample.joined.size() < kSample;) {
    const std::size_t stop = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, stop - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("%T")) currency_table = has_word(line, "CURRTYPE");
    if (line.starts_with("ERMHDR")) {
      const std::size_t last = line.rfind('\t');
      if (last != std::string_view::npos) sample.header_currency = line.substr(last + 1);
    }
    if (!is_ascii(line)) sample_line(line, currency_table, sample);
    at = stop + 1;
  }
  return sample;
}

int currency_points(const Sample& sample, const char* page, Transcoder& transcoder) {
  int points = 0;
  for (const CurrencyPage& hint : kCurrencyPages) {
    if (hint.currency == sample.header_currency && hint.page == std::string_view(page)) points += 6;
  }
  for (const auto& [row, sign] : sample.currencies) {
    const std::u32string shown = text::to_u32(transcoder.decode(sign));
    for (const CurrencySign& known : kCurrencySigns) {
      if (!has_word(row, known.currency)) continue;
      const bool right =
          shown.size() == 1 && known.signs.find(shown[0]) != std::u32string_view::npos;
      points += right ? 8 : -8;
    }
  }
  return points;
}

int score(const Sample& sample, const Candidate& candidate) {
  auto transcoder = Transcoder::open({.name = candidate.name, .mark = {}});
  if (!transcoder) return -1'000'000;
  int points = candidate.ahead + currency_points(sample, candidate.name, *transcoder);
  for (const std::string_view cell : sample.cells) {
    points += plausibility(text::to_u32(transcoder->decode(cell)), candidate.latin);
  }
  return points;
}

/// ICU's names of the pages that Windows extends.
std::string_view windows_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames{
      {{"ISO-8859-1", "windows-1252"},
       {"ISO-8859-2", "windows-1250"},
       {"ISO-8859-5", "windows-1251"},
       {"ISO-8859-6", "windows-1256"},
       {"ISO-8859-7", "windows-1253"},
       {"ISO-8859-8", "windows-1255"},
       {"ISO-8859-8-I", "windows-1255"},
       {"ISO-8859-9", "windows-1254"},
       {"EUC-KR", "windows-949"},
       {"GB18030", "GB18030"}}};
  for (const auto& [icu, windows] : kNames) {
    if (icu == name) return windows;
  }
  return name;
}

std::string choose_page(std::string_view bytes, bool may_be_utf8) {
  const Sample sample = take_sample(bytes);
  const std::vector<text::CodePageGuess> guesses = text::guess_code_page(sample.joined);
  // ICU knows languages, but only long texts tell them apart: its word weighs with the size.
  const int weight = static_cast<int>(std::min<std::size_t>(sample.joined.size() / 20, 40));
  std::string best = may_be_utf8 ? kUtf8.name : kCandidates.front().name;
  int best_points = may_be_utf8 ? score(sample, kUtf8) : -2'000'000;
  for (const Candidate& candidate : kCandidates) {
    int points = score(sample, candidate);
    int confidence = 0;
    for (const text::CodePageGuess& guess : guesses) {
      if (windows_name(guess.name) == candidate.name) {
        confidence = std::max(confidence, guess.confidence);
      }
    }
    points += confidence * weight / 100;
    if (points > best_points) {
      best_points = points;
      best = candidate.name;
    }
  }
  return best;
}

/// Length of the sound UTF-8 sequence of more than one byte at `at`, or 0.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
  for (std::size_t size = 2; size <= 4 && at + size <= bytes.size(); ++size) {
    if (text::first_bad_utf8(bytes.substr(at, size)) == std::string_view::npos) return size;
  }
  return 0;
}

/// What speaks for UTF-8: sequences of it, and bytes beside them.
struct Utf8Signs {
  std::size_t sound{};
  std::size_t bad{};
};

Utf8Signs utf8_signs(std::string_view bytes) {
  Utf8Signs signs;
  for (std::size_t at = 0; at < bytes.size() && signs.sound + signs.bad < kSample;) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t size = sequence_at(bytes, at);
    (size > 0 ? signs.sound : signs.bad) += 1;
    at += std::max<std::size_t>(size, 1);
  }
  return signs;
}

/// Sound UTF-8 of nothing but some sequences of two bytes, which other pages hold by chance.
bool few_short_sequences(std::string_view bytes) {
  std::size_t count = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xE0) return false;
    count += byte >= 0xC0 ? 1u : 0u;
    if (count > kFewSequences) return false;
  }
  return true;
}

const char* guess_wide(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  bytes = bytes.substr(0, 64);
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1u : 0u;
  if (zeros[1] * 4 > bytes.size() && zeros[0] == 0) return "UTF-16LE";
  if (zeros[0] * 4 > bytes.size() && zeros[1] == 0) return "UTF-16BE";
  return nullptr;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080u) != 0) return false;
  }
  for (; at < bytes.size(); ++at) {
    if (static_cast<unsigned char>(bytes[at]) >= 0x80) return false;
  }
  return true;
}

Coding detect_coding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {.name = "UTF-8", .mark = "\xEF\xBB\xBF"};
  if (bytes.starts_with("\xFF\xFE")) return {.name = "UTF-16LE", .mark = "\xFF\xFE"};
  if (bytes.starts_with("\xFE\xFF")) return {.name = "UTF-16BE", .mark = "\xFE\xFF"};
  if (const char* wide = guess_wide(bytes)) return {.name = wide, .mark = {}};
  if (is_ascii(bytes)) return {};
  const bool sound = text::first_bad_utf8(bytes) == std::string_view::npos;
  if (sound && !few_short_sequences(bytes)) return {};
  const Utf8Signs signs = utf8_signs(bytes);
  if (signs.sound >= kManySequences && signs.bad * 8 <= signs.sound) return {};
  return {.name = choose_page(bytes, signs.sound > signs.bad), .mark = {}};
}

Result<Transcoder> Transcoder::open(const Coding& coding) {
  if (coding.wide() || coding.name == "UTF-8") return Transcoder(std::nullopt);
  TC_TRY(text::CodePage page, text::CodePage::open(coding.name));
  return Transcoder(std::move(page));
}

std::string Transcoder::decode(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  std::string out;
  if (page_) {
    damaged_ += page_->decode(bytes, out);
    return out;
  }
  if (text::first_bad_utf8(bytes) == std::string_view::npos) return std::string(bytes);
  const std::u32string points = text::to_u32(bytes);
  damaged_ += static_cast<std::size_t>(std::ranges::count(points, U'\uFFFD'));
  return text::to_utf8(points);
}

std::string Transcoder::encode(std::string_view utf8) {
  if (!page_ || is_ascii(utf8)) return std::string(utf8);
  std::string out;
  missing_ += page_->encode(utf8, out);
  return out;
}

}  // namespace tc::formats::xer
