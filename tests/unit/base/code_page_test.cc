// SPDX-License-Identifier: Apache-2.0
#include "base/code_page.h"

#include <gtest/gtest.h>

namespace tc::text {
namespace {

std::string decoded(CodePage& page, std::string_view bytes) {
  std::string out;
  page.decode(bytes, out);
  return out;
}

TEST(CodePage, CyrillicAndChineseThereAndBack) {
  auto russian = CodePage::open("windows-1251").value();
  EXPECT_EQ(decoded(russian, "\xC7\xE0\xE4\xE0\xF7\xE0 1"), "Задача 1");
  std::string bytes;
  EXPECT_EQ(russian.encode("Задача 1", bytes), 0u);
  EXPECT_EQ(bytes, "\xC7\xE0\xE4\xE0\xF7\xE0 1");
  auto chinese = CodePage::open("GB18030").value();
  EXPECT_EQ(decoded(chinese, "\xBE\xC6\xB5\xEA"), "酒店");
  bytes.clear();
  EXPECT_EQ(chinese.encode("𠀀酒", bytes), 0u);
  EXPECT_EQ(decoded(chinese, bytes), "𠀀酒");
}

TEST(CodePage, DamageIsCountedAndNeverRefused) {
  auto chinese = CodePage::open("GB18030").value();
  std::string out;
  EXPECT_EQ(chinese.decode("\xBE\xC6\xFF\xB5\xEA\xBE", out), 2u);
  EXPECT_EQ(out, "酒\uFFFD店\uFFFD");
  auto western = CodePage::open("windows-1252").value();
  std::string bytes;
  EXPECT_EQ(western.encode("é酒店", bytes), 2u);
  EXPECT_EQ(bytes, "\xE9??");
}

TEST(CodePage, LongTextsOutgrowTheBuffer) {
  auto chinese = CodePage::open("GB18030").value();
  std::string text;
  for (int i = 0; i < 700'000; ++i) text += "𠀀";
  std::string bytes;
  EXPECT_EQ(chinese.encode(text, bytes), 0u);
  EXPECT_EQ(decoded(chinese, bytes), text);
}

TEST(CodePage, UnknownNamesAreRefused) {
  EXPECT_EQ(CodePage::open("no such page").error().rule, "text.encoding");
}

TEST(CodePage, TheLibraryGuesses) {
  const auto guesses = guess_code_page("\xD1\xF4\xC8\xAA\xCA\xD0\xD6\xD8\xB5\xE3\xB9\xA4\xB3\xCC");
  ASSERT_FALSE(guesses.empty());
  EXPECT_TRUE(guess_code_page("").size() < 100);
}

}  // namespace
}  // namespace tc::text
