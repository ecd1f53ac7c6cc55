// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "formats/noun/noun_fields.h"
#include "formats/programme/check.h"
#include "formats/programme/parts.h"
#include "formats/programme/programme.h"

namespace tc::formats {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFormat = "tongchou.programme";
constexpr std::int64_t kVersion = 1;
/// A few bytes of file make a whole network; together they stay below some 250 MiB.
constexpr std::size_t kMostMade = 300'000;
constexpr std::string_view kAdvice = "the form is described by api/programme.schema.json";

template <class T>
concept TiedToActivity = requires(T row) {
  row.project_id;
  row.activity_id;
};

/// Last id used for each list of a city: the largest one in the file at first, so that rows without
/// id and activities of templates come after it.
using LastIds = std::map<std::string, std::int64_t, std::less<>>;

void note_ids(const Json& owner, LastIds& last) {
  for (const auto& [list, rows] : owner.items()) {
    if (!rows.is_array()) continue;
    std::int64_t& largest = last[list];
    for (const Json& row : rows) {
      if (!row.is_object()) continue;
      const auto id = row.find("id");
      if (id != row.end() && id->is_number_integer()) {
        largest = std::max(largest, id->get<std::int64_t>());
      }
      if (list == "projects") note_ids(row, last);
    }
  }
}

/// Gives the row the next id of its list when it has none; ids near the end of the range are
/// refused, so that counting on never overflows.
template <class T>
Result<void> settle_id(T& row, std::string_view list, LastIds& last, const std::string& pointer) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 53;
  std::int64_t& largest = last[std::string(list)];
  if (!row.id) row.id = {++largest};
  if (row.id.value <= kLargest && largest < kLargest) return {};
  return fail(Code::bad_input, "programme.range", "ids are at most 2^53", pointer + "/id");
}

struct CityReader {
  const TemplateSet& templates;
  std::string pointer;
  LastIds last{};
  std::size_t made = 0;  ///< activities from templates
  ProgrammeCity out{};
  DraftCity draft{};

  /// The rows of one list. `finish(row, json, row_pointer)` completes each one.
  template <class T, class Finish>
  Result<void> read_list(const Json& owner, std::string_view list, std::string_view owner_pointer,
                         std::vector<T>& rows, const Finish& finish) {
    const auto found = owner.find(list);
    if (found == owner.end() || found->is_null()) return {};
    const std::string at = pointer_to(owner_pointer, list);
    if (!found->is_array()) return FieldReader{at}.wrong(*found, "a list");
    std::vector<std::string> others;
    if constexpr (TiedToActivity<T>) others.emplace_back("activity_code");
    rows.reserve(rows.size() + found->size());
    for (std::size_t i = 0; i < found->size(); ++i) {
      const std::string row_at = pointer_to(at, i);
      T& row = rows.emplace_back();
      TC_TRY_VOID(read_fields((*found)[i], row, row_at, others));
      TC_TRY_VOID(settle_id(row, list, last, row_at));
      TC_TRY_VOID(finish(row, (*found)[i], row_at));
    }
    return {};
  }

  Result<void> read_city_lists(const Json& json) {
    Result<void> result;
    for_each_city_list(draft.state, [&](std::string_view list, auto& rows) {
      if (!result) return;
      result = read_list(json, list, pointer, rows,
                         [](const auto& row, const Json&, const std::string& at) -> Result<void> {
                           if constexpr (requires { row.project_id; }) {
                             if (row.project_id || row.activity_id || row.blocker_id) {
                               return fail(Code::bad_input, "programme.project",
                                           "this order is of a project", at,
                                           "write it in the project's own list");
                             }
                           }
                           return {};
                         });
    });
    return result;
  }

  /// The activity of `file` with the code given in place of an id.
  Result<model::ActivityId> find_code(const model::ProjectFile& file, const Json& code,
                                      const std::string& at) const {
    std::string text;
    TC_TRY_VOID(FieldReader{at}.read(code, text));
    for (const model::Activity& activity : file.activities) {
      if (activity.code == text) return activity.id;
    }
    return fail(Code::bad_input, "programme.reference",
                fmt::format("the project has no activity with code '{:.40}'", text), at);
  }

