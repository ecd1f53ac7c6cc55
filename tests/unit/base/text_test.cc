// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>

namespace tc::text {
namespace {

TEST(Text, EveryCodePointThereAndBack) {
  for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string utf8 = to_utf8(std::u32string(1, c));
    ASSERT_EQ(first_bad_utf8(utf8), std::string::npos);
    ASSERT_EQ(to_u32(utf8), std::u32string(1, c));
  }
}

TEST(Text, MalformedBytesAreFoundWhereTheyStand) {
  EXPECT_EQ(first_bad_utf8("ab\xC0\xAF"), 2u);        // overlong
  EXPECT_EQ(first_bad_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(first_bad_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(first_bad_utf8("好\xE5\xA5"), 3u);        // cut short
  EXPECT_EQ(to_u32("a\xFFz"), U"a\uFFFDz");
}

TEST(Text, ChineseFilesOfAllKindsAreDecoded) {
  const std::string utf8 = "阳泉市重点工程";
  EXPECT_EQ(decode("\xEF\xBB\xBF" + utf8)->utf8, utf8);
  const std::string gbk = "\xD1\xF4\xC8\xAA\xCA\xD0\xD6\xD8\xB5\xE3\xB9\xA4\xB3\xCC";
  EXPECT_EQ(decode(gbk)->utf8, utf8);
  EXPECT_EQ(decode(gbk)->encoding, "GB18030");
  EXPECT_EQ(decode(std::string("\xFF\xFE\x33\x96", 4))->utf8, "阳");
  EXPECT_EQ(decode(std::string("ab\0cd\0\0", 7)).error().rule, "text.nul");
}

TEST(Text, ColumnsOfATerminal) {
  EXPECT_EQ(display_width("统筹 ab"), 7);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // combining acute
  EXPECT_EQ(fit("统筹", 6), "统筹  ");
  EXPECT_EQ(fit("广阳路地下管网", 7), "广阳路…");
  EXPECT_EQ(display_width(fit("广阳路地下管网", 8)), 8);
}

TEST(Text, LinesNeverGrowPastTheEdgeAndLoseNothing) {
  const std::string text =
      "工期 1.0～8.0 个月，按最短办结计（template pipenet；2025-07-15 报道《report.txt》第 7 句）";
  for (int columns = 8; columns <= 60; ++columns) {
    std::string joined;
    for (const std::string& line : wrap(text, columns)) {
      EXPECT_LE(display_width(line), columns + 2) << line;  // closing punctuation may hang
      joined += line;
    }
    std::erase(joined, ' ');
    std::string wanted = text;
    std::erase(wanted, ' ');
    EXPECT_EQ(joined, wanted);
  }
  EXPECT_EQ(wrap("看 report.txt 文件", 10).front(), "看");
}

TEST(Text, TheNearestNameIsSuggested) {
  const std::vector<std::string> known{"dispatch", "doctor", "import"};
  EXPECT_EQ(nearest("dipatch", known), "dispatch");
  EXPECT_EQ(nearest("docter", known), "doctor");
  EXPECT_EQ(nearest("frobnicate", known), "");
}

}  // namespace
}  // namespace tc::text
