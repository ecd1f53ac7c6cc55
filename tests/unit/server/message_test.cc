// SPDX-License-Identifier: Apache-2.0
#include "server/http/message.h"

#include <gtest/gtest.h>

#include "server/http/access_log.h"
#include "server/http/metrics.h"
#include "server/http/problem.h"
#include "server/http/url.h"

namespace tc::server {
namespace {

TEST(Message, EveryHeadCarriesTheSecurityHeaders) {
  const std::string head = encode_head(json_response(200, "{}"), {.request_id = "r-1"});
  for (const std::string_view line :
       {"HTTP/1.1 200 OK\r\n", "Content-Security-Policy: default-src 'none';",
        "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
        "Cross-Origin-Opener-Policy: same-origin\r\n", "Cache-Control: no-store\r\n",
        "Content-Length: 2\r\n", "X-Request-Id: r-1\r\n", "Connection: keep-alive\r\n"}) {
    EXPECT_NE(head.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(head.find("Server:"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST(Message, AHeaderValueCannotSplitTheAnswer) {
  Response response = json_response(200, "");
  response.set("ETag", "\"1\"\r\nSet-Cookie: a=b\r\n\r\n<html>");
  const std::string head = encode_head(response, {});
  EXPECT_EQ(head.find("\r\nSet-Cookie"), std::string::npos);
  EXPECT_EQ(head.find("\r\n\r\n"), head.size() - 4);
}

TEST(Message, SetReplacesWhateverTheCase) {
  Response response;
  response.set("ETag", "a");
  response.set("etag", "b");
  EXPECT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(*response.header("ETAG"), "b");
}

TEST(Message, RequestIds) {
  EXPECT_TRUE(good_request_id("aZ09._-"));
  EXPECT_TRUE(good_request_id(std::string(64, 'a')));
  for (const std::string& bad : {std::string(), std::string(65, 'a'), std::string("a b"),
                                 std::string("a\n"), std::string("统")}) {
    EXPECT_FALSE(good_request_id(bad)) << bad;
  }
}

TEST(Problem, StatusComesFromTheRuleThenTheCode) {
  const auto status = [](Code code, std::string rule) {
    return status_of(
        Error{.code = code, .rule = std::move(rule), .message = {}, .where = {}, .advice = {}});
  };
  EXPECT_EQ(status(Code::conflict, "if_match.stale"), 412);
  EXPECT_EQ(status(Code::usage, "if_match.missing"), 428);
  EXPECT_EQ(status(Code::bad_input, "json.syntax"), 400);
  EXPECT_EQ(status(Code::limit, "http.rate"), 429);
  EXPECT_EQ(status(Code::limit, "programme.size"), 413);
  EXPECT_EQ(status(Code::bad_input, "programme.shape"), 422);
  EXPECT_EQ(status(Code::answer_no, "report.no_visit"), 422);
  EXPECT_EQ(status(Code::conflict, "blocker.step"), 409);
  EXPECT_EQ(status(Code::not_allowed, "http.origin"), 403);
  EXPECT_EQ(status(Code::store, "store.full"), 503);
  EXPECT_EQ(status(Code::internal, "x"), 500);
}

TEST(Problem, CarriesTheRuleAndSurvivesDamagedText) {
  const Response response = problem(Error{.code = Code::bad_input,
                                          .rule = "day.shape",
                                          .message = "saw \xff\xfe",
                                          .where = "/due",
                                          .advice = "Write 2025-07-15."},
                                    "r-9");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(*response.header("content-type"), "application/problem+json");
  for (const std::string_view part :
       {R"("status":422)", R"("rule":"day.shape")", R"("where":"/due")", R"("request_id":"r-9")",
        R"("advice":"Write 2025-07-15.")"}) {
    EXPECT_NE(response.body.find(part), std::string::npos) << part;
  }
}

TEST(Problem, OurOwnFaultsStayInTheLog) {
  const Response response = problem(Error{.code = Code::internal,
                                          .rule = "server.exception",
                                          .message = "secret path",
                                          .where = "secret place",
                                          .advice = {}},
                                    "r");
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

struct TargetCase {
  std::string_view target;
  std::string_view path;  ///< empty: refused
  std::string_view rule;
};
constexpr TargetCase kTargets[] = {
    {"/", "/", ""},
    {"/a/b", "/a/b", ""},
    {"/%E7%BB%9F", "/统", ""},
    {"/a%20b", "/a b", ""},
    {"/a+b", "/a+b", ""},
    {"http://h/x", "/x", ""},
    {"HTTP://H/x", "/x", ""},
    {"http://other/x", "", "http.host_mismatch"},
    {"http://h", "/", ""},
    {"*", "", "http.target"},
    {"a", "", "http.target"},
    {"/a#b", "", "http.target"},
    {"/%2F", "", "http.target"},
    {"/%00", "", "http.percent"},
    {"/%0a", "", "http.target"},
    {"/%", "", "http.percent"},
    {"/%4", "", "http.percent"},
    {"/%GG", "", "http.percent"},
    {"/%ff", "", "http.percent"},
    {"/%c0%af", "", "http.percent"},
};

TEST(Url, TargetsAreTakenApartOrRefused) {
  for (const TargetCase& row : kTargets) {
    const Result<Target> target = parse_target(row.target, "h");
    EXPECT_EQ(target ? target->path : "", row.path) << row.target;
    EXPECT_EQ(target ? "" : target.error().rule, row.rule) << row.target;
  }
}

TEST(Url, QueriesAreDecoded) {
  const Result<Target> target = parse_target("/a?x=1&y=a+b%26&&z&x=2", "h");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->query,
            (std::vector<NameValue>{{"x", "1"}, {"y", "a b&"}, {"z", ""}, {"x", "2"}}));
}

TEST(AccessLog, NoRequestForgesALine) {
  EXPECT_EQ(log_text("a\"b\\c\nd"), "\"a\\\"b\\\\c\\x0ad\"");
  EXPECT_LE(log_text(std::string(5000, 'x')).size(), 302U);
}

TEST(Metrics, CountsByRouteAndStatus) {
  Metrics metrics;
  metrics.count("/a", 200, 0.002);
  metrics.count("/a", 200, 0.2);
  metrics.count("/a", 404, 9);
  const std::string text = metrics.text({{"connections", "Open.", 3}});
  for (const std::string_view line :
       {"tongchou_requests_total{route=\"/a\",status=\"200\"} 2\n",
        "tongchou_requests_total{route=\"/a\",status=\"404\"} 1\n",
        "tongchou_request_seconds_bucket{le=\"0.005\"} 1\n",
        "tongchou_request_seconds_bucket{le=\"0.5\"} 2\n",
        "tongchou_request_seconds_bucket{le=\"+Inf\"} 3\n", "tongchou_request_seconds_count 3\n",
        "tongchou_connections 3\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  EXPECT_GT(resident_bytes(), 1e5);
}

}  // namespace
}  // namespace tc::server
