// routes.cc and api/openapi.yaml name the same addresses, methods and keys.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "api/service_fixture.h"
#include "base/data.h"
#include "server/routes.h"

namespace tc::api_test {
namespace {

/// "METHOD path body key" of each operation.
using Operations = std::set<std::string>;

std::string upper(std::string_view text) {
  std::string out;
  for (const char c : text) out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  return out;
}

bool is_method(std::string_view key) {
  return key == "get" || key == "post" || key == "put" || key == "patch" || key == "delete";
}

/// Reads the part of YAML that the description uses under `paths:`: paths are indented by two,
/// methods by four, what belongs to a method by more.
class PathsReader {
 public:
  void line(std::string_view text) {
    if (text.starts_with("paths:")) {
      inside_ = true;
    } else if (!text.empty() && text.front() != ' ' && text.front() != '#') {
      finish();
      inside_ = false;
    }
    if (!inside_) return;
    const std::size_t indent = text.find_first_not_of(' ');
    if (indent == std::string_view::npos) return;
    const std::string_view key = text.substr(indent, text.find(':', indent) - indent);
    if (indent == 2 && key.starts_with("/")) {
      finish();
      path_ = key;
    } else if (indent == 4) {
      finish();
      if (is_method(key)) method_ = upper(key);
    } else if (!method_.empty()) {
      if (text.find("/ifMatch") != std::string_view::npos) key_ = "if_match";
      if (text.find("/idempotencyKey") != std::string_view::npos) key_ = "idempotency";
      if (key == "requestBody") in_body_ = true;
      if (in_body_ && key == "content") {
        body_ = text.find("text/plain") != std::string_view::npos     ? "text"
                : text.find("octet-stream") != std::string_view::npos ? "bytes"
                                                                      : "json";
        in_body_ = false;
      }
    }
  }
  Operations take() {
    finish();
    return std::move(found_);
  }

 private:
  void finish() {
    if (!method_.empty()) found_.insert(method_ + " " + path_ + " " + body_ + " " + key_);
    method_.clear();
    body_ = key_ = "none";
    in_body_ = false;
  }
  bool inside_ = false;
  bool in_body_ = false;
  std::string path_, method_, body_ = "none", key_ = "none";
  Operations found_;
};

Operations described() {
  const EmbeddedFile* file = find_file(data::api(), "openapi.yaml");
  if (file == nullptr) return {};
  PathsReader reader;
  std::string_view rest = file->bytes;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    reader.line(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return reader.take();
}

std::string_view name_of(server::Body body) {
  if (body == server::Body::none) return "none";
  if (body == server::Body::bytes) return "bytes";
  return body == server::Body::text ? "text" : "json";
}
std::string_view name_of(server::Key key) {
  if (key == server::Key::none) return "none";
  return key == server::Key::if_match ? "if_match" : "idempotency";
}

TEST(OpenApi, RoutesAndDescriptionAreTheSameSet) {
  ServiceFixture fixture;
  const server::Site site({}, "off", {});
  Operations built;
  for (const server::Route& route : server::make_routes(fixture.app(), site)) {
    std::string text(route.method);
    text.append(" ").append(route.pattern).append(" ").append(name_of(route.body));
    text.append(" ").append(name_of(route.key));
    EXPECT_TRUE(built.insert(text).second) << text;
  }
  EXPECT_EQ(built, described());
}

}  // namespace
}  // namespace tc::api_test
