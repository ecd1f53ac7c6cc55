// Word lists and small walks over code points. Chinese has no blanks: every rule of the reader is
// "one of these words stands here", so a list answers longest match forwards and backwards.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tc::formats::report {

using Text = std::u32string;
using View = std::u32string_view;
inline constexpr std::size_t kNone = View::npos;

/// Half-open range of code points.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return end <= begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

class Words {
 public:
  Words() = default;
  explicit Words(std::vector<Text> words);

  /// Length of the longest word that begins at `at`, or 0.
  [[nodiscard]] std::size_t at(View text, std::size_t at) const;
  /// Length of the longest word that ends before `end`, or 0.
  [[nodiscard]] std::size_t before(View text, std::size_t end) const;
  /// The first word at or after `from` (longest there), or an empty span at kNone.
  [[nodiscard]] Span find(View text, std::size_t from = 0) const;
  [[nodiscard]] bool in(View text) const { return find(text).begin != kNone; }
  [[nodiscard]] bool is(View word) const { return !word.empty() && at(word, 0) == word.size(); }
  [[nodiscard]] bool starts(View text) const { return at(text, 0) > 0; }
  [[nodiscard]] bool ends(View text) const { return before(text, text.size()) > 0; }
  [[nodiscard]] const std::vector<Text>& all() const { return words_; }

 private:
  std::vector<Text> words_;
  std::unordered_map<char32_t, std::vector<Text>> by_first_;  ///< longest first; never iterated
  std::unordered_map<char32_t, std::vector<Text>> by_last_;
};

[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_latin(char32_t c);
/// 。！？ and their half-width forms.
[[nodiscard]] bool ends_sentence(char32_t c);
/// ，；：。！？ and quotes' ends do not count.
[[nodiscard]] bool ends_clause(char32_t c);
[[nodiscard]] bool starts_with(View text, View prefix);
[[nodiscard]] bool ends_with(View text, View suffix);
[[nodiscard]] bool contains(View text, View part);
[[nodiscard]] View sub(View text, Span span);
[[nodiscard]] View trim(View text);
/// True when `part`'s characters occur in `whole` in order.
[[nodiscard]] bool subsequence(View part, View whole);

/// Splits at any of `marks` outside brackets and quotes; spans are in `text`, empty pieces dropped.
[[nodiscard]] std::vector<Span> split(View text, Span range, View marks);

}  // namespace tc::formats::report
