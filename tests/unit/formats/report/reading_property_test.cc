// What must hold of any text: the reader is total and deterministic, works in linear time, and says
// nothing that the text does not.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

#include "base/text.h"
#include "unit/formats/report/reading_text.h"
#include "unit/formats/report/report_support.h"

namespace tc::test {
namespace {

using formats::report::read_report;
using formats::report::Reading;

/// SplitMix64: the same texts on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }

 private:
  std::uint64_t state_;
};

/// Pieces of the genre and of everything else, in any order.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all{"市长",       "张立新",     "调研",
                                            "，",         "。",         "；",
                                            "：",         "、",         "项目",
                                            "工程",       "在",         "来到",
                                            "城东",       "污水处理厂", "现场",
                                            "强调",       "要求",       "要",
                                            "相关部门",   "加快",       "确保",
                                            "5月16日",    "2024年",     "年产",
                                            "10",         "万吨",       "亿元",
                                            "总投资",     "（",         "）",
                                            "“",          "”",          "(lù)",
                                            "(",          ")",          "ī",
                                            "lián)",      "?",          "\xEF\xBF\xBD",
                                            "勇",         "擔",         "姑",
                                            "一、",       "（二）",     "纪要",
                                            "参加",       "副市长",     "和",
                                            "的",         "已",         "进入",
                                            "阶段",       "封顶",       "尚未",
                                            "完成",       "\n",         " ",
                                            "　",         "a",          "Z",
                                            "9",          ".",          "|",
                                            "🏗",       "著",         "来源：",
                                            "责任编辑：", "会议",       "由",
                                            "市住建局",   "负责",       "6月底前",
                                            "他",         "说",         "关于",
                                            "问题",       "位于",       "平川县",
                                            "镇",         "园区",       "内",
                                            "鋼",         "億",         "\xC3\xA9",
                                            "é»",         "等",         "两个工地"};
  return all;
}

std::string random_text(Draw& draw, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += pieces()[draw.below(pieces().size())];
  return out;
}

TEST(ReadingProperty, SaysNothingTheTextDoesNot) {
  Draw draw(7);
  std::size_t said = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = "5月16日，市长张立新调研。" + random_text(draw, 5 + draw.below(120));
    const Reading reading = read(text);
    const std::vector<std::string> strange = invented(reading);
    ASSERT_TRUE(strange.empty()) << strange.front() << "\nin: " << text;
    said += reading.projects.size() + reading.directives.size();
  }
  EXPECT_GT(said, 1000u) << "the texts are too poor to test anything";
}

TEST(ReadingProperty, IsDeterministic) {
  Draw draw(8);
  for (int i = 0; i < 500; ++i) {
    const std::string text = random_text(draw, 80);
    EXPECT_EQ(read(text), read(text));
  }
}

TEST(ReadingProperty, IsTotalOnAnyBytes) {
  Draw draw(9);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (std::size_t n = draw.below(300); n > 0; --n) {
      bytes.push_back(static_cast<char>(draw.next() & 0xFF));
    }
    const auto reading = read_report(bytes, report_rules(), to_simplified());
    ASSERT_TRUE(reading);
    EXPECT_FALSE(formats::report::reading_to_json(*reading).empty());
  }
}

/// Processor seconds of this process, so that other work on the machine does not count.
double seconds_to_read(const std::string& text) {
  const std::clock_t begin = std::clock();
  const Reading reading = read(text);
  EXPECT_TRUE(invented(reading).empty());
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string out = "5月16日，市长张立新调研。";
  while (out.size() + piece.size() < bytes) out += piece;
  return out;
}

TEST(ReadingProperty, BigInputsTakeLinearTime) {
  constexpr std::size_t kSmall = 1u << 16;
  constexpr std::size_t kTimes = 8;
  Draw draw(10);
  std::string garbage;
  while (garbage.size() < kSmall / 16) garbage += random_text(draw, 1000);
  const std::vector<std::string> pieces{
      garbage, "，。；：、",  "（“《",          "((((", "要",       "项目",       "甲乙丙项目、",
      "?",     "勇?lián)姑?", "书(shū)",        "到",   "强调，要", "1234567890", "市长王一、",
      "和",    "|\n",         "各部门要加快；", "著",   "é"};
  for (const std::string& piece : pieces) {
    // Linear time takes 8 times as long, quadratic 64 times; in between lies room for caches.
    const double small = std::max(seconds_to_read(repeated(piece, kSmall)), 0.01);
    EXPECT_LT(seconds_to_read(repeated(piece, kTimes * kSmall)), 3 * kTimes * small)
        << piece.substr(0, 60);
  }
}

TEST(ReadingProperty, EmptyAndMarksOnlyAreNoVisit) {
  for (const std::string text : {"", " ", "\n\n", "。", "，，，。。。", "（（（（", "？", "|"}) {
    const Reading reading = read(text);
    EXPECT_FALSE(reading.visit);
    EXPECT_TRUE(reading.projects.empty());
    EXPECT_TRUE(reading.directives.empty());
    ASSERT_FALSE(reading.notes.empty());
    EXPECT_EQ(reading.notes.back().rule, "report.not_a_visit");
  }
}

TEST(ReadingProperty, RefusesMoreThanFourMebibytes) {
  const std::string text(formats::report::kMaxReportBytes + 1, 'x');
  const auto reading = read_report(text, report_rules(), to_simplified());
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().rule, "report.size");
  EXPECT_EQ(exit_code(reading.error().code), 6);
}

}  // namespace
}  // namespace tc::test
