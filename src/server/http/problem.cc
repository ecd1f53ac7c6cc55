// SPDX-License-Identifier: Apache-2.0
#include "server/http/problem.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace tc::server {
namespace {

struct RuleStatus {
  std::string_view rule;
  int status;
};
constexpr std::array kRuleStatus{
    RuleStatus{"http.method", 405},
    RuleStatus{"http.accept", 406},
    RuleStatus{"http.body_size", 413},
    RuleStatus{"http.content_type", 415},
    RuleStatus{"http.content_encoding", 415},
    RuleStatus{"http.expect", 417},
    RuleStatus{"http.header_count", 431},
    RuleStatus{"http.head_size", 431},
    RuleStatus{"http.rate", 429},
    RuleStatus{"http.connections", 429},
    RuleStatus{"http.busy", 503},
    RuleStatus{"http.stopping", 503},
    RuleStatus{"http.version", 505},
    RuleStatus{"if_match.missing", 428},
    RuleStatus{"if_match.stale", 412},
    RuleStatus{"idempotency.missing", 400},
    RuleStatus{"idempotency.reused", 422},
    RuleStatus{"json.syntax", 400},
    RuleStatus{"json.utf8", 400},
    RuleStatus{"json.depth", 400},
};

int status_of_code(Code code) {
  switch (code) {
    case Code::answer_no:
    case Code::bad_input:
      return 422;
    case Code::usage:
      return 400;
    case Code::not_found:
      return 404;
    case Code::not_allowed:
      return 403;
    case Code::conflict:
      return 409;
    case Code::store:
      return 503;
    case Code::limit:
      return 413;
    case Code::internal:
      return 500;
  }
  return 500;
}

}  // namespace

int status_of(const Error& error) {
  const auto found = std::ranges::find(kRuleStatus, error.rule, &RuleStatus::rule);
  return found == kRuleStatus.end() ? status_of_code(error.code) : found->status;
}

Response problem(const Error& error, std::string_view request_id) {
  const int status = status_of(error);
  nlohmann::ordered_json body{{"type", "about:blank"},
                              {"title", std::string(reason_phrase(status))},
                              {"status", status},
                              {"rule", error.rule},
                              {"message", error.message}};
  if (!error.where.empty()) body["where"] = error.where;
  if (!error.advice.empty()) body["advice"] = error.advice;
  if (status == 500) {
    body["message"] = "the server met a fault of its own";
    body.erase("where");
    body["advice"] = "Report the request id; the server's log has the details.";
  }
  body["request_id"] = request_id;
  // Values seen may come from damaged input: bytes that are not UTF-8 are replaced, never thrown
  // on.
  std::string text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  Response response = text_response(status, "application/problem+json", std::move(text));
  if (status == 429 || status == 503) response.set("Retry-After", "1");
  return response;
}

}  // namespace tc::server
