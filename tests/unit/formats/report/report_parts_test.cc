// The parts of the reader by themselves: notes of pronunciation, scripts, repairs, quantities,
// units. SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/data.h"
#include "base/text.h"
#include "formats/report/clean.h"
#include "formats/report/details.h"
#include "formats/report/mentions.h"
#include "formats/report/orders.h"
#include "formats/report/people.h"
#include "formats/report/quantity.h"
#include "unit/formats/report/report_support.h"

namespace tc::test {
namespace {

using namespace formats::report;  // NOLINT: the parts under test

std::string cleaned(const std::string& raw) {
  return text::to_utf8(clean(raw, report_rules().repair, to_simplified()).text);
}

TEST(ReportClean, TakesOutTonedNotesOnly) {
  EXPECT_EQ(cleaned("書(shū)記(jì)說(shuō)"), "书记说");
  EXPECT_EQ(cleaned("项目（xiàng）"), "项目");
  EXPECT_EQ(cleaned("模式(PPP)和总承包(EPC)"), "模式(PPP)和总承包(EPC)");
  EXPECT_EQ(cleaned("向好。(周小舟)"), "向好。(周小舟)");
  EXPECT_EQ(cleaned("他們(men)說(shuō)書(shū)記(jì)"), "他们说书记");
}

TEST(ReportClean, SettlesOneScript) {
  EXPECT_EQ(cleaned("著力推進，沿著河"), "着力推进，沿着河");
  EXPECT_EQ(cleaned("著名學者的著作成效顯著，土著居民"), "著名学者的著作成效显著，土著居民");
  EXPECT_EQ(cleaned("衝刺、隨後、乾燥、乾隆"), "冲刺、随后、干燥、乾隆");
}

TEST(ReportClean, UsesOnePunctuation) {
  EXPECT_EQ(cleaned("他強調,要快;要好:三項"), "他强调，要快；要好：三项");
  EXPECT_EQ(cleaned("產量10,000吨"), "产量10,000吨");
  EXPECT_EQ(cleaned("１０ＧＷ光伏"), "10GW光伏");
  EXPECT_EQ(cleaned("foo(a, b);"), "foo(a, b);");
}

TEST(ReportRepair, FindsThePhraseBehindGbkBytesReadOneOff) {
  const auto result =
      clean("要勇?lián)姑?、主?dòng)作為，好", report_rules().repair, to_simplified());
  ASSERT_EQ(result.damage.size(), 1u);
  EXPECT_EQ(text::to_utf8(result.damage[0].proposal), "勇担使命、主动作为");
  EXPECT_EQ(text::to_utf8(result.text), "要勇?姑?、主?作为，好")
      << "the text itself stays as it is";
}

TEST(ReportRepair, ProposesNothingWhenSeveralPhrasesFit) {
  const auto result = clean("推进重\xEF\xBF\xBD项目", report_rules().repair, to_simplified());
  ASSERT_EQ(result.damage.size(), 1u);
  EXPECT_TRUE(result.damage[0].proposal.empty()) << "重点项目 and 重大项目 both fit";
}

TEST(ReportRepair, LeavesRealQuestionsAlone) {
  EXPECT_TRUE(clean("项目怎么建?要快。", report_rules().repair, to_simplified()).damage.empty());
  EXPECT_TRUE(clean("谁来干？大家干。", report_rules().repair, to_simplified()).damage.empty());
}

TEST(ReportRepair, ReadsUtf8ThatWasTakenForLatin) {
  const auto result = clean("推进å»ºè®¾", report_rules().repair, to_simplified());
  ASSERT_EQ(result.damage.size(), 1u);
  EXPECT_EQ(text::to_utf8(result.damage[0].proposal), "建设");
}

struct SizeCase {
  std::string name;
  double value;
  std::string unit;
};

TEST(ReportQuantity, ReadsSizesInNames) {
  const std::vector<SizeCase> cases{
      {"甲某年产400万吨活性材料项目", 4e6, "t/a"}, {"10GW电池生产基地项目", 10000, "MW"},
      {"某县10万千瓦光伏项目", 100, "MW"},         {"2×66万千瓦煤电项目", 1320, "MW"},
      {"新建150万吨货运站项目", 1.5e6, "t"},       {"500万标米管道项目", 5e6, "标米"},
      {"年产20万辆整车项目", 2e5, "辆/a"},         {"200MWh储能项目", 200, "MWh"},
      {"日处理5万吨污水项目", 5e4, "t/d"},         {"二十万吨冷库项目", 2e5, "t"}};
  for (const SizeCase& c : cases) {
    const auto found = capacity_in_name(text::to_u32(c.name), report_rules().quantities);
    ASSERT_TRUE(found) << c.name;
    EXPECT_DOUBLE_EQ(found->value, c.value) << c.name;
    EXPECT_EQ(text::to_utf8(found->unit), c.unit) << c.name;
  }
}

TEST(ReportQuantity, RoutesYearsAndModelsAreNoSizes) {
  for (const std::string name : {"G329某段一级公路", "3D玻璃盖板项目", "5G智慧码头项目",
                                 "2024年老旧小区改造项目", "110kV变电站工程", "第3中学项目"}) {
    EXPECT_FALSE(capacity_in_name(text::to_u32(name), report_rules().quantities)) << name;
  }
}

TEST(ReportQuantity, TotalInvestmentOnly) {
  const auto& rules = report_rules().quantities;
  const auto total = investment_in(text::to_u32("总投资约52亿元"), rules);
  ASSERT_TRUE(total);
  EXPECT_EQ(to_wan(total->amount), 520000);
  EXPECT_FALSE(investment_in(text::to_u32("已完成投资3.2亿元"), rules));
  EXPECT_FALSE(investment_in(text::to_u32("总投资很大"), rules));
}

TEST(ReportUnit, IsACompanyAndNeverAPlace) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"宏远科技年产5万吨材料项目", "宏远科技"},
      {"瑞祥工贸有限公司新建货运站项目", "瑞祥工贸有限公司"},
      {"城区2024年老旧小区改造项目", ""},
      {"青禾县10万千瓦风电项目", ""},
      {"平川经济技术开发区20万平方米标准厂房项目", ""},
      {"分布式光伏50兆瓦项目", ""},
      {"市新建污水处理厂工程", ""}};
  for (const auto& [name, unit] : cases) {
    EXPECT_EQ(text::to_utf8(unit_in_name(text::to_u32(name), report_rules())), unit) << name;
  }
}

