// SPDX-License-Identifier: Apache-2.0
#include "server/http/message.h"

#include <algorithm>
#include <array>

namespace tc::server {
namespace {

struct StatusName {
  int status;
  std::string_view name;
};
constexpr std::array kStatusNames{
    StatusName{200, "OK"},
    StatusName{201, "Created"},
    StatusName{202, "Accepted"},
    StatusName{204, "No Content"},
    StatusName{304, "Not Modified"},
    StatusName{400, "Bad Request"},
    StatusName{403, "Forbidden"},
    StatusName{404, "Not Found"},
    StatusName{405, "Method Not Allowed"},
    StatusName{406, "Not Acceptable"},
    StatusName{408, "Request Timeout"},
    StatusName{409, "Conflict"},
    StatusName{412, "Precondition Failed"},
    StatusName{413, "Content Too Large"},
    StatusName{415, "Unsupported Media Type"},
    StatusName{417, "Expectation Failed"},
    StatusName{422, "Unprocessable Content"},
    StatusName{428, "Precondition Required"},
    StatusName{429, "Too Many Requests"},
    StatusName{431, "Request Header Fields Too Large"},
    StatusName{500, "Internal Server Error"},
    StatusName{503, "Service Unavailable"},
    StatusName{505, "HTTP Version Not Supported"},
    StatusName{507, "Insufficient Storage"},
};

struct FixedHeader {
  std::string_view name;
  std::string_view value;
};
// OWASP ASVS V3: what a browser may do with our pages, on every answer.
constexpr std::array kSecurityHeaders{
    FixedHeader{"Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: "
                "data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'; require-trusted-types-for 'script'"},
    FixedHeader{"X-Content-Type-Options", "nosniff"},
    FixedHeader{"Referrer-Policy", "no-referrer"},
    FixedHeader{"Cross-Origin-Opener-Policy", "same-origin"},
    FixedHeader{"Cross-Origin-Resource-Policy", "same-origin"},
};

const std::string* find_value(const std::vector<NameValue>& list, std::string_view name) {
  const auto found = std::ranges::find(list, name, &NameValue::first);
  return found == list.end() ? nullptr : &found->second;
}

char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) {
    if (c != '\r' && c != '\n' && c != '\0') out.push_back(c);
  }
  out.append("\r\n");
}

}  // namespace

const std::string* Request::header(std::string_view name) const {
  return find_value(headers, name);
}
const std::string* Request::query_value(std::string_view name) const {
  return find_value(query, name);
}
std::string_view Request::param(std::string_view name) const {
  const std::string* value = find_value(params, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

void Response::set(std::string_view name, std::string_view value) {
  for (NameValue& header : headers) {
    if (same_text(header.first, name)) {
      header.second = value;
      return;
    }
  }
  headers.emplace_back(name, value);
}

const std::string* Response::header(std::string_view name) const {
  for (const NameValue& header : headers) {
    if (same_text(header.first, name)) return &header.second;
  }
  return nullptr;
}

Response json_response(int status, std::string json) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = std::move(json),
          .events = {}};
}

Response text_response(int status, std::string_view type, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(type)}},
          .body = std::move(text),
          .events = {}};
}

std::string_view reason_phrase(int status) {
  const auto found = std::ranges::find(kStatusNames, status, &StatusName::status);
  return found == kStatusNames.end() ? std::string_view{"Unknown"} : found->name;
}

std::string encode_head(const Response& response, const Wire& wire) {
  std::string out;
  out.reserve(1024);
  out.append(wire.version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ");
  out.append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const NameValue& header : response.headers) append_header(out, header.first, header.second);
  if (response.header("cache-control") == nullptr) {
    append_header(out, "Cache-Control", "no-store");
  }
  for (const FixedHeader& header : kSecurityHeaders) append_header(out, header.name, header.value);
  if (!wire.request_id.empty()) append_header(out, "X-Request-Id", wire.request_id);
  append_header(out, "Connection", wire.keep_alive ? "keep-alive" : "close");
  if (response.events) {
    if (wire.version == 11) append_header(out, "Transfer-Encoding", "chunked");
  } else if (response.status != 204 && response.status != 304) {
    append_header(out, "Content-Length", std::to_string(response.body.size()));
  }
  out.append("\r\n");
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower_char);
  return out;
}

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return lower_char(x) == lower_char(y);
         });
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool good_request_id(std::string_view text) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace tc::server
