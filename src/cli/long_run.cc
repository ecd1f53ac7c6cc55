// SPDX-License-Identifier: Apache-2.0
#include "cli/long_run.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

namespace tc::cli {
namespace {

std::atomic<bool> stopped{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may set it

extern "C" void stop_run(int signal_number) {
  stopped.store(true);
  // The next one finds the default again: whoever presses twice means it.
  signal(signal_number, SIG_DFL);
}

constexpr int kSignals[] = {SIGINT, SIGTERM};

}  // namespace

LongRun::LongRun(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) != 0) {
  stopped.store(false);
  for (const int number : kSignals) signal(number, stop_run);
}

LongRun::~LongRun() {
  for (const int number : kSignals) signal(number, SIG_DFL);
  if (terminal_ && shown_ >= 0) fmt::print(stderr, "\r\033[K");
}

const std::atomic<bool>* LongRun::cancelled() const { return &stopped; }

void LongRun::progress(std::int64_t done, std::int64_t of) {
  if (!terminal_ || of <= 0) return;
  const std::int64_t percent = 100 * done / of;
  const std::lock_guard lock(mutex_);
  if (percent <= shown_) return;
  shown_ = percent;
  fmt::print(stderr, "\r{} {} %", what_, percent);
  std::fflush(stderr);
}

}  // namespace tc::cli
