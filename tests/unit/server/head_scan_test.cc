// SPDX-License-Identifier: Apache-2.0
#include "server/http/head_scan.h"

#include <gtest/gtest.h>

#include <random>

namespace tc::server {
namespace {

using State = HeadScanner::State;

struct HeadCase {
  std::string_view name;
  std::string_view head;
  std::string_view rule;  ///< empty: accepted
};

constexpr HeadCase kHeads[] = {
    {"plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", ""},
    {"http_10", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", ""},
    {"empty_value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", ""},
    {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n", ""},
    {"repeated_list", "GET / HTTP/1.1\r\nHost: a\r\nAccept: a\r\nAccept: b\r\n\r\n", ""},
    {"no_host", "GET / HTTP/1.1\r\nX: a\r\n\r\n", "http.host_missing"},
    {"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "http.duplicate"},
    {"space_before_colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "http.header"},
    {"no_colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", "http.header"},
    {"no_name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", "http.header"},
    {"folded", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", "http.header"},
    {"folded_first", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "http.header"},
    {"both_framings",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
     "http.framing"},
    {"two_lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
     "http.duplicate"},
    {"length_list", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n",
     "http.content_length"},
    {"length_sign", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
     "http.content_length"},
    {"length_hex", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n",
     "http.content_length"},
    {"length_empty", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
     "http.content_length"},
    {"length_huge", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999999\r\n\r\n",
     "http.content_length"},
    {"other_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
     "http.transfer_encoding"},
    {"coding_list", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
     "http.transfer_encoding"},
    {"coding_twice",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
     "http.duplicate"},
    {"coding_in_10", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
     "http.transfer_encoding"},
    {"version_2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "http.version"},
    {"no_version", "GET /\r\nHost: a\r\n\r\n", "http.request_line"},
    {"space_in_target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "http.request_line"},
    {"bad_method", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", "http.request_line"},
    {"raw_utf8_target", "GET /\xE7\xBB\x9F HTTP/1.1\r\nHost: a\r\n\r\n", "http.request_line"},
};

TEST(HeadScan, AcceptsAndRefusesByRule) {
  for (const HeadCase& row : kHeads) {
    const Result<Head> head = parse_head(row.head);
    EXPECT_EQ(head ? "" : head.error().rule, row.rule) << row.name;
  }
}

TEST(HeadScan, TakesTheHeadApart) {
  const Result<Head> head =
      parse_head("PATCH /a?b=c HTTP/1.0\r\nHost: h\r\nIf-Match:  \"3\" \r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, "PATCH");
  EXPECT_EQ(head->target, "/a?b=c");
  EXPECT_EQ(head->version, 10);
  EXPECT_EQ(head->headers, (std::vector<NameValue>{{"host", "h"}, {"if-match", "\"3\""}}));
}

TEST(HeadScan, LimitsTheNumberOfHeaders) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 100; ++i) head += "X: y\r\n";
  EXPECT_EQ(parse_head(head + "\r\n").error().rule, "http.header_count");
}

TEST(HeadScan, FindsTheEndAtAnyCut) {
  const std::string bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nbody";
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    HeadScanner scanner;
    (void)scanner.feed(std::string_view(bytes).substr(0, cut));
    EXPECT_EQ(scanner.feed(std::string_view(bytes).substr(cut)), State::done) << cut;
    EXPECT_EQ(scanner.length(), bytes.size() - 4) << cut;
  }
}

TEST(HeadScan, RefusesBytesThatCanNeverBeRight) {
  const std::string nul("GET / HTTP/1.1\r\nX: \0", 20);
  for (const std::string& bytes : {std::string("GET / HTTP/1.1\n"), std::string("GET /\rX"), nul,
                                   std::string("\x16\x03\x01"), std::string("\x7f")}) {
    HeadScanner scanner;
    EXPECT_EQ(scanner.feed(bytes), State::bad);
  }
}

// Whatever the scanner calls a whole head, the parser answers by value; random bytes are mostly
// refused and never crash.
TEST(HeadScan, RandomHeadsNeverCrash) {
  std::mt19937 random(7);
  constexpr std::string_view kParts[] = {"GET ",  "/",       " HTTP/1.1",
                                         "\r\n",  "Host",    ":",
                                         " ",     "a",       "\t",
                                         "\r",    "\n",      "Content-Length",
                                         "12345", "chunked", "Transfer-Encoding"};
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (auto i = random() % 20; i > 0; --i) bytes += kParts[random() % std::size(kParts)];
    HeadScanner scanner;
    if (scanner.feed(bytes) != State::done) continue;
    const Result<Head> head = parse_head(std::string_view(bytes).substr(0, scanner.length()));
    EXPECT_TRUE(!head || !(head->method.empty() || head->target.empty()));
  }
}

}  // namespace
}  // namespace tc::server
