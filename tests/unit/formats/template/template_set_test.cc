// The product's templates against the reference tables, and the faults the reader must find.
// SPDX-License-Identifier: Apache-2.0
#include "formats/template/template_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/data.h"

namespace tc::formats {
namespace {

namespace fs = std::filesystem;
using model::ProjectTemplate;
using model::TemplateActivity;

const fs::path kReference = fs::path(TC_SHARED_DIR) / "data/domain/templates";

const TemplateSet& shipped() {
  static const TemplateSet kSet = [] {
    auto set = parse_templates(data::templates());
    if (!set) ADD_FAILURE() << to_line(set.error());
    return set ? *std::move(set) : TemplateSet{};
  }();
  return kSet;
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// One line of a CSV file with quoted cells.
std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<std::string> split_words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

/// Longest path to the end of each activity with the given durations.
std::map<std::string, double> finishes(const ProjectTemplate& network,
                                       double TemplateActivity::*months) {
  std::map<std::string, double> out;
  while (out.size() < network.activities.size()) {
    for (const TemplateActivity& activity : network.activities) {
      const auto done = [&](const std::string& code) { return out.contains(code); };
      if (out.contains(activity.code) || !std::ranges::all_of(activity.after, done)) continue;
      double start = 0.0;
      for (const std::string& code : activity.after) start = std::max(start, out.at(code));
      out[activity.code] = start + activity.*months;
    }
  }
  return out;
}

bool has_tag(const TemplateActivity& activity, const std::string& tag) {
  return std::ranges::find(activity.tags, tag) != activity.tags.end();
}

/// The reference counts a PV plant's "start procedures and roads" (10) as its permit.
bool is_permit(const ProjectTemplate& network, const TemplateActivity& activity) {
  return network.key == "pv" ? activity.code == "10" : has_tag(activity, "permit");
}

TEST(TemplateSet, ActivitiesEqualTheReferenceTables) {
  if (!fs::exists(kReference)) GTEST_SKIP() << "no reference tables at " << kReference;
  std::size_t tables = 0;
  for (const auto& entry : fs::directory_iterator(kReference)) {
    if (entry.path().extension() != ".csv") continue;
    ++tables;
    SCOPED_TRACE(entry.path().filename().string());
    const ProjectTemplate* network = find_template(shipped(), entry.path().stem().string());
    ASSERT_NE(network, nullptr);
    std::ifstream in(entry.path());
    std::string line;
    std::getline(in, line);
    std::size_t row = 0;
    for (; std::getline(in, line); ++row) {
      const std::vector<std::string> cells = split_csv(line);
      ASSERT_EQ(cells.size(), 11U) << line;
      ASSERT_LT(row, network->activities.size());
      const TemplateActivity& activity = network->activities[row];
      EXPECT_EQ(activity.code, cells[0]);
      EXPECT_EQ(activity.name, cells[1]);
      EXPECT_EQ(activity.phase, cells[3]);
      EXPECT_EQ(activity.owner, cells[4]);
      EXPECT_EQ(activity.months_low, std::stod(cells[5]));
      EXPECT_EQ(activity.months_likely, std::stod(cells[6]));
      EXPECT_EQ(activity.months_high, std::stod(cells[7]));
      EXPECT_EQ(activity.after, split_words(cells[8]));
      EXPECT_EQ(std::to_string(activity.weather), cells[9]);
      EXPECT_EQ(activity.resource, cells[10]);
    }
    EXPECT_EQ(row, network->activities.size());
  }
  EXPECT_EQ(tables, shipped().networks.size());
}

TEST(TemplateSet, MonthFiguresEqualTheReferenceIndex) {
  if (!fs::exists(kReference)) GTEST_SKIP() << "no reference index at " << kReference;
  const auto index = nlohmann::json::parse(slurp(kReference / "index.json"));
  const std::map<std::string, double TemplateActivity::*> columns{
      {"o", &TemplateActivity::months_low},
      {"m", &TemplateActivity::months_likely},
      {"p", &TemplateActivity::months_high}};
  for (const auto& type : index) {
    SCOPED_TRACE(type["type"].get<std::string>());
    const ProjectTemplate* network = find_template(shipped(), type["type"].get<std::string>());
    ASSERT_NE(network, nullptr);
    EXPECT_EQ(network->name, type["zh"].get<std::string>());
    EXPECT_EQ(network->activities.size(), type["activities"].get<std::size_t>());
    for (const auto& [letter, column] : columns) {
      const auto at = finishes(*network, column);
      double permit = 0.0;
      double completion = 0.0;
      double all = 0.0;
      for (const TemplateActivity& activity : network->activities) {
        const double finish = at.at(activity.code);
        if (is_permit(*network, activity)) permit = std::max(permit, finish);
        if (activity.phase != "R") completion = std::max(completion, finish);
        all = std::max(all, finish);
      }
      EXPECT_NEAR(permit, type["months_to_permit"][letter].get<double>(), 0.051) << letter;
      EXPECT_NEAR(completion, type["months_to_completion"][letter].get<double>(), 0.051) << letter;
      EXPECT_NEAR(all, type["months_to_rampup_end"][letter].get<double>(), 0.051) << letter;
    }
  }
}

TEST(TemplateSet, EveryTemplateHasTheHandlesOfTheStageWords) {
  ASSERT_EQ(shipped().networks.size(), 10U);
  for (const ProjectTemplate& network : shipped().networks) {
    SCOPED_TRACE(network.key);
    for (const char* tag :
         {"filing", "permit", "start", "civil", "structure", "install", "accept"}) {
      EXPECT_TRUE(std::ranges::any_of(network.activities, [&](const TemplateActivity& activity) {
        return has_tag(activity, tag);
      })) << tag;
    }
    EXPECT_TRUE(std::ranges::any_of(network.activities, &TemplateActivity::key_node));
    EXPECT_FALSE(network.recognise.empty());
  }
}

TEST(TemplateSet, EveryStageTagIsATagOfATemplate) {
  std::set<std::string> tags;
  for (const ProjectTemplate& network : shipped().networks) {
    for (const TemplateActivity& activity : network.activities) {
      tags.insert(activity.tags.begin(), activity.tags.end());
    }
  }
  for (const model::StageRule& rule : shipped().stages.rules) {
    for (const auto& group : rule.at) {
      for (const std::string& tag : group) EXPECT_TRUE(tags.contains(tag)) << tag;
    }
  }
}

TEST(TypeOf, RecognisesByTheNamesHeadWord) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"市新建污水处理厂建设工程", "wwtp"},
      {"城东污水处理厂及配套管网工程", "wwtp"},
      {"广阳路地下管网升级改造项目", "pipenet"},
      {"老城区雨污分流改造", "pipenet"},
      {"年产400万吨活性氧化钙项目", "lime"},
      {"年产60万吨石灰深加工", "lime"},
      {"年产10000吨聚砜系列产品项目", "finechem"},
      {"年产5万吨锂电负极材料一体化项目", "anode"},
      {"新建150万吨货运站项目", "railfreight"},
      {"煤业集团铁路专用线", "railfreight"},
      {"500万标米纳米管道项目", "machinery"},
      {"年处理12万吨废旧新能源动力电池综合利用项目", "batteryrecycle"},
      {"高端农机装备制造产业园项目", "machinery"},
      {"3D四面曲玻璃盖板生产基地项目", "machinery"},
      {"矿区10万千瓦光伏复合项目", "pv"},
      {"开发区标准厂房二期", "factory"},
      {"智能装备产业园标准化厂房项目", "factory"},
      {"科技创新产业园", "factory"},
      {"10GW TOPCON光伏电池生产基地项目", ""},
      {"市人民医院新院区", ""},
      {"G206一级公路", ""},
      {"天然气长输管道改造", ""},
      {"抽水蓄能电站", ""},
      {"", ""}};
  for (const auto& [name, type] : cases) {
    EXPECT_EQ(type_of(shipped(), name).value_or(""), type) << name;
  }
}

