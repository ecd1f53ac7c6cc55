// The one thread that owns the one writing connection: it opens, migrates, commits and checkpoints.
// Everybody else puts commits into its queue; those that wait together share a transaction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/store.h"

namespace tc::store::sqlite {

class Writer {
 public:
  /// Opens, checks and migrates on the new thread. Rules: those of open_store.
  [[nodiscard]] static Result<std::unique_ptr<Writer>> start(const std::string& path, Clock clock);
  /// Carries out what is queued, checkpoints and closes.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[nodiscard]] std::future<Result<Receipt>> submit(Commit commit);
  /// Writes a probe row; the receipt says nothing.
  [[nodiscard]] std::future<Result<Receipt>> probe();
  [[nodiscard]] std::int32_t schema_version() const { return schema_version_; }

 private:
  struct Job {
    std::optional<Commit> commit;  ///< unset: a probe
    std::promise<Result<Receipt>> done;
  };

  Writer() = default;
  [[nodiscard]] std::future<Result<Receipt>> enqueue(Job job);
  [[nodiscard]] std::vector<Job> take_jobs();
  void work(const std::string& path, const Clock& clock, std::promise<Result<std::int32_t>> opened);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::int32_t schema_version_ = 0;
  std::jthread thread_;
};

}  // namespace tc::store::sqlite
