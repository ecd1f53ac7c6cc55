// Every limit of the server in one place: sizes, deadlines, rates and queue lengths. The defaults
// are the product's; tests scale the deadlines down. Durations are wall milliseconds on the
// monotonic clock, sizes are bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tc::server {

struct Limits {
  std::size_t head_bytes = 16 * 1024;            ///< request line and headers; above: 431
  std::size_t json_bytes = 1024 * 1024;          ///< JSON body; above: 413
  std::size_t import_bytes = 64 * 1024 * 1024;   ///< body of an import; above: 413
  std::chrono::milliseconds head_time{10'000};   ///< absolute, from the first byte of a request
  std::chrono::milliseconds idle_time{60'000};   ///< between two requests of a connection
  std::chrono::milliseconds body_grace{10'000};  ///< before the rate below is asked for
  std::size_t body_bytes_per_second = 1024;      ///< a body slower than this is cut
  std::chrono::milliseconds body_time{600'000};  ///< no body may take longer, however fast
  std::chrono::milliseconds write_time{30'000};  ///< for each 256 KiB of an answer
  std::chrono::milliseconds linger_time{1'000};  ///< to let a refused client read its answer
  std::chrono::milliseconds drain_time{20'000};  ///< to finish running requests at a stop
  std::chrono::milliseconds heartbeat{15'000};   ///< comment line on a quiet event stream
  std::size_t connections = 1024;                ///< open at once; above: 503
  std::size_t connections_per_address = 64;      ///< above: 429; 0 is no cap
  double requests_per_second = 20.0;             ///< per address on /api; above: 429; 0 is off
  double request_burst = 60.0;                   ///< requests that may come at once
  std::size_t handlers_waiting = 256;            ///< running or queued; above: 503
  std::size_t imports_at_once = 2;               ///< bodies above the JSON limit; above: 503
  std::size_t event_ring = 1024;                 ///< events kept per city for a replay
  std::size_t event_queue = 256;                 ///< events a slow reader may lag behind
};

struct ServeOptions {
  std::string listen = "127.0.0.1:8642";  ///< loopback only; port 0 takes a free one
  int threads = 0;                        ///< for handlers; 0 is one per core, at least 2
  std::string log_level = "info";         ///< off, error, warn, info, debug
  bool handle_signals = true;             ///< SIGTERM and SIGINT stop the server
  Limits limits;
};

}  // namespace tc::server
