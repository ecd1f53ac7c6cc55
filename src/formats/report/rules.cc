// SPDX-License-Identifier: Apache-2.0
#include "formats/report/rules.h"

#include <toml++/toml.h>
#include <algorithm>
#include <utility>

#include "base/text.h"

namespace tc::formats::report {
namespace {

/// One TOML file; remembers the first thing found wrong so that the fillers below stay plain.
class Source {
 public:
  Source(std::string path, const toml::table& table) : path_(std::move(path)), table_(table) {}

  void words(const char* key, Words& out) { out = Words(texts(key)); }

  std::vector<Text> texts(const char* key) {
    std::vector<Text> out;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) {
      blame(key, "the list is missing");
      return out;
    }
    for (const toml::node& node : *array) {
      if (const auto word = node.value<std::string>()) {
        append_words(*word, out);
      } else {
        blame(key, "an entry is not a string");
      }
    }
    if (out.empty()) blame(key, "the list is empty");
    return out;
  }

  std::vector<UnitRule> units(const char* key) {
    std::vector<UnitRule> out;
    const toml::array* array = table_[key].as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const toml::table* row = (*array)[i].as_table();
      if (row == nullptr) continue;
      const auto base = (*row)["base"].value<std::string>();
      const auto scale = (*row)["scale"].value<double>();
      const auto words = (*row)["words"].value<std::string>();
      if (!base || !scale || !words || *scale <= 0) {
        blame(key, "a unit needs words, base and a scale above 0");
        continue;
      }
      std::vector<Text> names;
      append_words(*words, names);
      for (Text& name : names) out.push_back({std::move(name), text::to_u32(*base), *scale});
    }
    if (out.empty()) blame(key, "no unit is given");
    std::ranges::stable_sort(
        out, [](const UnitRule& a, const UnitRule& b) { return a.word.size() > b.word.size(); });
    return out;
  }

  [[nodiscard]] const std::string& blamed() const { return blamed_; }

 private:
  /// An entry may hold many words parted by blanks.
  static void append_words(std::string_view entry, std::vector<Text>& out) {
    Text word;
    for (const char32_t c : text::to_u32(entry)) {
      if (c != U' ' && c != U'\n') {
        word.push_back(c);
      } else if (!word.empty()) {
        out.push_back(std::exchange(word, {}));
      }
    }
    if (!word.empty()) out.push_back(std::move(word));
  }

  void blame(const char* key, std::string_view what) {
    if (blamed_.empty()) blamed_ = path_ + ": " + key + ": " + std::string(what);
  }

  std::string path_;
  const toml::table& table_;
  std::string blamed_;
};

void fill(Source& from, PeopleRules& to) {
  from.words("title_ends", to.title_ends);
  from.words("title_breaks", to.title_breaks);
  from.words("group_titles", to.group_titles);
  from.words("surnames", to.surnames);
  from.words("name_followers", to.name_followers);
  from.words("firm_followers", to.firm_followers);
  from.words("not_names", to.not_names);
  from.words("companions", to.companions);
  from.words("roles", to.roles);
}

void fill(Source& from, VisitRules& to) {
  from.words("visit_verbs", to.visit_verbs);
  from.words("not_visits", to.not_visits);
  from.words("planned", to.planned);
  from.words("meetings", to.meetings);
  from.words("minutes", to.minutes);
  from.words("minutes_heads", to.minutes_heads);
  from.words("minutes_attend", to.minutes_attend);
  from.words("minutes_chair", to.minutes_chair);
  from.words("minutes_time", to.minutes_time);
  from.words("minutes_matter", to.minutes_matter);
  from.words("not_reports", to.not_reports);
  from.words("meta_starts", to.meta_starts);
  from.words("datelines", to.datelines);
  from.words("time_starts", to.time_starts);
}

void fill(Source& from, ProjectRules& to) {
  from.words("suffixes", to.suffixes);
  from.words("facilities", to.facilities);
  from.words("weak_facilities", to.weak_facilities);
  from.words("generic", to.generic);
  from.words("not_objects", to.not_objects);
  from.words("name_stops", to.name_stops);
  from.words("cues_go", to.cues_go);
  from.words("cues_see", to.cues_see);
  from.words("not_before_go", to.not_before_go);
  from.words("site_tails", to.site_tails);
  from.words("list_ends", to.list_ends);
  from.words("object_ends", to.object_ends);
  from.words("predicates", to.predicates);
  from.words("subject_predicates", to.subject_predicates);
  from.words("not_units", to.not_units);
  from.words("unit_verbs", to.unit_verbs);
  from.words("minutes_matter", to.minutes_matter);
  from.words("phases", to.phases);
  from.words("production", to.production);
  from.words("builds", to.builds);
  from.words("units", to.units);
  from.words("places", to.places);
  from.words("parts", to.parts);
  from.words("joined_works", to.joined_works);
  from.words("road_works", to.road_works);
  from.words("ask_heads", to.ask_heads);
  from.words("roads", to.roads);
  from.words("place_starts", to.place_starts);
  from.words("zones", to.zones);
  from.words("ask_verbs", to.ask_verbs);
  from.words("ask_tails", to.ask_tails);
}

