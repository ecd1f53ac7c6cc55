// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <gtest/gtest.h>

#include "server/http/address.h"
#include "server/http/guard.h"
#include "server/http/rate.h"
#include "server/http/static_files.h"

namespace tc::server {
namespace {

Route route(std::string_view method, std::string pattern) {
  return {.method = method, .pattern = std::move(pattern), .handler = {}};
}

TEST(Router, LiteralsWinOverParameters) {
  const Router router(
      {route("GET", "/p/{id}"), route("GET", "/p/all"), route("POST", "/p/{id}/x")});
  EXPECT_EQ(router.find("GET", "/p/all").route->pattern, "/p/all");
  const Router::Match match = router.find("GET", "/p/7");
  EXPECT_EQ(match.route->pattern, "/p/{id}");
  EXPECT_EQ(match.params, (std::vector<NameValue>{{"id", "7"}}));
}

TEST(Router, SaysWhatAPathAllows) {
  const Router router({route("GET", "/p/{id}"), route("PATCH", "/p/{id}")});
  EXPECT_EQ(router.find("DELETE", "/p/7").allow, "GET, HEAD, PATCH");
  EXPECT_EQ(router.find("DELETE", "/p/7").route, nullptr);
  EXPECT_EQ(router.find("HEAD", "/p/7").route->method, "GET");
}

TEST(Router, UnknownPathsAllowNothing) {
  const Router router({route("GET", "/p/{id}")});
  for (const std::string_view path : {"/p", "/p/", "/p/7/", "/p//7", "/P/7", "/p/7/8", "/"}) {
    EXPECT_TRUE(router.find("GET", path).allow.empty()) << path;
  }
}

TEST(Guard, LoopbackHosts) {
  for (const std::string_view host :
       {"localhost", "LOCALHOST:1", "127.0.0.1", "127.9.9.9:8642", "[::1]", "[::1]:8642"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
  for (const std::string_view host :
       {"", "example.com", "localhost.example.com", "127.0.0.1.example.com", "0.0.0.0", "[::2]",
        "::1", "localhost:x", "127.0.0.1:99999", "[::1]x", "10.0.0.1"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

TEST(Guard, Origins) {
  struct Case {
    std::string_view method, path;
    std::vector<NameValue> headers;
    std::string_view rule;
  };
  const Case cases[] = {
      {"POST", "/api/x", {}, ""},
      {"POST", "/api/x", {{"origin", "http://127.0.0.1:1"}}, ""},
      {"POST", "/api/x", {{"origin", "http://127.0.0.1:2"}}, "http.origin"},
      {"POST", "/api/x", {{"origin", "null"}}, "http.origin"},
      {"PATCH", "/api/x", {{"origin", "https://127.0.0.1:1"}}, "http.origin"},
      {"POST", "/api/x", {{"sec-fetch-site", "cross-site"}}, "http.cross_site"},
      {"GET", "/api/x", {{"sec-fetch-site", "cross-site"}}, "http.cross_site"},
      {"GET", "/api/x", {{"sec-fetch-site", "same-origin"}}, ""},
      {"GET", "/", {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}}, ""},
      {"GET",
       "/a.js",
       {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "no-cors"}},
       "http.cross_site"},
  };
  for (const Case& row : cases) {
    Request request;
    request.method = row.method;
    request.path = row.path;
    request.headers = row.headers;
    request.headers.emplace_back("host", "127.0.0.1:1");
    const Result<void> checked = check_origin(request);
    EXPECT_EQ(checked ? "" : checked.error().rule, row.rule) << row.method << row.path;
  }
}

TEST(Guard, Accepts) {
  for (const std::string_view accept :
       {"", "*/*", "application/json", "text/html, application/*;q=0.1", "APPLICATION/JSON",
        "application/json;q=0.5;x=y", "text/html,*/*;q=0.8"}) {
    EXPECT_TRUE(accepts(accept, "application/json")) << accept;
  }
  for (const std::string_view accept :
       {"text/html", "application/json;q=0", "application/json ; q=0.000", "application/jsonx",
        "text/*", ","}) {
    EXPECT_FALSE(accepts(accept, "application/json")) << accept;
  }
}

TEST(Guard, WhatARouteNeeds) {
  struct Case {
    Body body;
    Key key;
    std::vector<NameValue> headers;
    std::string_view rule;
  };
  const Case cases[] = {
      {Body::none, Key::none, {}, ""},
      {Body::json, Key::none, {{"content-type", "application/json"}}, ""},
      {Body::json, Key::none, {{"content-type", "Application/JSON; charset=utf-8"}}, ""},
      {Body::json, Key::none, {}, "http.content_type"},
      {Body::json, Key::none, {{"content-type", "text/plain"}}, "http.content_type"},
      {Body::text, Key::none, {{"content-type", "text/plain"}}, ""},
      {Body::import,
       Key::none,
       {{"content-type", "application/x-www-form-urlencoded"}},
       "http.content_type"},
      {Body::json,
       Key::none,
       {{"content-type", "application/json"}, {"content-encoding", "gzip"}},
       "http.content_encoding"},
      {Body::none, Key::none, {{"accept", "image/png"}}, "http.accept"},
      {Body::none, Key::none, {{"expect", "tea"}}, "http.expect"},
      {Body::none, Key::if_match, {}, "if_match.missing"},
      {Body::none, Key::idempotency, {}, "idempotency.missing"},
      {Body::none, Key::idempotency, {{"idempotency-key", "a b"}}, "idempotency.shape"},
      {Body::none,
       Key::idempotency,
       {{"idempotency-key", std::string(129, 'a')}},
       "idempotency.shape"},
      {Body::none, Key::idempotency, {{"idempotency-key", std::string(128, 'a')}}, ""},
  };
  for (const Case& row : cases) {
    Request request;
    request.headers = row.headers;
    Route wanted = route("POST", "/x");
    wanted.body = row.body;
    wanted.key = row.key;
    const Result<void> checked = check_route_needs(request, wanted);
    EXPECT_EQ(checked ? "" : checked.error().rule, row.rule);
  }
}

TEST(Address, OnlyLoopbackIsListenedOn) {
  EXPECT_EQ(parse_listen("127.0.0.1:8642")->port, 8642);
  EXPECT_EQ(parse_listen("localhost:0")->address, "127.0.0.1");
  EXPECT_EQ(parse_listen("[::1]:1")->address, "::1");
  for (const std::string_view text :
       {"0.0.0.0:1", "[::]:1", "192.168.1.1:1", "example.com:1", "[::ffff:127.0.0.1]:1"}) {
    EXPECT_EQ(parse_listen(text).error().rule, "serve.loopback") << text;
  }
  for (const std::string_view text :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", ":::1", "127.0.0.1:70000", "::1:80"}) {
    EXPECT_EQ(parse_listen(text).error().rule, "serve.listen") << text;
  }
}

TEST(Address, Ipv6IsCountedByNetwork) {
  EXPECT_EQ(limit_key("2001:db8::1"), limit_key("2001:db8::ffff"));
  EXPECT_NE(limit_key("2001:db8::1"), limit_key("2001:db8:0:1::1"));
  EXPECT_NE(limit_key("127.0.0.1"), limit_key("127.0.0.2"));
}

TEST(Rate, BurstThenRefill) {
  RateLimiter limiter(2.0, 3.0);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take("a", 100.0));
  EXPECT_FALSE(limiter.take("a", 100.0));
  EXPECT_TRUE(limiter.take("b", 100.0));
  EXPECT_TRUE(limiter.take("a", 100.5));
  EXPECT_FALSE(limiter.take("a", 100.5));
  EXPECT_FALSE(limiter.take("a", 99.0));  // a clock that goes back gives nothing
  RateLimiter off(0, 0);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(off.take("a", 0));
}

TEST(Rate, ForgetsAddressesThatCameToRest) {
  RateLimiter limiter(1.0, 1.0);
  for (int i = 0; i < 5000; ++i) {
    EXPECT_TRUE(limiter.take(std::to_string(i), static_cast<double>(i)));
  }
  EXPECT_LE(limiter.keys(), 2048U);
}

constexpr std::array kWeb{EmbeddedFile{"assets/index-AbC_12-9.js", "js"},
                          EmbeddedFile{"assets/logo.svg", "<svg/>"},
                          EmbeddedFile{"index.html", "<html>"}};

Request get(std::string path) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  return request;
}

TEST(StaticFiles, FilesPagesAndNothing) {
  const StaticFiles files(kWeb);
  EXPECT_EQ(files.get(get("/"))->body, "<html>");
  EXPECT_EQ(*files.get(get("/"))->header("cache-control"), "no-cache");
  EXPECT_EQ(files.get(get("/cities/140300/projects/7"))->body, "<html>");
  const Result<Response> script = files.get(get("/assets/index-AbC_12-9.js"));
  EXPECT_EQ(*script->header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(*script->header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(*files.get(get("/assets/logo.svg"))->header("cache-control"), "no-cache");
  for (const std::string_view path : {"/api/v1/none", "/api", "/favicon.ico", "/assets/none.js",
                                      "/../etc/passwd.txt", "/.git/x.y"}) {
    EXPECT_EQ(files.get(get(std::string(path))).error().rule, "http.path") << path;
  }
}

TEST(StaticFiles, KnownTagsAreNotSentAgain) {
  const StaticFiles files(kWeb);
  const std::string tag = *files.get(get("/"))->header("etag");
  for (const std::string& known : {tag, "\"x\", " + tag, "W/" + tag, std::string("*")}) {
    Request request = get("/");
    request.headers.emplace_back("if-none-match", known);
    EXPECT_EQ(files.get(request)->status, 304) << known;
  }
  Request request = get("/assets/logo.svg");
  request.headers.emplace_back("if-none-match", tag);
  EXPECT_EQ(files.get(request)->status, 200);
}

TEST(StaticFiles, WithoutAWebAppThePageSaysSo) {
  const StaticFiles files({});
  EXPECT_NE(files.get(get("/"))->body.find("without the web pages"), std::string::npos);
  EXPECT_FALSE(files.get(get("/projects")));
}

}  // namespace
}  // namespace tc::server
