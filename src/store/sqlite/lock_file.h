// PATH.lock: an advisory lock that keeps a second process away from a live database (a second
// process could checkpoint, see connection.h). Held while the object lives; freed by the kernel
// when the process dies.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace tc::store::sqlite {

class LockFile {
 public:
  /// Rules: store.locked (another process has it, named when known), store.open.
  [[nodiscard]] static Result<LockFile> take(const std::string& database_path);
  ~LockFile();
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&&) = delete;
  LockFile(const LockFile&) = delete;

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

/// Rule: store.open, when the folder lies on a network file system, where locks cannot be trusted.
[[nodiscard]] Result<void> check_file_system(const std::string& database_path);

}  // namespace tc::store::sqlite
