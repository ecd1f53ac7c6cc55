// The seed and the four annotated samples, scored by the rule of data/visit-reports/README.md.
// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/report/reading_score.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "unit/formats/report/report_support.h"

namespace tc::test {
namespace {

using formats::report::Reading;

const std::string kShared = TC_SHARED_DIR;

void print(const std::string& name, const Score& s) {
  std::printf(
      "%-8s visit %zu/%zu  projects R %.2f P %.2f  capacity %zu/%zu  directives R %.2f P %.2f"
      "  atoms %zu/%zu\n",
      name.c_str(), s.visit.hits, s.visit.of, s.project_recall.value(), s.project_precision.value(),
      s.capacity.hits, s.capacity.of, s.directive_recall.value(), s.directive_precision.value(),
      s.atoms.hits, s.atoms.of);
}

class SampleReport : public testing::TestWithParam<std::string> {};

TEST_P(SampleReport, ReadsAsExpected) {
  const std::string base = kShared + "/data/visit-reports/" + GetParam();
  const auto text = file_bytes(base + ".txt");
  const auto expected_json = file_bytes(base + ".expected.json");
  if (!text || !expected_json) GTEST_SKIP() << "no " << base << ".txt here";
  const ExpectedReading expected = parse_expected(*expected_json);
  const Reading reading = read(*text);
  const Score s = score(reading, expected);
  print(GetParam(), s);
  EXPECT_EQ(s.visit.hits, s.visit.of);
  EXPECT_EQ(s.project_recall.value(), 1.0);
  EXPECT_EQ(s.project_precision.value(), 1.0);
  EXPECT_EQ(s.capacity.hits, s.capacity.of);
  EXPECT_EQ(s.directive_recall.value(), 1.0);
  EXPECT_EQ(s.directive_precision.value(), 1.0);
  EXPECT_GE(s.atoms.value(), 0.95);
  EXPECT_TRUE(s.addressees);
  EXPECT_EQ(reading.blockers.size(), expected.blockers);
}

INSTANTIATE_TEST_SUITE_P(VisitReports, SampleReport, testing::Values("01", "02", "03", "04"));

TEST(SeedReport, ReadsElevenProjectsAndElevenDirectives) {
  const auto text = file_bytes(kShared + "/seed/report.txt");
  if (!text) GTEST_SKIP() << "no seed report here";
  const Reading reading = read(*text);
  ASSERT_TRUE(reading.visit);
  EXPECT_EQ(reading.visit->date, "--07-15");
  EXPECT_EQ(reading.visit->leader, "鞠振");
  EXPECT_EQ(reading.visit->title, "市委副书记、市长");
  EXPECT_EQ(reading.visit->participants, std::vector<std::string>{"石峥"});
  EXPECT_EQ(reading.projects.size(), 11u);
  std::size_t units = 0;
  std::size_t capacities = 0;
  for (const auto& project : reading.projects) {
    units += project.unit.empty() ? 0u : 1u;
    capacities += project.capacity ? 1u : 0u;
    EXPECT_FALSE(project.investment) << project.name;
  }
  EXPECT_EQ(units, 7u);
  EXPECT_EQ(capacities, 7u);
  EXPECT_EQ(reading.projects.back().unit, "大唐");
  EXPECT_EQ(reading.projects.back().place, "阳泉矿区");
  EXPECT_EQ(reading.directives.size(), 11u);
  EXPECT_TRUE(reading.directives.front().all);
  EXPECT_TRUE(reading.directives.back().all);
  EXPECT_TRUE(reading.blockers.empty());
  EXPECT_EQ(reading.sentences.size(), 24u);
  ASSERT_EQ(reading.damage.size(), 1u);
  EXPECT_EQ(reading.damage[0].text, "勇?lián)姑?、主?dòng)作為");
  EXPECT_EQ(reading.damage[0].proposal, "勇担使命、主动作为");
}

/// The atoms of the reference's own table, in the order of its directives.
TEST(SeedReport, CarriesTheAtomsOfTheTable) {
  const auto text = file_bytes(kShared + "/seed/report.txt");
  if (!text) GTEST_SKIP() << "no seed report here";
  const std::vector<std::vector<std::string>> table{
      {"学习贯彻重要讲话重要指示精神", "落实省、市部署要求", "聚焦能源转型、产业升级和适度多元发展",
       "发挥重大项目牵引作用", "推动资源型经济转型发展"},
      {"增强责任感、紧迫感", "强化时间观念", "全力以赴推进", "确保不折不扣按时完成"},
      {"勇担使命、主动作为", "高质量谋划实施城市更新行动", "建设现代化人民城市"},
      {"发挥龙头企业示范带动作用", "聚焦钙基材料产业发展规划", "坚持市场导向", "强化科技创新",
       "产业链向下游延伸", "价值链向高端攀升", "提升核心竞争力"},
      {"加大项目攻坚力度", "加强技术研发和人才引育", "擦亮品牌特色"},
      {"再接再厉、勇攀高峰", "做大做强", "推动新能源电池产业集聚集群发展"},
      {"统筹货运能力提升和物流体系布局", "加强“通道+枢纽+网络”现代物流体系建设",
       "加快打造陆港型国家物流枢纽承载市"},
      {"落实主体责任", "科学配置资源", "加大力量投入", "强化现场安全管理",
       "推进项目建设提速提质提效"},
      {"做好服务支撑", "加强要素供给", "创造良好环境"},
      {"推进能源革命综合改革试点", "加大新能源和清洁能源开发力度", "构建新型能源体系"},
      {"开展“重大项目建设年”行动", "坚持问题导向", "紧盯时序进度", "指挥调度", "资金争取",
       "服务保障", "帮扶督导", "冲刺攻坚", "应开尽开", "多建快投", "达产达效"}};
  const Reading reading = read(*text);
  ExpectedReading expected;
  for (const auto& atoms : table) expected.directives.push_back({atoms, {}});
  const Score s = score(reading, expected);
  print("seed", s);
  EXPECT_GE(s.directive_recall.hits, 10u);
  EXPECT_GE(s.atoms.hits, 40u);
  EXPECT_EQ(s.atoms.of, 50u);
}

}  // namespace
}  // namespace tc::test
