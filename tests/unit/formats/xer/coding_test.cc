// Which code page a file was written in, from names such as schedules hold.
// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/coding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

struct Language {
  const char* page;
  std::vector<std::string> names;
};

const std::vector<Language>& languages() {
  static const std::vector<Language> all{
      {"GB18030",
       {"酒店综合体", "基坑开挖", "主体结构施工", "机电安装（一层）", "竣工验收", "土方回填",
        "A栋幕墙工程", "设备采购", "漾泉大街管网改造", "阳泉市污水处理厂"}},
      {"windows-1251",
       {"Задача 1", "Тест2", "Устройство фундамента", "Монтаж металлоконструкций",
        "Земляные работы", "Проектирование", "ЗАДАЧА", "СТРОИТЕЛЬСТВО ШКОЛЫ",
        "Бетонирование плиты на отм. +3.600", "Сдача объекта"}},
      {"windows-1256",
       {"متر مكعب", "أعمال الخرسانة", "المبنى الرئيسي", "حفر الأساسات", "التشطيبات"}},
      {"windows-1252",
       {"Béton armé", "Démolition du bâtiment", "Gründung", "Außenanlagen", "Fundação",
        "Construcción", "Señalización", "Gebäude Süd", "Réseaux extérieurs", "Überprüfung"}},
      {"windows-1250",
       {"Základy", "Zemní práce", "Střecha a žlaby", "Ściany żelbetowe", "Łączniki",
        "Příprava staveniště", "Odbiór końcowy", "Tłuczeń", "Čištění"}},
      {"windows-1253", {"Θεμελίωση", "Εκσκαφές", "Ηλεκτρολογικά", "Παράδοση έργου"}},
      {"windows-1254",
       {"Kazı işleri", "Çatı yapımı", "Doğrama ve sıva", "Şantiye kurulumu", "İnşaat başlangıcı"}},
      {"windows-1255", {"עבודות עפר", "יציקת בטון", "קירות ותקרות"}},
      {"windows-874", {"งานฐานราก", "งานโครงสร้าง", "ติดตั้งระบบไฟฟ้า"}},
      {"Shift_JIS",
       {"基礎工事のはつり", "コンクリート打設", "仮設足場", "引き渡し", "検査と引き渡し"}},
      {"windows-949", {"기초 공사", "콘크리트 타설", "전기 설비", "준공 검사"}},
  };
  return all;
}

std::string file_of(const std::vector<std::string>& names, const std::string& page) {
  XerText text;
  int id = 1;
  for (const std::string& name : names) text.task(std::to_string(id++), {{"task_name", name}});
  return in_page(page, text.text());
}

TEST(XerCoding, FilesOfSeveralNamesAreKnown) {
  for (const Language& language : languages()) {
    const std::string bytes = file_of(language.names, language.page);
    EXPECT_EQ(xer::detect_coding(bytes).name, language.page) << language.names.front();
    const ScheduleFile file = read(bytes);
    ASSERT_EQ(file.projects.size(), 1u);
    for (std::size_t i = 0; i < language.names.size(); ++i) {
      EXPECT_EQ(file.projects[0].file.activities[i].name, language.names[i]);
    }
  }
}

/// A file with one name beyond ASCII must not become nonsense. Pages of one script share letters,
/// so the text counts, not the page; pages that our users do not have may miss one name in ten.
TEST(XerCoding, OneNameIsEnough) {
  std::size_t all = 0;
  std::string missed;
  std::size_t wrong = 0;
  for (const Language& language : languages()) {
    const std::string page = language.page;
    if (page == "windows-949" || page == "Shift_JIS") continue;
    const bool ours = page == "GB18030" || page == "windows-1251" || page == "windows-1252" ||
                      page == "windows-1256";
    for (const std::string& name : language.names) {
      const ScheduleFile file = read(file_of({name}, page));
      const std::string& came = file.projects[0].file.activities[0].name;
      if (ours) {
        EXPECT_EQ(came, name) << file.encoding;
      }
      all += ours ? 0u : 1u;
      wrong += !ours && came != name ? 1u : 0u;
      if (came != name) missed += name + " came as " + came + "\n";
    }
  }
  EXPECT_LE(wrong * 10, all) << missed;
}

