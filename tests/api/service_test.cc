// Every address of the API over a real connection and a real database.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "api/service_fixture.h"

namespace tc::api_test {
namespace {

using nlohmann::json;

constexpr std::string_view kCity = "/api/v1/cities/990001";

std::string at(std::string_view rest) { return std::string(kCity).append(rest); }

json parsed(const Answer& answer) {
  json body = json::parse(answer.body, nullptr, false);
  EXPECT_FALSE(body.is_discarded()) << answer.head << answer.body;
  return body;
}

std::int64_t revision_of_activity(const ServiceFixture& fixture, std::int64_t id) {
  const json page = parsed(fixture.get(at("/projects/1")));
  for (const json& activity : page["activities"]) {
    if (activity["id"] == id) return activity["revision"].get<std::int64_t>();
  }
  return 0;
}

std::string if_match(std::int64_t revision) {
  return "If-Match: \"" + std::to_string(revision) + "\"\r\n";
}

std::string why(int project, int activity) {
  return "/projects/" + std::to_string(project) + "/activities/" + std::to_string(activity) +
         "/explanation";
}

struct Scenario {
  std::string_view method;
  std::string target;
  std::string_view headers;
  std::string_view body;
  int status;
  std::string_view must;
  std::string_view must_not;
};

/// What the record teaches: forecasts, scores, priors, earned value.
std::vector<Scenario> learning_scenarios() {
  return {
      {"GET", at("/projects/1/forecasts"), "", "", 200, "\"forecasts\"", ""},
      {"GET", at("/projects/99/forecasts"), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/1/earned_value"), "", "", 200, "\"spi_time\"", ""},
      {"GET", at("/projects/99/earned_value"), "", "", 404, "project.unknown", ""},
      {"GET", at("/earned_value"), "", "", 200, "\"counties\"", ""},
      {"GET", at("/calibration"), "", "", 200, "\"brier\"", ""},
      {"GET", at("/priors"), "", "", 200, "\"after_days\"", ""},
  };
}

std::vector<Scenario> explanations() {
  return {
      {"GET", at(why(1, 12)), "", "", 200, "\"move\":null", "\"causes\""},
      {"GET", at(why(1, 12) + "?date=float"), "", "", 200, "\"float\":{", ""},
      {"GET", at(why(1, 12) + "?paths=3&date=late_finish"), "", "", 200, "\"slack_minutes\"", ""},
      {"GET", at(why(1, 12) + "?since=2025-07-15"), "", "", 200, "\"groups\":[", ""},
      {"GET", at(why(1, 12) + "?since=2025-07-14"), "", "", 422, "why.since", ""},
      {"GET", at(why(1, 12) + "?since=2026-01-01"), "", "", 422, "why.since", ""},
      {"GET", at(why(1, 12) + "?since=then"), "", "", 400, "query.day", ""},
      {"GET", at(why(1, 12) + "?date=finish"), "", "", 400, "query.date", ""},
      {"GET", at(why(1, 12) + "?paths=101"), "", "", 400, "query.number", ""},
      {"GET", at(why(1, 21)), "", "", 404, "why.activity", "alert(1)"},
      {"GET", at(why(99, 12)), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/1/activities/x/explanation"), "", "", 400, "path.number", ""},
  };
}

std::vector<Scenario> sprint_scenarios() {
  return {
      {"GET", at("/projects/1/sprint"), "", "", 200, "\"countdown\"", ""},
      {"GET", at("/projects/1/sprint?by=2020-01-01&points=0"), "", "", 200, "\"feasible\":false",
       ""},
      {"GET", at("/projects/1/sprint?by=2099-12-31"), "", "", 200, "\"feasible\":true", ""},
      {"GET", at("/projects/1/sprint?by=2199-12-31"), "", "", 422, "sprint.date", ""},
      {"GET", at("/projects/1/sprint?by=soon"), "", "", 400, "query.day", ""},
      {"GET", at("/projects/1/sprint?points=31"), "", "", 400, "query.number", ""},
      {"GET", at("/projects/99/sprint"), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/x/sprint"), "", "", 400, "path.number", ""},
  };
}

std::vector<Scenario> record_scenarios() {
  return {
      {"GET", at("/projects/1/forecasts"), "", "", 200, "\"forecasts\"", ""},
      {"GET", at("/projects/99/forecasts"), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/1/earned_value"), "", "", 200, "\"spi_time\"", ""},
      {"GET", at("/projects/99/earned_value"), "", "", 404, "project.unknown", ""},
      {"GET", at("/earned_value"), "", "", 200, "\"counties\"", ""},
      {"GET", at("/calibration"), "", "", 200, "\"brier\"", ""},
      {"GET", at("/priors"), "", "", 200, "\"after_days\"", ""},
      {"POST", at("/projects/1/forecasts"), "", "{}", 400, "idempotency.missing", ""},
      {"POST", at("/projects/1/forecasts"), "Idempotency-Key: f1\r\n", R"({"trials":99})", 422,
       "body.range", ""},
      {"POST", at("/projects/1/forecasts"), "Idempotency-Key: f2\r\n", R"({"trials":200})", 201,
       "\"p80\"", ""},
      {"POST", at("/projects/99/forecasts"), "Idempotency-Key: f3\r\n", "{}", 404,
       "project.unknown", ""},
  };
}

std::vector<Scenario> scenarios() {
  constexpr std::string_view kKey = "Idempotency-Key: k1\r\n";
  constexpr std::string_view kOne = "If-Match: \"1\"\r\n";
  return {
      {"GET", "/api/v1/cities", "", "", 200, "\"测试市\"", ""},
      {"GET", at("/overview"), "", "", 200, "\"kpis\"", ""},
      {"GET", at("/projects"), "", "", 200, "\"total\":2", ""},
      {"GET", at("/projects?limit=1&offset=1"), "", "", 200, "alert(1)", "污水"},
      {"GET", at("/projects?limit=0"), "", "", 400, "query.number", ""},
      {"GET", at("/projects?limit=501"), "", "", 400, "query.number", ""},
      {"GET", at("/projects?as_of=yesterday"), "", "", 400, "query.day", ""},
      {"GET", at("/projects/1"), "", "", 200, "ETag: \"", ""},
      {"GET", at("/projects/99"), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/x"), "", "", 400, "path.number", ""},
      {"GET", at("/projects/-1"), "", "", 400, "path.number", ""},
      {"GET", at("/projects/99999999999999999999"), "", "", 400, "path.number", ""},
      {"GET", at("/projects/1/journal"), "", "", 200, "\"entries\"", ""},
      {"GET", at("/projects/1/quality"), "", "", 200, "\"missing_logic\"", ""},
      {"GET", at("/projects/1/quality?pack=dcma14"), "", "", 200, "\"practices\"", ""},
      {"GET", at("/projects/1/quality?pack=dcma15"), "", "", 400, "quality.pack", ""},
      {"GET", at("/projects/1/quality?as_of=soon"), "", "", 400, "query.day", ""},
      {"GET", at("/projects/99/quality"), "", "", 404, "project.unknown", ""},
      {"GET", at("/projects/x/quality"), "", "", 400, "path.number", ""},
      {"GET", at("/dispatch"), "", "", 200, "\"decisions\"", ""},
      {"GET", at("/dispatch?top=-1"), "", "", 400, "query.number", ""},
      {"GET", "/api/v1/cities/990002/dispatch", "", "", 404, "city.unknown", ""},
      {"GET", "/api/v1/cities/1/dispatch", "", "", 400, "path.number", ""},
      {"GET", "/api/v1/events?city=990002", "", "", 404, "city.unknown", ""},
      {"PATCH", at("/activities/99"), kOne, "{}", 404, "activity.unknown", ""},
      {"PATCH", at("/activities/11"), "If-Match: \"999999\"\r\n", "{}", 412, "if_match.stale", ""},
      {"PATCH", at("/activities/11"), "If-Match: *\r\n", "{}", 400, "if_match.shape", ""},
      {"PATCH", at("/activities/11"), kOne, "{\"finish\":1}", 422, "body.unknown", ""},
      {"PATCH", at("/activities/11"), kOne, "[]", 422, "body.object", ""},
      {"PATCH", at("/activities/11"), kOne, "{", 400, "json.syntax", ""},
      {"PATCH", at("/activities/11"), "", "{}", 428, "if_match.missing", ""},
      {"POST", at("/blockers"), "", "{}", 400, "idempotency.missing", ""},
      {"POST", at("/blockers"), kKey, "{}", 422, "body.missing", ""},
      {"POST", at("/blockers"), kKey,
       R"({"activity_id":12,"kind":"magic","text":"a","owner_organization":"b","ask":"c"})", 422,
       "body.value", ""},
      {"PATCH", at("/blockers/5"), kOne, R"({"state":"accepted"})", 404, "blocker.unknown", ""},
      {"POST", at("/orders"), kKey, R"({"addressee":"发改","text":""})", 422, "body.length", ""},
      {"PATCH", at("/orders/5"), kOne, R"({"state":"kept"})", 404, "order.unknown", ""},
      {"POST", at("/readings"), kKey, "{}", 415, "http.content_type", ""},
      {"POST", "/api/v1/imports?dry_run=maybe", kKey, "{}", 400, "query.flag", ""},
      {"POST", "/api/v1/imports", kKey, "{}", 422, "programme.", ""},
      {"POST", "/api/v1/imports", kKey, "{\"a\":", 400, "json.syntax", ""},
      {"GET", "/healthz", "", "", 200, "alive", ""},
      {"GET", "/readyz", "", "", 200, "writable", ""},
      {"GET", "/metrics", "", "", 200, "tongchou_requests_total{route=\"", ""},
      {"GET", "/api/v1/none", "", "", 404, "http.path", ""},
      {"DELETE", at("/projects/1"), "", "", 405, "http.method", ""},
  };
}

/// What is foreseen of a plan, as it stands and with changes.
std::vector<Scenario> outlook_scenarios() {
  constexpr std::string_view kKey = "Idempotency-Key: k1\r\n";
  return {
      {"GET", at("/projects/1/outlook?trials=100"), "", "", 200, "\"p80\"", ""},
      {"GET", at("/projects/1/outlook?trials=5"), "", "", 400, "query.number", ""},
      {"GET", at("/projects/99/outlook"), "", "", 404, "project.unknown", ""},
      {"POST", at("/projects/1/what_if"), kKey, R"({"changes":[]})", 200, "\"expected_days\"", ""},
      {"POST", at("/projects/1/what_if"), kKey,
       R"({"changes":[{"kind":"hold","activity_id":12,"days":9}]})", 200, "\"finish_days\"", ""},
      {"POST", at("/projects/1/what_if"), kKey, R"({"changes":[{"kind":"hold"}]})", 422,
       "what_if.activity", ""},
      {"POST", at("/projects/1/what_if"), kKey, R"({"changes":[{"kind":"burn"}]})", 422,
       "\"where\":\"/changes/0/kind\"", ""},
      {"POST", at("/projects/1/what_if"), kKey, R"({"changes":7})", 422, "body.type", ""},
      {"POST", at("/projects/1/what_if"), "", R"({"changes":[]})", 400, "idempotency.missing", ""},
  };
}

TEST(Service, EveryAddressAnswersAsDescribed) {
  ServiceFixture fixture;
  fixture.import_city();
  std::vector<Scenario> rows = scenarios();
  std::ranges::copy(learning_scenarios(), std::back_inserter(rows));
  std::ranges::copy(explanations(), std::back_inserter(rows));
  std::ranges::copy(sprint_scenarios(), std::back_inserter(rows));
  std::ranges::copy(record_scenarios(), std::back_inserter(rows));
  std::ranges::copy(outlook_scenarios(), std::back_inserter(rows));
  for (const Scenario& row : rows) {
    const Answer answer = row.body.empty()
                              ? ask(fixture.port(), request_text(row.method, row.target))
                              : fixture.send(row.method, row.target, row.headers, row.body);
    const std::string all = answer.head + answer.body;
    EXPECT_EQ(answer.status, row.status) << row.method << " " << row.target << "\n" << all;
    EXPECT_NE(all.find(row.must), std::string::npos) << row.target << "\n" << all;
    if (!row.must_not.empty()) {
      EXPECT_EQ(all.find(row.must_not), std::string::npos) << row.target << "\n" << all;
    }
    EXPECT_EQ(answer.header("cache-control"), "no-store") << row.target;
    if (answer.header("content-type").ends_with("json")) (void)parsed(answer);
  }
}

TEST(Service, AChangeNeedsTheRevisionItChanges) {
  ServiceFixture fixture;
  fixture.import_city();
  const std::int64_t before = revision_of_activity(fixture, 11);
  const std::string body = R"({"actual_finish":"2025-07-14","reason":"验收"})";
  const Answer done = fixture.send("PATCH", at("/activities/11"), if_match(before), body);
  ASSERT_EQ(done.status, 200) << done.body;
  const json changed = parsed(done);
  EXPECT_GT(changed["revision"].get<std::int64_t>(), before);
  EXPECT_EQ(done.header("etag"), "\"" + changed["revision"].dump() + "\"");
  EXPECT_EQ(changed["project_id"], 1);
  EXPECT_EQ(fixture.send("PATCH", at("/activities/11"), if_match(before), body).status, 412);
  EXPECT_EQ(revision_of_activity(fixture, 11), changed["revision"].get<std::int64_t>());
}

/// A week later the foundation lasts twenty days longer: that is told, and sums to the move.
TEST(Service, AMoveIsToldChangeByChange) {
  ServiceFixture fixture;
  fixture.import_city();
  const Day day = to_day({2025, 7, 22});
  const auto later = [&](const model::CityState& state, app::IdSource&) -> Result<app::Plan> {
    model::City city = state.city;
    city.data_date = day;
    model::Activity longer = *model::find_activity(*state.projects[0], model::ActivityId{11});
    longer.duration_likely += std::int64_t{20} * kMinutesPerDay;
    return app::Plan{
        .action = "test", .reason = {}, .day = day, .put = {city, longer}, .removed = {}};
  };
  model::Acting acting;
  acting.city = model::CityCode{990001};
  ASSERT_TRUE(
      fixture.app().change({.acting = acting, .origin = {}, .create = false, .reply = {}}, later));
  const json page = parsed(fixture.get(at(why(1, 12) + "?since=2025-07-15")));
  const json& move = page["move"];
  std::int64_t sum = 0;
  std::int64_t work = 0;
  for (const json& group : move["groups"]) {
    for (const json& cause : group["causes"]) {
      sum += cause["minutes"].get<std::int64_t>();
      if (cause["kind"] == "duration") work += cause["minutes"].get<std::int64_t>();
    }
  }
  EXPECT_GE(work, 20 * kMinutesPerDay) << page;
  EXPECT_EQ(move["minutes"], sum);
  EXPECT_EQ(move["since"], "2025-07-15");
  EXPECT_EQ(page["chain"][0]["date"], move["to"]);
}

TEST(Service, RacingEditorsLoseNothing) {
  ServiceFixture fixture;
  fixture.import_city();
  const std::int64_t before = revision_of_activity(fixture, 12);
  std::vector<int> statuses(8);
  std::vector<std::thread> editors;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    editors.emplace_back([&, i] {
      const std::string body = "{\"remaining_days\":" + std::to_string(i + 1) + "}";
      statuses[i] = fixture.send("PATCH", at("/activities/12"), if_match(before), body).status;
    });
  }
  for (std::thread& editor : editors) editor.join();
  EXPECT_EQ(std::ranges::count(statuses, 200), 1);
  EXPECT_EQ(std::ranges::count(statuses, 412), 7);
}

TEST(Service, APostHappensOnceHoweverOftenItIsSent) {
  ServiceFixture fixture;
  fixture.import_city();
  const std::string body =
      R"({"activity_id":12,"kind":"land","text":"征地未完","owner_organization":"自然资源局",)"
      R"("ask":"市政府批复用地"})";
  const Answer first = fixture.send("POST", at("/blockers"), "Idempotency-Key: b-1\r\n", body);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("idempotency-replayed"), "");
  for (int i = 0; i < 3; ++i) {
    const Answer again = fixture.send("POST", at("/blockers"), "Idempotency-Key: b-1\r\n", body);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("etag"), first.header("etag"));
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
  }
  EXPECT_EQ(parsed(fixture.get(at("/projects/1")))["blockers"].size(), 1U);
  const Answer other = fixture.send("POST", at("/blockers"), "Idempotency-Key: b-1\r\n",
                                    body.substr(0, body.size() - 1) + ",\"level\":\"mayor\"}");
  EXPECT_EQ(other.status, 422);
  EXPECT_NE(other.body.find("idempotency.reused"), std::string::npos);
}

TEST(Service, RacingRetriesMakeOneRow) {
  ServiceFixture fixture;
  fixture.import_city();
  const std::string body = R"({"project_id":1,"addressee":"发改委","text":"七日内报方案"})";
  std::vector<Answer> answers(8);
  std::vector<std::thread> clients;
  for (Answer& answer : answers) {
    clients.emplace_back(
        [&] { answer = fixture.send("POST", at("/orders"), "Idempotency-Key: o-1\r\n", body); });
  }
  for (std::thread& client : clients) client.join();
  for (const Answer& answer : answers) {
    EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.body, answers[0].body);
  }
  EXPECT_EQ(parsed(fixture.get(at("/projects/1")))["orders"].size(), 1U);
}

TEST(Service, AnImportIsDryUnlessAskedOtherwiseAndHappensOnce) {
  ServiceFixture fixture;
  const std::string key = "Idempotency-Key: i-1\r\n";
  const Answer dry = fixture.send("POST", "/api/v1/imports", key, small_programme());
  EXPECT_EQ(dry.status, 200) << dry.body;
  EXPECT_EQ(parsed(dry)["dry_run"], true);
  EXPECT_TRUE(parsed(fixture.get("/api/v1/cities"))["cities"].empty());
  const std::string target = "/api/v1/imports?dry_run=false";
  const Answer wet = fixture.send("POST", target, key, small_programme());
  EXPECT_EQ(wet.status, 200) << wet.body;
  const Answer again = fixture.send("POST", target, key, small_programme());
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.body, wet.body);
  EXPECT_EQ(fixture.send("POST", target, "Idempotency-Key: i-2\r\n", small_programme()).status,
            409);
}

