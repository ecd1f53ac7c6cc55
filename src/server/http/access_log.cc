// SPDX-License-Identifier: Apache-2.0
#include "server/http/access_log.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace tc::server {
namespace {

spdlog::level::level_enum level_of(std::string_view name) {
  if (name == "off") return spdlog::level::off;
  if (name == "error") return spdlog::level::err;
  if (name == "warn") return spdlog::level::warn;
  if (name == "debug") return spdlog::level::debug;
  return spdlog::level::info;
}

}  // namespace

struct AccessLog::Sink {
  spdlog::logger logger{"tongchou", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
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