TEST(Instantiate, MakesActivitiesLinksAndWeights) {
  const ProjectTemplate* network = find_template(shipped(), "wwtp");
  ASSERT_NE(network, nullptr);
  model::Project project;
  project.id = {7};
  NextIds next{{100}, {500}};
  const model::ProjectFile file = instantiate(*network, project, next, {3});
  EXPECT_EQ(file.project.type, "wwtp");
  ASSERT_EQ(file.activities.size(), network->activities.size());
  EXPECT_EQ(file.activities.front().id.value, 100);
  EXPECT_EQ(next.activity.value, 100 + static_cast<std::int64_t>(file.activities.size()));
  EXPECT_EQ(next.link.value, 500 + static_cast<std::int64_t>(file.links.size()));
  EXPECT_EQ(file.activities[1].duration_likely, 2 * 43830);
  double weight = 0.0;
  for (const model::Activity& activity : file.activities) {
    weight += activity.weight;
    EXPECT_EQ(activity.provenance, model::Provenance::inferred);
    EXPECT_EQ(activity.source_note, "模板 wwtp");
    EXPECT_EQ(activity.weight > 0.0,
              activity.phase == "C" || activity.phase == "E" || activity.phase == "T");
  }
  EXPECT_NEAR(weight, 1.0, 1e-12);
  for (const model::Link& link : file.links) {
    EXPECT_TRUE(model::find_activity(file, link.predecessor_id));
    EXPECT_TRUE(model::find_activity(file, link.successor_id));
  }
}