  template <class T>
  Result<void> finish_part(model::ProjectFile& file, T& row, const Json& json,
                           const std::string& at) const {
    if (row.project_id && row.project_id != file.project.id) {
      return fail(Code::bad_input, "programme.project",
                  fmt::format("this row of project {} says project {}", file.project.id.value,
                              row.project_id.value),
                  at + "/project_id", "leave project_id out");
    }
    row.project_id = file.project.id;
    if constexpr (TiedToActivity<T>) {
      const auto code = json.find("activity_code");
      if (code != json.end() && !row.activity_id) {
        TC_TRY(row.activity_id, find_code(file, *code, at + "/activity_code"));
      }
    }
    return {};
  }

  Result<std::optional<Day>> read_day(const Json& json, std::string_view key,
                                      const std::string& at) const {
    std::optional<Day> day;
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return day;
    TC_TRY_VOID(FieldReader{pointer_to(at, key)}.read(*found, day));
    return day;
  }

  /// The id of the city's calendar with this standard key's name, added when it is not there.
  model::CalendarId calendar_of(const model::ProjectTemplate& network) {
    model::Calendar calendar = find_calendar(templates, network.calendar)->calendar;
    for (const model::Calendar& known : draft.state.calendars) {
      if (known.name == calendar.name) return known.id;
    }
    calendar.id = {++last["calendars"]};
    draft.state.calendars.push_back(calendar);
    return calendar.id;
  }

  /// Activities and links from the template that the project names, if it names one.
  Result<void> instantiate_named(const Json& json, model::ProjectFile& file,
                                 const std::string& at) {
    const auto named = json.find("template");
    TC_TRY(const std::optional<Day> start, read_day(json, "start", at));
    TC_TRY(const std::optional<Day> placed_on, read_day(json, "placed_on", at));
    const auto refuse = [&](std::string message, std::string_view key) {
      return fail(Code::bad_input, "programme.template", std::move(message), pointer_to(at, key));
    };
    if (named == json.end() || named->is_null()) {
      if (start || placed_on) return refuse("'start' and 'placed_on' go with a template", "start");
      return {};
    }
    std::string key;
    TC_TRY_VOID(FieldReader{at + "/template"}.read(*named, key));
    const model::ProjectTemplate* network = find_template(templates, key);
    if (!network) return refuse(fmt::format("there is no template '{:.40}'", key), "template");
    if (json.contains("activities") || json.contains("links")) {
      return refuse("a project has a template or its own activities, not both", "activities");
    }
    if (start && placed_on) return refuse("'start' and 'placed_on' exclude each other", "start");
    made += network->activities.size();
    if (made > kMostMade) {
      return fail(Code::limit, "programme.limit",
                  fmt::format("more than {} activities from templates", kMostMade), at);
    }
    NextIds next{{last["activities"] + 1}, {last["links"] + 1}};
    file = instantiate(*network, file.project, next, calendar_of(*network));
    last["activities"] = next.activity.value - 1;
    last["links"] = next.link.value - 1;
    out.requests.push_back({file.project.id, key, start, placed_on});
    return {};
  }

  Result<void> read_project(const Json& json, const std::string& at) {
    static const std::vector<std::string> kOthers = [] {
      std::vector<std::string> names{"template", "start", "placed_on"};
      const model::ProjectFile empty;
      for_each_part(empty,
                    [&](std::string_view list, const auto& /*rows*/) { names.emplace_back(list); });
      return names;
    }();
    model::ProjectFile file;
    TC_TRY_VOID(read_fields(json, file.project, at, kOthers));
    TC_TRY_VOID(settle_id(file.project, "projects", last, at));
    TC_TRY_VOID(instantiate_named(json, file, at));
    Result<void> result;
    for_each_part(file, [&](std::string_view list, auto& rows) {
      if (!result) return;
      result = read_list(json, list, at, rows,
                         [&](auto& row, const Json& row_json, const std::string& row_at) {
                           return finish_part(file, row, row_json, row_at);
                         });
    });
    if (result) draft.projects.push_back(std::move(file));
    return result;
  }

  Result<void> read_projects(const Json& json) {
    const auto found = json.find("projects");
    if (found == json.end() || found->is_null()) return {};
    const std::string at = pointer + "/projects";
    if (!found->is_array()) return FieldReader{at}.wrong(*found, "a list");
    for (std::size_t i = 0; i < found->size(); ++i) {
      TC_TRY_VOID(read_project((*found)[i], pointer_to(at, i)));
    }
    return {};
  }

