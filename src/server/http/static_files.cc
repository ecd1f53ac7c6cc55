// SPDX-License-Identifier: Apache-2.0
#include "server/http/static_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/http/hash.h"

namespace tc::server {
namespace {

struct MediaType {
  std::string_view ending;
  std::string_view type;
};
constexpr std::array kMediaTypes{
    MediaType{".html", "text/html; charset=utf-8"},
    MediaType{".js", "text/javascript; charset=utf-8"},
    MediaType{".css", "text/css; charset=utf-8"},
    MediaType{".json", "application/json"},
    MediaType{".map", "application/json"},
    MediaType{".svg", "image/svg+xml"},
    MediaType{".png", "image/png"},
    MediaType{".ico", "image/x-icon"},
    MediaType{".woff2", "font/woff2"},
    MediaType{".txt", "text/plain; charset=utf-8"},
    MediaType{".webmanifest", "application/manifest+json"},
};

constexpr std::string_view kNotBuiltPage =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>统筹 Tongchou</title>"
    "<h1>统筹 Tongchou</h1><p>本程序未包含网页界面，接口照常提供服务。</p>"
    "<p>This binary was built without the web pages; the API answers as usual: "
    "<a href=\"/api/v1/cities\">/api/v1/cities</a>.</p></html>";

bool names_tag(std::string_view header, std::string_view tag) {
  while (!header.empty()) {
    const std::size_t end = header.find(',');
    std::string_view part = trim(header.substr(0, end));
    if (part.starts_with("W/")) part.remove_prefix(2);
    if (part == tag || part == "*") return true;
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
  }
  return false;
}

bool has_ending(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.find('.', slash == std::string_view::npos ? 0 : slash) != std::string_view::npos;
}

}  // namespace

std::string_view media_type(std::string_view path) {
  const auto found = std::ranges::find_if(
      kMediaTypes, [path](const MediaType& row) { return path.ends_with(row.ending); });
  return found == kMediaTypes.end() ? std::string_view{"application/octet-stream"} : found->type;
}

bool is_hashed_name(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  if (!path.starts_with("assets/") || dot == std::string_view::npos || dot < slash) return false;
  const std::string_view stem = path.substr(slash + 1, dot - slash - 1);
  return stem.size() > 9 && stem[stem.size() - 9] == '-';
}

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files) {
    files_.emplace(file.path, File{.bytes = file.bytes,
                                   .etag = fmt::format("\"{:016x}-{:x}\"", stable_hash(file.bytes),
                                                       file.bytes.size())});
  }
}

Result<Response> StaticFiles::get(const Request& request) const {
  std::string_view path = request.path;
  path.remove_prefix(1);
  if (path.empty()) path = "index.html";
  if (const auto found = files_.find(path); found != files_.end()) {
    return send(request, path, found->second);
  }
  const bool page = !path.starts_with("api/") && path != "api" && !has_ending(path);
  if (page || path == "index.html") {
    if (const auto index = files_.find("index.html"); index != files_.end()) {
      return send(request, "index.html", index->second);
    }
    if (path == "index.html") {
      return text_response(200, "text/html; charset=utf-8", std::string(kNotBuiltPage));
    }
  }
  return fail(Code::not_found, "http.path", "there is nothing at this address", request.path);
}

Response StaticFiles::send(const Request& request, std::string_view path, const File& file) const {
  Response response = text_response(200, media_type(path), {});
  response.set("ETag", file.etag);
  response.set("Cache-Control",
               is_hashed_name(path) ? "public, max-age=31536000, immutable" : "no-cache");
  const std::string* known = request.header("if-none-match");
  if (known != nullptr && names_tag(*known, file.etag)) {
    response.status = 304;
  } else {
    response.body = file.bytes;
  }
  return response;
}

}  // namespace tc::server
