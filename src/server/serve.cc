// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include <mutex>
#include <nlohmann/json.hpp>

#include "base/data.h"
#include "server/http/server.h"
#include "server/routes.h"

namespace tc::server {
namespace {

std::string encode_change(const app::Change& change) {
  nlohmann::ordered_json projects = nlohmann::ordered_json::array();
  for (const model::ProjectId id : change.projects) projects.push_back(id.value);
  return nlohmann::ordered_json{
      {"city", change.city.value}, {"sequence", change.sequence}, {"projects", std::move(projects)}}
      .dump();
}

/// Between the App, which keeps its listeners for life, and a server that may end before it.
struct EventLink {
  std::mutex mutex;
  EventHub* hub = nullptr;  ///< nullptr once the server has ended
};

}  // namespace

struct Service::Parts {
  Parts(app::App& app, const ServeOptions& options)
      : site(options.limits, options.log_level, data::web()), link(std::make_shared<EventLink>()) {
    site.router = Router(make_routes(app, site));
    link->hub = &site.events;
    app.on_change([shared = link](const app::Change& change) {
      const std::scoped_lock lock(shared->mutex);
      if (shared->hub == nullptr) return;
      shared->hub->publish(std::to_string(change.city.value), "change", encode_change(change));
    });
  }
  ~Parts() {
    const std::scoped_lock lock(link->mutex);
    link->hub = nullptr;
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  Site site;
  std::shared_ptr<EventLink> link;
  std::unique_ptr<Server> server;
};

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Service::~Service() { stop(); }

Result<std::unique_ptr<Service>> Service::start(app::App& app, const ServeOptions& options) {
  auto parts = std::make_unique<Parts>(app, options);
  TC_TRY(parts->server, Server::start(parts->site, options));
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

std::uint16_t Service::port() const { return parts_->server->port(); }
std::string Service::url() const { return parts_->server->url(); }
void Service::stop() { parts_->server->stop(); }
void Service::wait() { parts_->server->wait(); }

Result<void> serve(app::App& app, const ServeOptions& options,
                   const std::function<void(std::string_view url)>& ready) {
  TC_TRY(const std::unique_ptr<Service> service, Service::start(app, options));
  if (ready) ready(service->url());
  service->wait();
  return {};
}

}  // namespace tc::server
