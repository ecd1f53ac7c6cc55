// SPDX-License-Identifier: Apache-2.0
#include "server/http/url.h"

#include "base/text.h"

namespace tc::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_control(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  }
  return false;
}

Result<std::vector<NameValue>> parse_query(std::string_view text) {
  std::vector<NameValue> query;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    TC_TRY(std::string name, percent_decode(part.substr(0, equals), true));
    std::string value;
    if (equals != std::string_view::npos) {
      TC_TRY(value, percent_decode(part.substr(equals + 1), true));
    }
    query.emplace_back(std::move(name), std::move(value));
  }
  return query;
}

Result<std::string> decode_path(std::string_view raw) {
  std::string path;
  for (const std::string_view segment : split_path(raw)) {
    TC_TRY(const std::string decoded, percent_decode(segment, false));
    if (decoded.find('/') != std::string::npos || has_control(decoded)) {
      return fail(Code::usage, "http.target", "the path hides a slash or a control character",
                  std::string(segment));
    }
    path.append("/").append(decoded);
  }
  return path;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return fail(Code::usage, "http.percent",
                    "a percent sign must be followed by two hex digits",
                    std::string(text.substr(i, 3)));
      }
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (text::first_bad_utf8(out) != std::string::npos || out.find('\0') != std::string::npos) {
    return fail(Code::usage, "http.percent", "the decoded text is not UTF-8 or holds a NUL",
                std::string(text.substr(0, 80)));
  }
  return out;
}

Result<Target> parse_target(std::string_view target, std::string_view host) {
  constexpr std::string_view kScheme = "http://";
  if (target.size() > kScheme.size() && same_text(target.substr(0, kScheme.size()), kScheme)) {
    target.remove_prefix(kScheme.size());
    const std::size_t end = target.find_first_of("/?");
    const std::string_view authority = target.substr(0, end);
    if (!same_text(authority, host)) {
      return fail(Code::usage, "http.host_mismatch",
                  "the target names another host than the Host header", std::string(authority));
    }
    target = end == std::string_view::npos ? std::string_view{"/"} : target.substr(end);
    if (target.front() == '?') {
      return fail(Code::usage, "http.target", "the target has no path", std::string(authority));
    }
  }
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) {
    return fail(Code::usage, "http.target", "the target must be a path that begins with a slash",
                std::string(target.substr(0, 80)));
  }
  const std::size_t mark = target.find('?');
  Target out;
  TC_TRY(out.path, decode_path(target.substr(0, mark)));
  if (mark != std::string_view::npos) {
    TC_TRY(out.query, parse_query(target.substr(mark + 1)));
  }
  return out;
}

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> segments;
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace tc::server
