// What long commands share: progress on a terminal and a clean stop on Ctrl-C.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace tc::cli {

/// While it lives, the first Ctrl-C (or SIGTERM) only sets `cancelled`, a second one ends the
/// program at once, and progress is shown on stderr when that is a terminal. One at a time.
class LongRun {
 public:
  explicit LongRun(std::string what);
  ~LongRun();
  LongRun(const LongRun&) = delete;
  LongRun& operator=(const LongRun&) = delete;

  [[nodiscard]] const std::atomic<bool>* cancelled() const;
  /// From any thread.
  void progress(std::int64_t done, std::int64_t of);

 private:
  std::string what_;
  bool terminal_ = false;
  std::mutex mutex_;  ///< guards shown_ and the line
  std::int64_t shown_ = -1;
};

}  // namespace tc::cli
