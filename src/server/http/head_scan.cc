// SPDX-License-Identifier: Apache-2.0
#include "server/http/head_scan.h"

#include <algorithm>
#include <array>
#include <string>

namespace tc::server {
namespace {

constexpr std::size_t kMaxHeaders = 100;

// A second one of these would let two readers choose differently.
constexpr std::array<std::string_view, 12> kOnce{"authorization",
                                                 "content-encoding",
                                                 "content-length",
                                                 "content-type",
                                                 "expect",
                                                 "host",
                                                 "idempotency-key",
                                                 "if-match",
                                                 "last-event-id",
                                                 "origin",
                                                 "transfer-encoding",
                                                 "x-request-id"};

bool token_char(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kMarks.find(c) != std::string_view::npos;
}
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, token_char);
}

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 60)) {
    out.push_back(c >= 0x20 && c < 0x7f ? c : '?');
  }
  return out;
}

tl::unexpected<Error> refuse(std::string rule, std::string message, std::string_view where) {
  return fail(Code::usage, std::move(rule), std::move(message), shown(where));
}

Result<Head> parse_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return refuse("http.request_line", "the request line needs a method, a target and a version",
                  line);
  }
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  const bool visible = std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; });
  if (!is_token(method) || target.empty() || !visible) {
    return refuse("http.request_line", "the method or the target holds a forbidden character",
                  line);
  }
  if (!version.starts_with("HTTP/")) {
    return refuse("http.request_line", "the request line ends without a version", line);
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refuse("http.version", "only HTTP/1.1 and HTTP/1.0 are spoken here", version);
  }
  return Head{.method = std::string(method),
              .target = std::string(target),
              .version = version == "HTTP/1.1" ? 11 : 10,
              .headers = {}};
}

Result<NameValue> parse_field(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') {
    return refuse("http.header", "a header may not be folded over two lines", line);
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return refuse("http.header", "a header needs a name directly followed by a colon", line);
  }
  const std::string_view value = trim(line.substr(colon + 1));
  const bool clean = std::ranges::all_of(value, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
  if (!clean) return refuse("http.header", "a header value holds a control character", line);
  return NameValue{lower(line.substr(0, colon)), std::string(value)};
}

Result<void> check_framing(const Head& head) {
  const auto named = [&](std::string_view name) {
    const auto found = std::ranges::find(head.headers, name, &NameValue::first);
    return found == head.headers.end() ? nullptr : &found->second;
  };
  if (named("host") == nullptr) {
    return refuse("http.host_missing", "the request has no Host header", "host");
  }
  const std::string* length = named("content-length");
  const std::string* coding = named("transfer-encoding");
  if (length != nullptr && coding != nullptr) {
    return refuse("http.framing", "Content-Length and Transfer-Encoding exclude each other",
                  *length);
  }
  if (length != nullptr && (length->empty() || length->size() > 15 ||
                            length->find_first_not_of("0123456789") != std::string::npos)) {
    return refuse("http.content_length", "Content-Length must be a plain number", *length);
  }
  if (coding != nullptr && (head.version == 10 || !same_text(*coding, "chunked"))) {
    return refuse("http.transfer_encoding", "the only Transfer-Encoding is `chunked`, in HTTP/1.1",
                  *coding);
  }
  return {};
}

}  // namespace

HeadScanner::State HeadScanner::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (state_ != State::more) return state_;
    ++length_;
    const auto byte = static_cast<unsigned char>(c);
    if (after_cr_) {
      after_cr_ = false;
      if (c != '\n') return state_ = State::bad;
      if (line_bytes_ == 0) return state_ = State::done;
      line_bytes_ = 0;
    } else if (c == '\r') {
      after_cr_ = true;
    } else if ((byte < 0x20 && c != '\t') || byte == 0x7f) {
      return state_ = State::bad;
    } else {
      line_bytes_ = 1;
    }
  }
  return state_;
}

Result<Head> parse_head(std::string_view text) {
  const std::size_t first_end = text.find("\r\n");
  if (first_end == std::string_view::npos || !text.ends_with("\r\n\r\n")) {
    return refuse("http.request_line", "the head of the request is not complete", text);
  }
  TC_TRY(Head head, parse_request_line(text.substr(0, first_end)));
  std::string_view rest = text.substr(first_end + 2);
  while (!rest.starts_with("\r\n")) {
    const std::size_t end = rest.find("\r\n");
    TC_TRY(NameValue field, parse_field(rest.substr(0, end)));
    rest.remove_prefix(end + 2);
    const bool repeated =
        std::ranges::find(head.headers, field.first, &NameValue::first) != head.headers.end();
    if (repeated && std::ranges::find(kOnce, field.first) != kOnce.end()) {
      return refuse("http.duplicate", "this header may stand only once", field.first);
    }
    head.headers.push_back(std::move(field));
    if (head.headers.size() > kMaxHeaders) {
      return refuse("http.header_count", "a request may have at most 100 headers",
                    std::to_string(head.headers.size()));
    }
  }
  TC_TRY_VOID(check_framing(head));
  return head;
}

}  // namespace tc::server