void fill(Source& from, StageRules& to) {
  from.words("phrases", to.phrases);
  from.words("enters", to.enters);
  from.words("ends", to.ends);
  from.words("kernels", to.kernels);
  from.words("opens", to.opens);
  from.words("causes", to.causes);
  from.words("subjects", to.subjects);
  from.words("adverbs", to.adverbs);
  from.words("futures", to.futures);
  from.words("not_after", to.not_after);
  from.words("sites", to.sites);
  from.words("blockers", to.blockers);
  from.words("vague", to.vague);
}

void fill(Source& from, DirectiveRules& to) {
  from.words("say_verbs", to.say_verbs);
  from.words("order_verbs", to.order_verbs);
  from.words("before_verb", to.before_verb);
  from.words("asides", to.asides);
  from.words("minutes_verbs", to.minutes_verbs);
  from.words("collective", to.collective);
  from.words("must", to.must);
  from.words("must_not", to.must_not);
  from.words("order_starts", to.order_starts);
  from.words("addressees", to.addressees);
  from.words("states", to.states);
  from.words("weak", to.weak);
  from.words("assigns", to.assigns);
  from.words("atom_starts", to.atom_starts);
  from.words("atom_keeps", to.atom_keeps);
  from.words("not_atoms", to.not_atoms);
  from.words("levers", to.levers);
  from.words("deadline_ends", to.deadline_ends);
  from.words("deadlines", to.deadlines);
  from.words("closings", to.closings);
}

void fill(Source& from, QuantityRules& to) {
  to.units = from.units("unit");
  from.words("yearly", to.yearly);
  from.words("daily", to.daily);
  from.words("cues", to.cues);
  from.words("lengths", to.lengths);
  from.words("so_far", to.so_far);
  from.words("total", to.total);
  from.words("not_total", to.not_total);
  from.words("about", to.about);
}

void fill(Source& from, RepairRules& to) {
  from.words("zhe_keep", to.zhe_keep);
  from.words("questions", to.questions);
  from.words("mojibake", to.mojibake);
  for (const Text& mark : from.texts("lost_marks")) to.lost_marks += mark;
  for (Text& phrase : from.texts("phrases")) {
    KnownPhrase known{std::move(phrase), {}};
    for (const char32_t c : known.text) known.gbk.push_back(gbk_bytes(c));
    to.phrases.push_back(std::move(known));
  }
}

template <class Rules>
Result<Rules> parse_file(std::span<const EmbeddedFile> files, const std::string& path) {
  const EmbeddedFile* file = find_file(files, path);
  if (file == nullptr) {
    return fail(Code::bad_input, "report.rules", "the word lists have no file " + path, path,
                "put the file back into the templates folder");
  }
  toml::table table;
  try {
    table = toml::parse(file->bytes);
  } catch (const toml::parse_error& error) {
    return fail(Code::bad_input, "report.rules", std::string(error.description()),
                path + ":" + std::to_string(error.source().begin.line));
  }
  Source source(path, table);
  Rules rules;
  fill(source, rules);
  if (!source.blamed().empty()) {
    return fail(Code::bad_input, "report.rules", source.blamed(), path);
  }
  return rules;
}

}  // namespace

std::string gbk_bytes(char32_t c) {
  const auto bytes = text::encode_as(text::to_utf8(Text(1, c)), "GBK");
  return bytes && bytes->size() == 2 ? *bytes : std::string{};
}

Result<ReportRules> parse_report_rules(std::span<const EmbeddedFile> files) {
  ReportRules rules;
  TC_TRY(rules.people, parse_file<PeopleRules>(files, "report/people.toml"));
  TC_TRY(rules.visit, parse_file<VisitRules>(files, "report/visit.toml"));
  TC_TRY(rules.projects, parse_file<ProjectRules>(files, "report/projects.toml"));
  TC_TRY(rules.stages, parse_file<StageRules>(files, "report/stages.toml"));
  TC_TRY(rules.directives, parse_file<DirectiveRules>(files, "report/directives.toml"));
  TC_TRY(rules.quantities, parse_file<QuantityRules>(files, "report/quantities.toml"));
  TC_TRY(rules.repair, parse_file<RepairRules>(files, "report/repair.toml"));
  return rules;
}

}  // namespace tc::formats::report
