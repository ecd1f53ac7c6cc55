// Files compiled into the binary (templates, SQL, examples, the web app), made by tools/embed.py.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace tc {

struct EmbeddedFile {
  std::string_view path;   ///< relative to the embedded folder, '/' between parts, sorted
  std::string_view bytes;  ///< valid for the life of the process
};

/// The file at `path`, or nullptr.
[[nodiscard]] inline const EmbeddedFile* find_file(std::span<const EmbeddedFile> files,
                                                   std::string_view path) {
  for (const EmbeddedFile& file : files) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace tc
