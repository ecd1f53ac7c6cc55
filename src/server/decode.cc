// SPDX-License-Identifier: Apache-2.0
#include "server/decode.h"

#include <fmt/format.h>

#include <charconv>

#include "server/http/hash.h"
#include "server/json_reader.h"

namespace tc::server {
namespace {

constexpr std::size_t kLongText = 2000;
constexpr std::size_t kNameText = 200;

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Of method, target and body, each with its length, so that no two requests run together.
std::string request_digest(const Request& request) {
  std::uint64_t hash = kHashStart;
  for (const std::string* part : {&request.method, &request.target, &request.body}) {
    hash = stable_hash(std::to_string(part->size()) + ":", hash);
    hash = stable_hash(*part, hash);
  }
  return fmt::format("{:016x}-{}", hash, request.body.size());
}

model::Acting acting_in(std::int64_t city) {
  model::Acting acting;
  acting.city.value = static_cast<std::int32_t>(city);
  return acting;
}

Result<model::Acting> decode_acting(const Request& request) {
  TC_TRY(const std::int64_t city, path_number(request, "city"));
  if (city < 100000 || city > 999999) {
    return fail(Code::usage, "path.number", fmt::format("a city code has six digits, not {}", city),
                "city");
  }
  return acting_in(city);
}

}  // namespace

Result<std::int64_t> path_number(const Request& request, std::string_view name) {
  const std::string_view text = request.param(name);
  const std::optional<std::int64_t> value = to_integer(text);
  if (!value || *value < 1) {
    return fail(Code::usage, "path.number",
                fmt::format("`{}` is no positive number", text.substr(0, 60)), std::string(name));
  }
  return *value;
}

Result<std::optional<std::int64_t>> query_number(const Request& request, std::string_view name,
                                                 Bounds bounds) {
  const std::string* text = request.query_value(name);
  if (text == nullptr) return std::nullopt;
  const std::optional<std::int64_t> value = to_integer(*text);
  if (!value || *value < bounds.least || *value > bounds.most) {
    return fail(Code::usage, "query.number",
                fmt::format("`{}` is no number from {} to {}", text->substr(0, 60), bounds.least,
                            bounds.most),
                std::string(name));
  }
  return value;
}

Result<bool> query_flag(const Request& request, std::string_view name, bool absent) {
  const std::string* text = request.query_value(name);
  if (text == nullptr) return absent;
  if (*text == "true") return true;
  if (*text == "false") return false;
  return fail(Code::usage, "query.flag",
              fmt::format("`{}` is neither true nor false", text->substr(0, 60)),
              std::string(name));
}

Result<std::optional<Day>> query_day(const Request& request, std::string_view name) {
  const std::string* text = request.query_value(name);
  if (text == nullptr) return std::nullopt;
  const Result<Day> day = parse_day(*text);
  if (!day) return fail(Code::usage, "query.day", day.error().message, std::string(name));
  return *day;
}

Result<app::Query> decode_query(const Request& request) {
  TC_TRY(const model::Acting acting, decode_acting(request));
  TC_TRY(const std::optional<Day> as_of, query_day(request, "as_of"));
  return app::Query{.acting = acting, .as_of = as_of};
}

app::Request origin_without_city(const Request& request) {
  const std::string* key = request.header("idempotency-key");
  return {.acting = acting_in(0),
          .origin = {.request_id = request.request_id,
                     .idempotency_key = key == nullptr ? std::string{} : *key,
                     .request_digest = request_digest(request)}};
}

Result<app::Request> decode_origin(const Request& request) {
  app::Request out = origin_without_city(request);
  TC_TRY(out.acting, decode_acting(request));
  return out;
}

Result<std::int64_t> if_match_revision(const Request& request) {
  const std::string* header = request.header("if-match");
  const std::string_view tag = header == nullptr ? std::string_view{} : std::string_view{*header};
  const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  const std::optional<std::int64_t> revision =
      quoted ? to_integer(tag.substr(1, tag.size() - 2)) : std::nullopt;
  if (!revision) {
    return fail(Code::usage, "if_match.shape",
                fmt::format("`{}` is no revision in double quotes", tag.substr(0, 60)), "if-match",
                "Send the ETag of the row as it was read.");
  }
  return *revision;
}

Result<app::ActivityReport> decode_activity_report(const Request& request) {
  app::ActivityReport report;
  TC_TRY(report.id.value, path_number(request, "activity"));
  TC_TRY(report.revision, if_match_revision(request));
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  in.minute_or_null("actual_start", report.actual_start);
  in.minute_or_null("actual_finish", report.actual_finish);
  in.number_or_null("remaining_days", report.remaining_days);
  in.text("reason", report.reason, kLongText, Need::optional);
  TC_TRY_VOID(in.finish());
  return report;
}

Result<app::BlockerDraft> decode_blocker_draft(const Request& request) {
  app::BlockerDraft draft;
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  in.id("activity_id", draft.activity_id, Need::required);
  in.choice("kind", draft.kind, Need::required);
  in.text("text", draft.text, kLongText, Need::required);
  in.text("owner_organization", draft.owner_organization, kNameText, Need::required);
  in.text("owner_person", draft.owner_person, kNameText, Need::optional);
  in.text("ask", draft.ask, kLongText, Need::required);
  in.day("release_likely", draft.release_likely);
  in.choice("level", draft.level, Need::optional);
  TC_TRY_VOID(in.finish());
  return draft;
}

Result<app::BlockerMove> decode_blocker_move(const Request& request) {
  app::BlockerMove move;
  TC_TRY(move.id.value, path_number(request, "blocker"));
  TC_TRY(move.revision, if_match_revision(request));
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  in.choice("state", move.state, Need::required);
  in.text("evidence", move.evidence, kLongText, Need::optional);
  in.text("closed_by", move.closed_by, kNameText, Need::optional);
  in.day_or_null("release_likely", move.release_likely);
  in.text("reason", move.reason, kLongText, Need::optional);
  TC_TRY_VOID(in.finish());
  return move;
}

Result<app::OrderDraft> decode_order_draft(const Request& request) {
  app::OrderDraft draft;
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  in.id("project_id", draft.project_id, Need::optional);
  in.id("activity_id", draft.activity_id, Need::optional);
  in.id("blocker_id", draft.blocker_id, Need::optional);
  in.text("addressee", draft.addressee, kNameText, Need::required);
  in.text("text", draft.text, kLongText, Need::required);
  in.day("due", draft.due);
  TC_TRY_VOID(in.finish());
  return draft;
}

Result<app::OrderAnswer> decode_order_answer(const Request& request) {
  app::OrderAnswer answer;
  TC_TRY(answer.id.value, path_number(request, "order"));
  TC_TRY(answer.revision, if_match_revision(request));
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  in.choice("state", answer.state, Need::required);
  in.text("reply", answer.reply, kLongText, Need::optional);
  in.text("evidence", answer.evidence, kLongText, Need::optional);
  in.text("reason", answer.reason, kLongText, Need::optional);
  TC_TRY_VOID(in.finish());
  return answer;
}

Result<std::vector<app::WhatIfChange>> decode_what_if(const Request& request) {
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  std::vector<JsonReader> rows;
  in.objects("changes", rows, app::kMostChanges, Need::required);
  TC_TRY_VOID(in.finish());
  std::vector<app::WhatIfChange> changes;
  for (JsonReader& row : rows) {
    app::WhatIfChange& change = changes.emplace_back();
    row.choice("kind", change.kind, Need::required);
    row.id("activity_id", change.activity, Need::optional);
    row.id("blocker_id", change.blocker, Need::optional);
    std::int64_t days = -1;
    row.integer("days", days, Need::optional);
    if (days >= 0) change.days = days;
    row.day("day", change.day);
    TC_TRY_VOID(row.finish());
  }
  return changes;
}

Result<app::OutlookAsk> decode_outlook(const Request& request) {
  app::OutlookAsk ask;
  TC_TRY(const auto trials, query_number(request, "trials", {.least = 100, .most = 20'000}));
  TC_TRY(const auto seed, query_number(request, "seed", {}));
  ask.trials = trials.value_or(ask.trials);
  if (seed) ask.seed = static_cast<std::uint64_t>(*seed);
  return ask;
}

Result<app::OutlookAsk> decode_publish(const Request& request) {
  TC_TRY(JsonReader in, JsonReader::parse(request.body));
  app::OutlookAsk ask;
  std::int64_t seed = 1;
  in.integer("trials", ask.trials, Need::optional);
  in.integer("seed", seed, Need::optional);
  TC_TRY_VOID(in.finish());
  if (ask.trials < 100 || ask.trials > 20'000 || seed < 0) {
    return fail(Code::bad_input, "body.range", fmt::format("{} trials, seed {}", ask.trials, seed),
                "trials", "give 100 to 20000 trials and a seed from 0");
  }
  ask.seed = static_cast<std::uint64_t>(seed);
  return ask;
}

Result<app::ImportRequest> decode_schedule_import(const Request& request) {
  const auto text = [&request](std::string_view name) {
    const std::string* value = request.query_value(name);
    return value == nullptr ? std::string() : *value;
  };
  TC_TRY(const auto project, query_number(request, "project", {.least = 1}));
  TC_TRY(const bool as_new, query_flag(request, "new", false));
  if (project.has_value() == as_new) {
    return fail(Code::usage, "import.target", "say where the plan goes", "project",
                "give `project` with the id of a project, or `new=true`");
  }
  app::ImportRequest import;
  import.bytes = request.body;
  import.file_name = text("file_name");
  import.into = model::ProjectId{project.value_or(0)};
  import.file_project = text("in_project");
  if (request.query_value("token") != nullptr) import.token = text("token");
  return import;
}

Result<app::WhyAsk> decode_why(const Request& request) {
  app::WhyAsk ask;
  const std::string* date = request.query_value("date");
  ask.about_float = date != nullptr && *date == "float";
  if (date != nullptr && !ask.about_float) {
    ask.field = model::from_name<engine::DateField>(*date);
    if (!ask.field) {
      return fail(Code::usage, "query.date", fmt::format("`{}` is no date", date->substr(0, 60)),
                  "date", "early_start, early_finish, late_start, late_finish or float");
    }
  }
  TC_TRY(const auto paths, query_number(request, "paths", {.least = 0, .most = 100}));
  ask.paths = static_cast<std::size_t>(paths.value_or(0));
  TC_TRY(ask.since, query_day(request, "since"));
  return ask;
}

}  // namespace tc::server