std::string network_text(const std::string& activities) {
  return "key = \"x\"\nname = \"试\"\nen = \"X\"\n" + activities;
}

std::string activity_text(const std::string& id, const std::string& rest = "") {
  return "[[activity]]\nid = " + id +
         "\nname = \"甲\"\nen = \"A\"\nphase = \"C\"\nowner = \"乙\"\n" +
         (rest.find("months") == std::string::npos ? "months = [1, 2, 3]\n" : "") + rest + "\n";
}

struct Fault {
  std::string text;
  std::string rule;
  std::string where;
};

TEST(ParseTemplate, NamesEachFaultWithItsLine) {
  const std::vector<Fault> faults{
      {"key = ", "template.syntax", "f:1:7"},
      {network_text(""), "template.missing", "f:1"},
      {network_text(activity_text("1") + activity_text("1")), "template.duplicate", "f:13"},
      {network_text(activity_text("1", "after = [9]")), "template.predecessor", "f:5"},
      {network_text(activity_text("1", "after = [3]") + activity_text("2", "after = [1]") +
                    activity_text("3", "after = [2]")),
       "template.loop", "f:5"},
      {network_text(activity_text("1", "after = [1]")), "template.loop", "f:5"},
      {network_text(activity_text("1", "months = [2, 1, 3]")), "template.duration", "f:10"},
      {network_text(activity_text("1", "months = [0, 1, 3]")), "template.duration", "f:10"},
      {network_text(activity_text("1", "months = [1, 2]")), "template.duration", "f:10"},
      {network_text(activity_text("1", "months = [1, 2, inf]")), "template.type", "f:10"},
      {network_text(activity_text("1", "weather = 3")), "template.value", "f:11"},
      {network_text(activity_text("1", "kind = \"gat\"")), "template.value", "f:11"},
      {network_text(activity_text("1", "kind = \"summary\"")), "template.value", "f:11"},
      {network_text(activity_text("1", "wether = 1")), "template.unknown_field", "f:11"},
      {network_text(activity_text("1", "tags = \"civil\"")), "template.type", "f:11"},
      {network_text("[[recognise]]\npriority = 3\n" + activity_text("1")), "template.missing",
       "f:4"}};
  for (const Fault& fault : faults) {
    const auto result = parse_template(fault.text, "f");
    ASSERT_FALSE(result) << fault.text;
    EXPECT_EQ(result.error().rule, fault.rule) << fault.text << to_line(result.error());
    EXPECT_EQ(result.error().where, fault.where) << fault.text << to_line(result.error());
  }
  const auto loop = parse_template(faults[4].text, "f");
  EXPECT_NE(loop.error().message.find("→"), std::string::npos);
}

TEST(ParseTemplate, AcceptsAMilestoneOfNoLength) {
  EXPECT_TRUE(parse_template(
      network_text(activity_text("\"1a\"", "kind = \"milestone\"\nmonths = [0, 0, 0]")), "f"));
}

TEST(ParseTemplates, RefusesASetThatDoesNotHold) {
  const std::string one = network_text(activity_text("1"));
  const std::vector<EmbeddedFile> twice{{"networks/a.toml", one}, {"networks/b.toml", one}};
  EXPECT_EQ(parse_templates(twice).error().rule, "template.duplicate");
  const std::vector<EmbeddedFile> alone{{"networks/a.toml", one}};
  EXPECT_EQ(parse_templates(alone).error().rule, "template.calendar");
  EXPECT_EQ(parse_templates({}).error().rule, "template.none");
}

}  // namespace
}  // namespace tc::formats
