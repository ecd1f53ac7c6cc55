// SPDX-License-Identifier: Apache-2.0
#include "server/http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <utility>
#include <vector>

#include "server/http/address.h"
#include "server/http/core.h"

namespace tc::server {
namespace {

using boost::system::error_code;

constexpr std::size_t kRefusingAtOnce = 64;
constexpr auto kAcceptPause = std::chrono::milliseconds(100);  // out of file descriptors

std::size_t pool_threads(int wanted) {
  if (wanted > 0) return static_cast<std::size_t>(wanted);
  return std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

Error crowded(std::string rule, std::string message) {
  return Error{.code = Code::limit,
               .rule = std::move(rule),
               .message = std::move(message),
               .where = {},
               .advice = "Close other connections or try again in a while."};
}

}  // namespace

Core::Core(Site& with_site, const ServeOptions& options)
    : site(with_site),
      handle_signals(options.handle_signals),
      rate(with_site.limits.requests_per_second, with_site.limits.request_burst),
      pool(pool_threads(options.threads)) {}

Result<void> Core::listen(const std::string& address, std::uint16_t wanted_port) {
  error_code error;
  const tcp::endpoint endpoint(asio::ip::make_address(address, error), wanted_port);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return fail(Code::store, "serve.port",
                "port " + std::to_string(wanted_port) + " on " + address + " is in use", "--listen",
                "Stop the other program or give another port.");
  }
  if (error) {
    return fail(Code::store, "serve.socket", "cannot listen: " + error.message(), address);
  }
  port = acceptor.local_endpoint(error).port();
  const bool v6 = endpoint.address().is_v6();
  url = "http://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
  return {};
}

void Core::run() {
  site.events.on_publish([this] { asio::post(io, [this] { wake_streams(); }); });
  if (handle_signals) watch_signals();
  asio::co_spawn(io, accept_all(), asio::detached);
  io_thread_ = std::thread([this] { io.run(); });
}

void Core::begin_stop() {
  asio::post(io, [this] { stop_on_io_thread(); });
}

void Core::join() {
  const std::scoped_lock lock(join_mutex_);
  if (io_thread_.joinable()) io_thread_.join();
  site.events.on_publish({});
  pool.join();
}

void Core::wake_streams() {
  for (Session* session : sessions) wake_session(*session);
}

double Core::now() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string Core::next_request_id() { return site.epoch + "-" + std::to_string(++request_number_); }

asio::awaitable<void> Core::accept_all() {
  while (!site.stopping) {
    error_code error;
    tcp::socket socket =
        co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
      admit_connection(std::move(socket));
    } else if (!site.stopping) {
      asio::steady_timer pause(io, kAcceptPause);
      error_code ignored;
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
  }
}

void Core::admit_connection(tcp::socket socket) {
  error_code error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return;
  socket.set_option(tcp::no_delay(true), error);
  std::string peer = remote.address().to_string();
  const std::string key = limit_key(peer);
  const Limits& limits = site.limits;
  const auto held = per_address.find(key);
  const bool many = limits.connections_per_address > 0 && held != per_address.end() &&
                    held->second >= limits.connections_per_address;
  const bool full = sessions.size() >= limits.connections;
  if (many || full) {
    if (refusing >= kRefusingAtOnce) return;
    Error why = full ? crowded("http.busy", "the server has too many open connections")
                     : crowded("http.connections", "this address has too many open connections");
    asio::co_spawn(io, refuse_connection(*this, std::move(socket), std::move(why)), asio::detached);
    return;
  }
  ++per_address[key];
  const auto ended = [this](const std::exception_ptr& fault) {
    if (fault) {
      site.log.failure(Error{.code = Code::internal,
                             .rule = "server.session",
                             .message = "a session ended by an exception",
                             .where = {},
                             .advice = {}},
                       "");
    }
    session_ended();
  };
  asio::co_spawn(io, run_session(*this, std::move(socket), std::move(peer)), ended);
}

void Core::watch_signals() {
  error_code error;
  signals.add(SIGTERM, error);
  signals.add(SIGINT, error);
  signals.async_wait([this](const error_code& failed, int) {
    if (failed) return;
    stop_on_io_thread();
    signals.async_wait([](const error_code& again, int number) {
      if (!again) std::_Exit(128 + number);
    });
  });
}

void Core::stop_on_io_thread() {
  if (site.stopping.exchange(true)) return;
  site.log.info("stopping: no new connections, finishing what runs");
  error_code ignored;
  acceptor.close(ignored);
  const std::vector<Session*> open(sessions.begin(), sessions.end());
  for (Session* session : open) stop_session(*session);
  drain.expires_after(site.limits.drain_time);
  drain.async_wait([this](const error_code& cancelled) {
    if (!cancelled) drain_expired();
  });
  finish_if_drained();
}

void Core::session_ended() {
  if (site.stopping) finish_if_drained();
}

void Core::finish_if_drained() {
  if (sessions.empty()) io.stop();
}

void Core::drain_expired() {
  site.log.info("stopped with " + std::to_string(sessions.size()) + " connections unfinished");
  // A handler that still runs would hold the process; what it did not commit was never answered.
  if (handle_signals && handlers > 0) std::_Exit(0);
  io.stop();
}

Server::Server(std::unique_ptr<Core> core) : core_(std::move(core)) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(Site& site, const ServeOptions& options) {
  TC_TRY(const Endpoint endpoint, parse_listen(options.listen));
  auto core = std::make_unique<Core>(site, options);
  TC_TRY_VOID(core->listen(endpoint.address, endpoint.port));
  core->run();
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const { return core_->port; }
std::string Server::url() const { return core_->url; }

void Server::stop() {
  core_->begin_stop();
  core_->join();
}

void Server::wait() { core_->join(); }

}  // namespace tc::server
