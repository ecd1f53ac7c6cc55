// State that all sessions share; touched on the I/O thread only, but for the thread-safe Site.
// Included by the two Beast files alone, for each of them costs half a minute to compile.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>

#include "server/http/rate.h"
#include "server/http/site.h"

namespace tc::server {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class Session;

class Core {
 public:
  Core(Site& site, const ServeOptions& options);

  Result<void> listen(const std::string& address, std::uint16_t port);
  void run();         ///< starts the I/O thread
  void begin_stop();  ///< on any thread
  void join();        ///< waits for the I/O thread and the pool

  void wake_streams();               ///< on the I/O thread
  void session_ended();              ///< on the I/O thread
  [[nodiscard]] double now() const;  ///< seconds on the monotonic clock
  [[nodiscard]] std::string next_request_id();

  Site& site;
  const bool handle_signals;
  RateLimiter rate;
  std::set<Session*> sessions;
  std::unordered_map<std::string, std::size_t> per_address;
  std::size_t handlers = 0;  ///< running or queued
  std::size_t imports = 0;   ///< bodies being held
  std::size_t refusing = 0;  ///< connections that only get their refusal
  std::string url;
  std::uint16_t port = 0;

  // The order matters at the end: the context destroys suspended sessions, which still use the
  // members above.
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer drain{io};
  asio::signal_set signals{io};
  asio::thread_pool pool;

 private:
  asio::awaitable<void> accept_all();
  void admit_connection(tcp::socket socket);
  void watch_signals();
  void stop_on_io_thread();
  void finish_if_drained();
  void drain_expired();

  std::uint64_t request_number_ = 0;
  std::mutex join_mutex_;
  std::thread io_thread_;
};

/// Serves one connection to its end; frees its place in `per_address`.
asio::awaitable<void> run_session(Core& core, tcp::socket socket, std::string peer);
/// Tells a connection above the caps so, and closes it.
asio::awaitable<void> refuse_connection(Core& core, tcp::socket socket, Error why);
/// Ends an idle or streaming session; lets a busy one finish its answer.
void stop_session(Session& session);
void wake_session(Session& session);

}  // namespace tc::server
