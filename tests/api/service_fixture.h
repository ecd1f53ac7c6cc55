// The whole server over a database of its own with one small city, for tests of the addresses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "api/wire.h"
#include "app/app.h"
#include "server/serve.h"

namespace tc::api_test {

class ServiceFixture {
 public:
  ServiceFixture();
  ~ServiceFixture();
  ServiceFixture(const ServiceFixture&) = delete;
  ServiceFixture& operator=(const ServiceFixture&) = delete;

  [[nodiscard]] std::uint16_t port() const { return service_->port(); }
  [[nodiscard]] app::App& app() { return *app_; }
  [[nodiscard]] server::Service& service() { return *service_; }
  [[nodiscard]] Answer get(std::string_view target) const;
  /// With JSON content; `headers` are lines ending in CRLF.
  [[nodiscard]] Answer send(std::string_view method, std::string_view target,
                            std::string_view headers, std::string_view body) const;
  /// Takes the test city 990001 in.
  void import_city() const;

 private:
  std::string folder_;
  std::unique_ptr<app::App> app_;
  std::unique_ptr<server::Service> service_;
};

/// A programme of one city with two projects; activities 11 and 12 of project 1 in a row.
[[nodiscard]] std::string small_programme();

}  // namespace tc::api_test
