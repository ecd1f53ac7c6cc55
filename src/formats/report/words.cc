// SPDX-License-Identifier: Apache-2.0
#include "formats/report/words.h"

#include <algorithm>
#include <utility>

namespace tc::formats::report {
namespace {

using Buckets = std::unordered_map<char32_t, std::vector<Text>>;

void sort_longest_first(Buckets& buckets, const std::vector<Text>& words, bool by_first) {
  for (const Text& word : words) {
    std::vector<Text>& bucket = buckets[by_first ? word.front() : word.back()];
    bucket.push_back(word);
    std::ranges::stable_sort(bucket,
                             [](const Text& a, const Text& b) { return a.size() > b.size(); });
  }
}

constexpr std::size_t kBracketReach = 120;  ///< a bracket that does not close by then is a slip

/// Where the bracket or quote that opens at `at` closes, or `at` when nothing opens or closes.
std::size_t close_of(View text, std::size_t at, std::size_t end) {
  static constexpr View kOpen = U"（(“‘《【〔[";
  static constexpr View kClose = U"）)”’》】〕]";
  const std::size_t kind = kOpen.find(text[at]);
  if (kind == kNone) return at;
  const std::size_t reach = std::min(end, at + kBracketReach);
  int depth = 0;
  for (std::size_t i = at; i < reach; ++i) {
    if (text[i] == kOpen[kind]) ++depth;
    if (text[i] == kClose[kind] && --depth == 0) return i;
  }
  return at;
}

}  // namespace

Words::Words(std::vector<Text> words) : words_(std::move(words)) {
  std::erase_if(words_, [](const Text& word) { return word.empty(); });
  sort_longest_first(by_first_, words_, true);
  sort_longest_first(by_last_, words_, false);
}

std::size_t Words::at(View text, std::size_t at) const {
  if (at >= text.size()) return 0;
  const auto bucket = by_first_.find(text[at]);
  if (bucket == by_first_.end()) return 0;
  for (const Text& word : bucket->second) {
    if (starts_with(text.substr(at), word)) return word.size();
  }
  return 0;
}

std::size_t Words::before(View text, std::size_t end) const {
  if (end == 0 || end > text.size()) return 0;
  const auto bucket = by_last_.find(text[end - 1]);
  if (bucket == by_last_.end()) return 0;
  for (const Text& word : bucket->second) {
    if (ends_with(text.substr(0, end), word)) return word.size();
  }
  return 0;
}

Span Words::find(View text, std::size_t from) const {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (const std::size_t length = at(text, i); length > 0) return {i, i + length};
  }
  return {kNone, kNone};
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool ends_sentence(char32_t c) { return View(U"。！？!?").find(c) != kNone; }

bool ends_clause(char32_t c) { return View(U"，；：。！？,;:!?\n").find(c) != kNone; }

bool starts_with(View text, View prefix) {
  return text.size() >= prefix.size() && text.substr(0, prefix.size()) == prefix;
}

bool ends_with(View text, View suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool contains(View text, View part) { return text.find(part) != kNone; }

View sub(View text, Span span) {
  return span.empty() || span.begin >= text.size() ? View{} : text.substr(span.begin, span.size());
}

View trim(View text) {
  const auto blank = [](char32_t c) { return c <= U' ' || c == U'\u3000' || c == U'\u00A0'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool subsequence(View part, View whole) {
  std::size_t next = 0;
  for (const char32_t c : whole) {
    if (next < part.size() && part[next] == c) ++next;
  }
  return next == part.size();
}

std::vector<Span> split(View text, Span range, View marks) {
  std::vector<Span> pieces;
  std::size_t begin = range.begin;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    i = close_of(text, i, range.end);
    if (marks.find(text[i]) == kNone) continue;
    if (i > begin) pieces.push_back({begin, i});
    begin = i + 1;
  }
  if (range.end > begin) pieces.push_back({begin, range.end});
  return pieces;
}

}  // namespace tc::formats::report
