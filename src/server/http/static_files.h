// The web app's files, served from the binary: strong ETags, a year of caching for files with a
// content hash in their name, and index.html for the addresses of the app's own router.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/embedded.h"
#include "server/http/message.h"

namespace tc::server {

/// Media type by the file's ending; application/octet-stream when unknown.
[[nodiscard]] std::string_view media_type(std::string_view path);
/// `assets/name-Ab3dE9xY.js`: eight characters behind a dash, as the bundler names its files.
[[nodiscard]] bool is_hashed_name(std::string_view path);

class StaticFiles {
 public:
  explicit StaticFiles(std::span<const EmbeddedFile> files);
  /// The answer to a GET of this decoded path. Rule: http.path when there is no such file.
  [[nodiscard]] Result<Response> get(const Request& request) const;

 private:
  struct File {
    std::string_view bytes;
    std::string etag;
  };
  [[nodiscard]] Response send(const Request& request, std::string_view path,
                              const File& file) const;
  std::unordered_map<std::string_view, File> files_;
};

}  // namespace tc::server