TEST(ReportOrders, CutsAtomsWithoutTheirAdverbs) {
  const auto atoms = [](const std::string& body) {
    std::vector<std::string> out;
    for (const Text& atom : atoms_of(text::to_u32(body), report_rules().directives)) {
      out.push_back(text::to_utf8(atom));
    }
    return out;
  };
  using Atoms = std::vector<std::string>;
  EXPECT_EQ(atoms("切实增强紧迫感"), Atoms{"增强紧迫感"});
  EXPECT_EQ(atoms("全力以赴推进"), Atoms{"全力以赴推进"});
  EXPECT_EQ(atoms("倒排工期、挂图作战"), Atoms{"倒排工期、挂图作战"});
  EXPECT_EQ(atoms("强化指挥调度、资金争取、服务保障"),
            (Atoms{"强化指挥调度", "资金争取", "服务保障"}));
}

TEST(ReportOrders, MustIsNoPartOfAWord) {
  const auto& rules = report_rules().directives;
  EXPECT_EQ(find_must(text::to_u32("重要的要素需求"), rules).begin, kNone);
  EXPECT_EQ(find_must(text::to_u32("要素保障要跟上"), rules).begin, 4u);
}

TEST(ReportPeople, DepartmentsAreNoPersons) {
  const auto people = find_people(text::to_u32("市住建局局长、有关部门负责人参加"), report_rules());
  EXPECT_TRUE(people.empty());
}

TEST(ReportMentions, GenericWordsNameNoProject) {
  for (const std::string name :
       {"部分省市重点工程项目", "重点项目和重点工程", "各项目", "我市重大项目"}) {
    EXPECT_TRUE(is_generic(text::to_u32(name), report_rules().projects)) << name;
  }
  EXPECT_FALSE(is_generic(text::to_u32("广和路地下管网升级改造项目"), report_rules().projects));
}

TEST(ReportRulesFile, AMissingListIsNamed) {
  std::vector<EmbeddedFile> files(data::templates().begin(), data::templates().end());
  std::erase_if(files, [](const EmbeddedFile& f) { return f.path == "report/people.toml"; });
  const auto missing = parse_report_rules(files);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().rule, "report.rules");
  files.push_back({"report/people.toml", "surnames = [\"赵\"]\n"});
  const auto partial = parse_report_rules(files);
  ASSERT_FALSE(partial);
  EXPECT_NE(partial.error().message.find("title_ends"), std::string::npos);
  files.back().bytes = "surnames = [";
  EXPECT_FALSE(parse_report_rules(files));
}

TEST(ReportDecode, LostBytesKeepTheEncoding) {
  std::string bytes =
      "市长王一山调研城东水厂项目，要求加快建设，确保年底前投入使用，各部门要做好服务。";
  bytes.erase(30, 1);
  const auto decoded = decode_report(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "UTF-8");
  EXPECT_NE(decoded->utf8.find("\xEF\xBF\xBD"), std::string::npos);
  EXPECT_FALSE(decode_report(std::string("a\0b", 3)));
}

}  // namespace
}  // namespace tc::test
