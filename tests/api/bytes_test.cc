// What bytes get what status: the transport's scenario table.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "api/echo_site.h"
#include "api/wire.h"

namespace tc::api_test {
namespace {

struct Scenario {
  std::string_view name;
  std::string bytes;
  int status;
  std::string_view must;      ///< in head or body
  std::string_view must_not;  ///< neither in head nor in body; empty: anything goes
};

std::string with_head(std::string_view lines, std::string_view body = {}) {
  return "POST /api/v1/texts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" +
         std::string(lines) + "\r\n" + std::string(body);
}

constexpr std::string_view kJson = "Content-Type: application/json\r\n";

std::vector<Scenario> malformed() {
  const std::string nul =
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1, '\0') + "\r\n\r\n";
  return {
      {"both framings",
       with_head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
       "http.framing", "smuggled"},
      {"two lengths", with_head("Content-Length: 2\r\nContent-Length: 3\r\n", "abc"), 400,
       "http.duplicate", ""},
      {"length list", with_head("Content-Length: 2, 2\r\n", "ab"), 400, "http.content_length", ""},
      {"negative length", with_head("Content-Length: -1\r\n"), 400, "http.content_length", ""},
      {"xchunked", with_head("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400,
       "http.transfer_encoding", ""},
      {"gzip, chunked", with_head("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400,
       "http.transfer_encoding", ""},
      {"bad chunk size", with_head("Transfer-Encoding: chunked\r\n", "xyz\r\nabc\r\n0\r\n\r\n"),
       400, "http.framing", ""},
      {"chunk longer than said",
       with_head("Transfer-Encoding: chunked\r\n", "2\r\nabc\r\n0\r\n\r\n"), 400, "http.framing",
       ""},
      {"bare LF", "GET / HTTP/1.1\nHost: localhost\n\n", 400, "http.byte", ""},
      {"bare CR", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n", 400, "http.byte", ""},
      {"NUL", nul, 400, "http.byte", ""},
      {"TLS hello", std::string("\x16\x03\x01\x02"), 400, "http.byte", ""},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http.version", ""},
      {"space before colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "http.header", ""},
      {"folded", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n", 400, "http.header", ""},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400, "http.host_missing", ""},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n", 400,
       "http.duplicate", ""},
      {"other host in target", "GET http://evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400,
       "http.host_mismatch", ""},
      {"hidden slash", request_text("GET", "/api%2fv1"), 400, "http.target", ""},
      {"nonsense", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", 400, "http.", ""},
      {"big head",
       "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20000, 'a') + "\r\n\r\n", 431,
       "http.head_size", ""},
      {"endless head", "GET / HTTP/1.1\r\nX: " + std::string(40000, 'a'), 431, "http.head_size",
       ""},
      {"many headers",
       [] {
         std::string text = "GET / HTTP/1.1\r\nHost: localhost\r\n";
         for (int i = 0; i < 200; ++i) text += "A: b\r\n";
         return text + "\r\n";
       }(),
       431, "http.header_count", ""},
  };
}

std::vector<Scenario> wellformed() {
  const std::string key = std::string(kJson) + "Idempotency-Key: k\r\n";
  return {
      {"read", request_text("GET", "/api/v1/things/7"), 200, "{\"id\":\"7\"}", "Server:"},
      {"decoded", request_text("GET", "/api/v1/things/%E7%BB%9F"), 200, "{\"id\":\"统\"}", ""},
      {"absolute form", request_text("GET", "http://127.0.0.1/api/v1/things/7"), 200, "\"7\"", ""},
      {"blank line first", "\r\n" + request_text("GET", "/api/v1/things/7"), 200, "\"7\"", ""},
      {"request id kept", request_text("GET", "/api/v1/things/7", "X-Request-Id: mine-1\r\n"), 200,
       "X-Request-Id: mine-1", ""},
      {"request id replaced", request_text("GET", "/api/v1/things/7", "X-Request-Id: a b\r\n"), 200,
       "X-Request-Id: ", "a b"},
      {"unknown path", request_text("GET", "/api/v1/none"), 404, "http.path", "<html>"},
      {"unknown path, POST", request_text("POST", "/none", kJson, "{}"), 404, "http.path", ""},
      {"wrong method", request_text("DELETE", "/api/v1/things/7"), 405, "Allow: GET, HEAD, PATCH",
       ""},
      {"unknown method", request_text("FROB", "/api/v1/things"), 405, "Allow: POST", ""},
      {"post", request_text("POST", "/api/v1/things", key, "{\"a\":1}"), 200, "{\"a\":1}", ""},
      {"chunked",
       request_text("POST", "/api/v1/things", key + "Transfer-Encoding: chunked\r\n") +
           "3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\nX: y\r\n\r\n",
       200, "{\"a\":1}", ""},
  };
}

std::vector<Scenario> guarded() {
  const std::string key = std::string(kJson) + "Idempotency-Key: k\r\n";
  return {
      {"no key", request_text("POST", "/api/v1/things", kJson, "{}"), 400, "idempotency.missing",
       ""},
      {"no If-Match", request_text("PATCH", "/api/v1/things/7", kJson, "{}"), 428,
       "if_match.missing", ""},
      {"If-Match",
       request_text("PATCH", "/api/v1/things/7", std::string(kJson) + "If-Match: \"1\"\r\n", "{}"),
       200, "{}", ""},
      {"form",
       request_text("POST", "/api/v1/things", "Content-Type: application/x-www-form-urlencoded\r\n",
                    "a=b"),
       415, "http.content_type", ""},
      {"no type", request_text("POST", "/api/v1/things", "", "{}"), 415, "http.content_type", ""},
      {"not acceptable", request_text("GET", "/api/v1/things/7", "Accept: text/html\r\n"), 406,
       "http.accept", ""},
      {"body too big", request_text("POST", "/api/v1/things", key, std::string((1 << 20) + 1, 'a')),
       413, "http.body_size", ""},
      {"body announced too big",
       request_text("POST", "/api/v1/things", key + "Content-Length: 99999999999\r\n"), 413,
       "http.body_size", ""},
      {"body on GET", request_text("GET", "/api/v1/things/7", "", "x"), 400, "http.body_unexpected",
       ""},
      {"import may be big",
       request_text("POST", "/api/v1/imports", kJson, std::string(2 << 20, '1')), 200,
       "Content-Length: 2097152", ""},
      {"throws", request_text("GET", "/api/v1/throws"), 500, "server.exception", "secret"},
      {"foreign host", "GET /api/v1/things/7 HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403,
       "http.host", ""},
      {"foreign origin",
       request_text("POST", "/api/v1/things", key + "Origin: http://evil.example\r\n", "{}"), 403,
       "http.origin", ""},
      {"own origin",
       request_text("POST", "/api/v1/things", key + "Origin: http://127.0.0.1\r\n", "{}"), 200,
       "{}", ""},
      {"cross site", request_text("GET", "/api/v1/things/7", "Sec-Fetch-Site: cross-site\r\n"), 403,
       "http.cross_site", ""},
      {"page", request_text("GET", "/"), 200, "<html>app</html>", "immutable"},
      {"page of the app's router", request_text("GET", "/cities/140300"), 200, "<html>app</html>",
       ""},
      {"asset", request_text("GET", "/assets/app-12345678.js"), 200, "immutable", "no-store"},
      {"no asset", request_text("GET", "/assets/none.js"), 404, "http.path", "<html>"},
      {"traversal", request_text("GET", "/../../etc/passwd"), 200, "<html>app</html>", "root:"},
  };
}

void run(const std::vector<Scenario>& scenarios) {
  EchoSite echo(quick_limits());
  for (const Scenario& row : scenarios) {
    const Answer answer = ask(echo.port(), row.bytes);
    const std::string all = answer.head + answer.body;
    EXPECT_EQ(answer.status, row.status) << row.name << "\n" << all.substr(0, 2000);
    EXPECT_NE(all.find(row.must), std::string::npos) << row.name << "\n" << all.substr(0, 2000);
    if (!row.must_not.empty()) {
      EXPECT_EQ(all.find(row.must_not), std::string::npos) << row.name << "\n" << all;
    }
    for (const std::string_view name : {"Content-Security-Policy", "X-Content-Type-Options"}) {
      EXPECT_FALSE(answer.header(name).empty()) << row.name;
    }
    if (answer.status >= 400) {
      EXPECT_EQ(answer.header("content-type"), "application/problem+json") << row.name;
    }
  }
}

TEST(Bytes, MalformedRequestsAreRefused) { run(malformed()); }
TEST(Bytes, WellFormedRequestsGetTheirAnswer) { run(wellformed()); }
TEST(Bytes, GuardsLetThroughWhatTheyShould) { run(guarded()); }

TEST(Bytes, AMalformedRequestEndsItsConnection) {
  EchoSite echo(quick_limits());
  for (const Scenario& row : malformed()) {
    Wire wire(echo.port());
    wire.send(row.bytes + request_text("GET", "/api/v1/things/7"));
    const Answer answer = wire.receive();
    EXPECT_EQ(answer.status, row.status) << row.name;
    EXPECT_EQ(answer.header("connection"), "close") << row.name;
    EXPECT_TRUE(wire.closes_within(kPatience)) << row.name;
  }
}

TEST(Bytes, KeepAliveAndPipeliningAnswerInOrder) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  std::string bytes;
  for (int i = 0; i < 50; ++i) bytes += request_text("GET", "/api/v1/things/" + std::to_string(i));
  wire.send(bytes);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(wire.receive().body, "{\"id\":\"" + std::to_string(i) + "\"}");
  }
}

TEST(Bytes, ARefusalWithoutBodyKeepsTheConnection) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("GET", "/api/v1/none"));
  EXPECT_EQ(wire.receive().status, 404);
  wire.send(request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(wire.receive().status, 200);
}

TEST(Bytes, HeadHasTheHeadersAndNoBody) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("HEAD", "/api/v1/things/7"));
  const Answer head = wire.receive(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "10");
  wire.send(request_text("GET", "/api/v1/things/8"));
  EXPECT_EQ(wire.receive().body, "{\"id\":\"8\"}");
}

TEST(Bytes, HttpTenIsAnsweredAndClosed) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send("GET /api/v1/things/7 HTTP/1.0\r\nHost: localhost\r\n\r\n");
  const Answer answer = wire.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(wire.closes_within(kPatience));
}

TEST(Bytes, ExpectationsAreMetBeforeTheBody) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("POST", "/api/v1/texts",
                         "Content-Type: text/plain\r\nExpect: 100-continue\r\n"
                         "Content-Length: 5\r\n"));
  EXPECT_EQ(wire.receive(true).status, 100);
  wire.send("hello");
  EXPECT_EQ(wire.receive().body, "hello");

  Wire refused(echo.port());
  refused.send(request_text("POST", "/api/v1/texts",
                            "Content-Type: text/plain\r\nExpect: 100-continue\r\n"
                            "Content-Length: 5000000\r\n"));
  EXPECT_EQ(refused.receive().status, 413);
}

TEST(Bytes, AKnownTagIsNotSentAgain) {
  EchoSite echo(quick_limits());
  Wire wire(echo.port());
  wire.send(request_text("GET", "/"));
  const std::string tag = wire.receive().header("etag");
  wire.send(request_text("GET", "/", "If-None-Match: " + tag + "\r\n"));
  EXPECT_EQ(wire.receive().status, 304);
  wire.send(request_text("GET", "/api/v1/things/7"));
  EXPECT_EQ(wire.receive().status, 200);
}

}  // namespace
}  // namespace tc::api_test
