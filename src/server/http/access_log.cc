// SPDX-License-Identifier: Apache-2.0
#include "server/http/access_log.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <mutex>

namespace tc::server {
namespace {

spdlog::level::level_enum level_of(std::string_view name) {
  if (name == "off") return spdlog::level::off;
  if (name == "error") return spdlog::level::err;
  if (name == "warn") return spdlog::level::warn;
  if (name == "debug") return spdlog::level::debug;
  return spdlog::level::info;
}

/// Standard error, but never waited for: a reader who stops reading loses lines, not the server.
/// A pipe that polls writable takes PIPE_BUF bytes at once (POSIX write), and no line is longer.
class StderrSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    pollfd ready{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    if (::poll(&ready, 1, 0) != 1 || (ready.revents & POLLOUT) == 0) return;
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    const std::size_t size = std::min<std::size_t>(line.size(), PIPE_BUF);
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), size);
  }
  void flush_() override {}
};

}  // namespace

struct AccessLog::Sink {
  spdlog::logger logger{"tongchou", std::make_shared<StderrSink>()};
};

AccessLog::AccessLog(std::string_view level) : sink_(std::make_unique<Sink>()) {
  sink_->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  sink_->logger.set_level(level_of(level));
}

AccessLog::~AccessLog() = default;

void AccessLog::access(const AccessLine& line) {
  if (!sink_->logger.should_log(spdlog::level::info)) return;
  sink_->logger.info(fmt::format("{} {} {} bytes={} ms={:.1f} peer={} id={}", line.request.method,
                                 log_text(line.request.target), line.status, line.bytes,
                                 line.seconds * 1000, line.request.peer, line.request.request_id));
}

void AccessLog::info(std::string_view message) { sink_->logger.info(message); }

void AccessLog::failure(const Error& error, std::string_view request_id) {
  sink_->logger.error(fmt::format("rule={} id={} message={} where={}", error.rule, request_id,
                                  log_text(error.message), log_text(error.where)));
}

std::string log_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, 300)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append("\\").push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
      out.append(fmt::format("\\x{:02x}", byte));
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

}  // namespace tc::server
