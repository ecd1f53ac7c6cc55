// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include <gtest/gtest.h>

namespace tc {
namespace {

TEST(Money, WanIsExact) {
  EXPECT_EQ(parse_wan("12")->fen, 12'000'000);
  EXPECT_EQ(parse_wan("0.000001")->fen, 1);
  EXPECT_EQ(parse_wan("-3.5")->fen, -3'500'000);
  EXPECT_EQ(parse_wan("520000")->fen, 520'000'000'000);
}

TEST(Money, BadAmountsNameTheirRule) {
  for (const char* text : {"", "-", "1.2.3", "1,000", "十万", "1e5", "0.0000001", " 1"}) {
    ASSERT_FALSE(parse_wan(text)) << text;
    EXPECT_EQ(parse_wan(text).error().rule, "money.shape") << text;
  }
  EXPECT_EQ(parse_wan("99999999999999999999").error().rule, "money.range");
}

TEST(Money, ShownAsOfficialsWriteIt) {
  EXPECT_EQ(to_text_zh(from_wan(480)), "480 万元");
  EXPECT_EQ(to_text_zh(from_wan(480.25)), "480.3 万元");
  EXPECT_EQ(to_text_zh(from_wan(12'500)), "1.25 亿元");
}

}  // namespace
}  // namespace tc