  /// Sorts by id and hands the projects over.
  ProgrammeCity take() {
    const auto sort = [](std::string_view /*list*/, auto& rows) {
      std::ranges::sort(rows, {}, [](const auto& row) { return row.id; });
    };
    for_each_city_list(draft.state, sort);
    std::ranges::sort(draft.projects, {},
                      [](const model::ProjectFile& file) { return file.project.id; });
    out.state = std::move(draft.state);
    for (model::ProjectFile& file : draft.projects) {
      for_each_part(file, sort);
      out.state.projects.push_back(std::make_shared<const model::ProjectFile>(std::move(file)));
    }
    return std::move(out);
  }
};

/// Members of a city section, and of the whole file beside them.
Result<void> check_members(const Json& json, const std::vector<std::string>& known,
                           std::string_view pointer) {
  for (const auto& [name, value] : json.items()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    return unknown_field("programme", name, pointer, known);
  }
  return {};
}

Result<ProgrammeCity> read_city(const Json& json, const TemplateSet& templates,
                                const std::string& pointer) {
  if (!json.is_object()) return FieldReader{pointer}.wrong(json, "an object");
  const auto city = json.find("city");
  if (city == json.end()) {
    return fail(Code::bad_input, "programme.missing", "there is no 'city'", pointer,
                std::string(kAdvice));
  }
  CityReader reader{templates, pointer};
  TC_TRY_VOID(read_fields(*city, reader.draft.state.city, pointer + "/city"));
  note_ids(json, reader.last);
  TC_TRY_VOID(reader.read_city_lists(json));
  TC_TRY_VOID(reader.read_projects(json));
  TC_TRY_VOID(check_city(reader.draft, pointer));
  return reader.take();
}

Result<void> check_head(const Json& json) {
  const auto refuse = [](std::string message) {
    return fail(Code::bad_input, "programme.format", std::move(message), "/format",
                std::string(kAdvice));
  };
  if (!json.is_object()) return refuse("the file is JSON, but no programme");
  const auto format = json.find("format");
  if (format == json.end() || *format != kFormat) {
    return refuse(fmt::format("the file is JSON, but its 'format' is not '{}'", kFormat));
  }
  const auto version = json.find("version");
  if (version == json.end() || *version != kVersion) {
    return fail(Code::bad_input, "programme.version",
                fmt::format("this program reads version {}", kVersion), "/version");
  }
  return {};
}

const std::vector<std::string> kCityMembers{"city",   "calendars",     "organizations", "visits",
                                            "orders", "factor_quotas", "projects"};
const std::vector<std::string> kHeadMembers{"$schema", "format", "version", "note"};

Result<ProgrammeReading> read_cities(const Json& json, const TemplateSet& templates) {
  std::vector<std::string> known = kHeadMembers;
  ProgrammeReading out;
  const auto cities = json.find("cities");
  if (cities == json.end()) {
    known.insert(known.end(), kCityMembers.begin(), kCityMembers.end());
    known.emplace_back("cities");
    TC_TRY_VOID(check_members(json, known, ""));
    TC_TRY(out.cities.emplace_back(), read_city(json, templates, ""));
    return out;
  }
  known.emplace_back("cities");
  TC_TRY_VOID(check_members(json, known, ""));
  if (!cities->is_array()) return FieldReader{"/cities"}.wrong(*cities, "a list");
  for (std::size_t i = 0; i < cities->size(); ++i) {
    const std::string at = pointer_to("/cities", i);
    if ((*cities)[i].is_object()) TC_TRY_VOID(check_members((*cities)[i], kCityMembers, at));
    TC_TRY(ProgrammeCity city, read_city((*cities)[i], templates, at));
    for (const ProgrammeCity& other : out.cities) {
      if (other.state.city.code != city.state.city.code) continue;
      return fail(Code::bad_input, "programme.duplicate_id",
                  fmt::format("the city {} stands twice", city.state.city.code.value), at);
    }
    out.cities.push_back(std::move(city));
  }
  return out;
}

}  // namespace

Result<ProgrammeReading> read_programme(std::string_view bytes, const TemplateSet& templates,
                                        const JsonLimits& limits) {
  TC_TRY(const Json json, parse_json(bytes, limits));
  TC_TRY_VOID(check_head(json));
  TC_TRY(ProgrammeReading out, read_cities(json, templates));
  for (const ProgrammeCity& city : out.cities) {
    if (!city.state.projects.empty()) continue;
    out.notes.push_back({"programme.empty",
                         fmt::format("the city {} has no project", city.state.city.code.value),
                         "/projects"});
  }
  return out;
}

}  // namespace tc::formats