TEST(XerCoding, Utf8AndUtf16AreFoundWithAndWithoutMark) {
  const std::string utf8 = XerText().task("1", {{"task_name", "基坑开挖 Задача é"}}).text();
  const auto name = [](const std::string& bytes) {
    EXPECT_TRUE(looks_like_xer(bytes));
    return read(bytes).projects.at(0).file.activities.at(0).name;
  };
  for (const char* page : {"UTF-16LE", "UTF-16BE"}) {
    const std::string bytes = in_page(page, utf8);
    EXPECT_EQ(name(bytes), "基坑开挖 Задача é");
    EXPECT_EQ(read(bytes).encoding, page);
    const std::string mark = page[6] == 'L' ? "\xFF\xFE" : "\xFE\xFF";
    EXPECT_EQ(name(mark + bytes), "基坑开挖 Задача é");
  }
  EXPECT_EQ(name(utf8), "基坑开挖 Задача é");
  EXPECT_EQ(name("\xEF\xBB\xBF" + utf8), "基坑开挖 Задача é");
  EXPECT_EQ(read(utf8).encoding, "UTF-8");
  EXPECT_EQ(read(XerText().task("1").text()).encoding, "UTF-8");  // ASCII alone
}

/// Signs of the currency table tell the page when names hardly do.
TEST(XerCoding, CurrencySignsCount) {
  const auto file = [](const std::string& euro, const std::string& pound) {
    return XerText()
        .add("CURRTYPE", {{"curr_id", "1"}, {"curr_symbol", euro}, {"curr_short_name", "EUR"}})
        .add("CURRTYPE", {{"curr_id", "2"}, {"curr_symbol", pound}, {"curr_short_name", "GBP"}})
        .task("1")
        .text();
  };
  EXPECT_EQ(xer::detect_coding(file("\x80", "\xA3")).name, "windows-1252");
  EXPECT_EQ(xer::detect_coding(file("\x88", "?")).name, "windows-1251");
  // The page of Chinese Windows has the euro at 80, which GB18030 proper lacks.
  const std::string chinese = in_page(
      "GBK",
      XerText()
          .add("CURRTYPE", {{"curr_id", "1"}, {"curr_symbol", "€"}, {"curr_short_name", "EUR"}})
          .task("1", {{"task_name", "基坑开挖"}})
          .text());
  const ScheduleFile read_back = read(chinese);
  EXPECT_EQ(read_back.projects[0].file.activities[0].name, "基坑开挖");
  EXPECT_FALSE(noted(read_back, "xer.damaged_text"));
}

TEST(XerCoding, DamageIsNotedAndReplaced) {
  std::string text = XerText().task("1", {{"task_name", "基坑开挖支护"}}).text();
  const std::size_t at = text.find("支");
  text[at + 1] = 'x';  // breaks one character of sound UTF-8
  text.replace(text.find("A1"), 2, "桩基础施工");
  text.replace(text.find("five"), 4, "五天日历主体结构");
  const ScheduleFile utf8 = read(text);
  EXPECT_EQ(utf8.encoding, "UTF-8");
  EXPECT_TRUE(noted(utf8, "xer.damaged_text", "line "));
  EXPECT_NE(utf8.projects[0].file.activities[0].name.find("基坑开挖\xEF\xBF\xBD"),
            std::string::npos);

  std::string page = file_of({"基坑开挖", "主体结构", "竣工验收"}, "GB18030");
  page.replace(page.find(in_page("GB18030", "竣工")) + 1, 1, "\xFF");
  const ScheduleFile chinese = read(page);
  EXPECT_EQ(chinese.encoding, "GB18030");
  EXPECT_TRUE(noted(chinese, "xer.damaged_text"));
  EXPECT_EQ(chinese.projects[0].file.activities[0].name, "基坑开挖");
  EXPECT_EQ(write_xer(chinese)->bytes, page);  // what was not understood goes back as it came
}

TEST(XerCoding, WhatIsNoXerIsNotTaken) {
  EXPECT_FALSE(looks_like_xer(""));
  EXPECT_FALSE(looks_like_xer("<?xml version=\"1.0\"?>"));
  EXPECT_FALSE(looks_like_xer(std::string("\0\0\0\0", 4)));
  EXPECT_TRUE(looks_like_xer("%T\tTASK\n"));
  EXPECT_TRUE(looks_like_xer("ermhdr\t8.0\r\n"));
}

}  // namespace
}  // namespace tc::formats::xer_test