TEST(Service, ABrokenImportLeavesNothing) {
  ServiceFixture fixture;
  std::string text = small_programme();
  text.replace(text.find("\"predecessor_id\":11"), 19, "\"predecessor_id\":77");
  const Answer answer =
      fixture.send("POST", "/api/v1/imports?dry_run=false", "Idempotency-Key: i-1\r\n", text);
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_TRUE(parsed(fixture.get("/api/v1/cities"))["cities"].empty());
}

TEST(Service, ChangesReachTheEventStreamOfTheirCity) {
  ServiceFixture fixture;
  fixture.import_city();
  Wire own(fixture.port());
  own.send(request_text("GET", "/api/v1/events?city=990001"));
  (void)own.read_until("retry:");
  const std::int64_t before = revision_of_activity(fixture, 12);
  ASSERT_EQ(fixture.send("PATCH", at("/activities/12"), if_match(before), "{\"remaining_days\":3}")
                .status,
            200);
  const std::string text = own.read_until("\"projects\":[1]}");
  EXPECT_NE(text.find("event: change\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\"city\":990001,\"sequence\":"), std::string::npos) << text;
}

TEST(Service, ATextThatIsNoReportIsAnsweredSo) {
  ServiceFixture fixture;
  fixture.import_city();
  const Answer answer =
      ask(fixture.port(), request_text("POST", at("/readings"),
                                       "Content-Type: text/plain\r\nIdempotency-Key: r-1\r\n",
                                       "今天天气很好。我们去公园散步。"));
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(parsed(answer)["visit"].is_null());
}

}  // namespace
}  // namespace tc::api_test
