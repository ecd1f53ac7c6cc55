// SPDX-License-Identifier: Apache-2.0
#include "server/json_reader.h"

#include <gtest/gtest.h>

#include "model/order.h"

namespace tc::server {
namespace {

struct Sample {
  std::string text;
  std::int64_t number = 0;
  std::optional<Day> due;
  std::optional<std::optional<double>> left;
  model::OrderState state{};
};

std::string rule_of(std::string_view body, Sample& sample) {
  Result<JsonReader> in = JsonReader::parse(body);
  if (!in) return in.error().rule;
  in->text("text", sample.text, 5, Need::required);
  in->integer("number", sample.number, Need::optional);
  in->day("due", sample.due);
  in->number_or_null("left", sample.left);
  in->choice("state", sample.state, Need::optional);
  const Result<void> end = in->finish();
  return end ? "" : end.error().rule;
}

TEST(JsonReader, ReadsAnObject) {
  Sample sample;
  EXPECT_EQ(rule_of(R"({"text":"五个字可以","number":-7,"due":"2025-07-15","left":null,)"
                    R"("state":"kept"})",
                    sample),
            "");
  EXPECT_EQ(sample.text, "五个字可以");
  EXPECT_EQ(sample.number, -7);
  EXPECT_EQ(to_text(*sample.due), "2025-07-15");
  ASSERT_TRUE(sample.left);
  EXPECT_FALSE(*sample.left);
  EXPECT_EQ(sample.state, model::OrderState::kept);
}

TEST(JsonReader, RefusesByRule) {
  struct Case {
    std::string_view body, rule;
  };
  const Case cases[] = {
      {"", "json.syntax"},
      {"{", "json.syntax"},
      {"{\"text\":\"a\"} x", "json.syntax"},
      {"{\"text\":\"\xff\"}", "json.syntax"},
      {std::string_view("{\"text\":\"a\"}\0", 13), "json.syntax"},
      {"[1]", "body.object"},
      {"null", "body.object"},
      {"{}", "body.missing"},
      {R"({"text":""})", "body.length"},
      {R"({"text":"六个字就太多"})", "body.length"},
      {R"({"text":7})", "body.type"},
      {R"({"text":"a","number":1.5})", "body.type"},
      {R"({"text":"a","number":99999999999999999999})", "body.type"},
      {R"({"text":"a","number":18446744073709551615})", "body.type"},
      {R"({"text":"a","due":null})", "body.type"},
      {R"({"text":"a","due":"2025-02-30"})", "day.range"},
      {R"({"text":"a","left":"x"})", "body.type"},
      {R"({"text":"a","left":1e999})", "json.syntax"},
      {R"({"text":"a","state":"lost"})", "body.value"},
      {R"({"text":"a","colour":1})", "body.unknown"},
  };
  for (const Case& row : cases) {
    Sample sample;
    EXPECT_EQ(rule_of(row.body, sample), row.rule) << row.body;
  }
}

TEST(JsonReader, DepthIsCountedOutsideStrings) {
  EXPECT_TRUE(check_depth(std::string(64, '[') + std::string(64, ']')));
  EXPECT_EQ(check_depth(std::string(65, '[')).error().rule, "json.depth");
  EXPECT_TRUE(check_depth("\"" + std::string(1000, '[') + "\\\"" + std::string(1000, '[') + "\""));
  EXPECT_FALSE(JsonReader::parse(std::string(1000000, '[')));
}

}  // namespace
}  // namespace tc::server
