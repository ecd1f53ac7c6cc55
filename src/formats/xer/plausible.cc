// Letter frequencies are common knowledge of the languages; the Han characters are the most
// frequent of modern Chinese texts with the words of building works added, simplified and
// traditional. SPDX-License-Identifier: Apache-2.0
#include "formats/xer/plausible.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/code_page.h"
#include "base/text.h"

namespace tc::formats::xer {
namespace {

constexpr std::u32string_view kCommonHan =
    U"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"
    U"发后作里"
    U"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因"
    U"只从想实"
    U"日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向"
    U"头文体政"
    U"美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提"
    U"立及比员"
    U"解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做"
    U"接必场件"
    U"计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且"
    U"权思王象"
    U"完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔"
    U"每室工程"
    U"施土石混凝钢筋砼浇筑模板支护桩基础开挖回填砌墙梁柱楼层屋顶板装饰修防火安装管线道桥隧涵洞沟井"
    U"坡坝渠闸"
    U"酒店项目任务活动计划进度日历资源测试里程碑阶段设备采购招标投标合同验收调试竣工完成开始结束准"
    U"备审批图纸"
    U"勘察测量监理检查验材料运输供应电缆配变压器箱柜泵风机组空调暖通给排水消防弱强智能照明网络通信"
    U"信号轨铺架"
    U"吊拆除移改造扩建迁绿化景观围挡临时营地办公宿舍厂房车站机库塔罐槽炉焊涂漆腐蚀保温隔热声振抹灰"
    U"砖瓷窗玻璃"
    U"幕吊顶地面坪瓦卫浴厨阳台栏杆梯电扶雨污供煤燃油气热力锅冷冻却循环处理沉淀滤池膜厂区城镇乡县州"
    U"省街号栋座"
    U"单元主体框架结构钢构预制拼现浇张拉锚固注浆帷幕止降水支撑土钉边喷射试运行移交质量安全环境职业"
    U"健康风险费"
    U"用成本预算结算财务会计人事培训文件档案报告表格图章编码代类型组团队经理责任负监督指挥部门单位"
    U"甲乙丙丁春夏"
    U"秋冬早中晚周末节假休息工作班夜双左右前后东西南北上下内外首末初终始止暂停复返修缺陷处置整评价"
    U"分析研究可"
    U"行性初步详细方案优比选定位放线复核样品封存库仓储堆场卸货搬就粗精加磨削铣车钻孔攻丝热冷表装配"
    U"項目計劃進度資源開始結束設備採購驗收調試竣東門車間電氣機組樓層裝飾園廠區環線橋樑隧號總圖書學"
    U"長華國";

constexpr std::u32string_view kCommonCyrillic = U"оеаинтсрвлкмдпуяыьгзбчйхжі";
constexpr std::u32string_view kRareCyrillic = U"шюцщэфъёїєґўјљњћђџѓќѕ";
constexpr std::u32string_view kCommonGreek = U"αιονετσςπκρλμυηάίόέ";
constexpr std::u32string_view kCommonArabic = U"المنيوتربعدفسةقكحأجهشصطخىإذضزغئءثآظؤپچژگک";
constexpr std::u32string_view kCommonKana =
    U"のにをはとがでるいしたてなまもすこあかうンスートルリアイクラドジプレロシコマタグ";
constexpr std::u32string_view kCommonHangul =
    U"이다의는에가을를로고사지기하공구조부시설치정리계획작업완료준검토목건축물대수소방전기관통신배"
    U"선도장비"
    U"재료마감철근콘크리트타기초지하층옥상외벽내창문바닥천장포굴착되메우흙막차수방단열미도배타일석"
    U"조경식재"
    U"승인허제출발주납품운반양생해체가설임시보양청소인계입종료서울산부대구광주원남북동서한국토건설"
    U"회과장총무자"
    U"명월일주년간중앙일반특별프로젝트스케줄달력활표";

/// Pairs of letters that are frequent in Russian, and some of its neighbours'.
constexpr std::u32string_view kCyrillicPairs =
    U"ст но то на ен ов ни ра во ко ро ос ер ор ол ал ли ть по ре не ет пр ан го та ел од те ка ла "
    U"ло да "
    U"де до ва ве ви от он об ом ти тр ск ся ит ин ие ия ны ый ий ая ые ое ой ых их ем ам ми мо ма "
    U"ме пе "
    U"па ру са се со си су ту ки ле лы ля из ис ил им бе бо бы бл дн ди ду зд за зе зн ге га гр ги "
    U"жн же "
    U"жи че ча чн чи ша ши ще щи це ци ук ун ус уч ул ур ад аз ак ап ар ас ат ац ач ез ек ес еч ид "
    U"ик ир "
    U"ок оп оч нт нс нк ль нь сь рт рн рм рк рс тн тв тя дв зв св кт кл кр пл пи сп сн см сл бр бу "
    U"вл вн "
    U"вс вы вк вр гл др эт эк эл юч ющ яз ял ям ян ят уд ум уг фу нд ам ме ту уп хо ях об бъ ъе кт "
    U"ое ле "
    U"мл ля яб ні ів ії ія ті ст шк ою жб эт та аж мо нк ";
constexpr std::u32string_view kGreekPairs =
    U"ου αι το τα ει ας στ ον ος ερ εσ κα τη ην ησ ης τι αν ντ πο πα πρ ρο ρα ρι ιο ια ικ κο κη ασ "
    U"ατ επ "
    U"εν με μα μο μι λα λο λι λε ολ ομ ορ οδ οσ δο δι γι γο τω ων ωσ ση σε σι σκ κτ ηλ λη θε εμ ελ "
    U"λί ίω "
    U"αφ φέ ές άδ αρ ρά έρ ργ ργα ργ εί ια ές ίε ός ής ση νη τρ γκ εκ ογ ολ φο χα ακ ";

constexpr std::u32string_view kCommonSigns =
    U"\u00A0°²³½¼±×µ·€£¥§©®™«»“”‘’–—…•№ºª¿¡´、，。：；（）《》【】・￥￡～！？";

constexpr std::u32string_view kHebrewFinals = U"ךםןףץ";
constexpr std::u32string_view kHebrewBeforeEnd = U"כמנפצ";
constexpr std::u32string_view kShortWords = U"ивскоуаяіАИВСКОУЯ";

enum class Script {
  none,
  ascii,
  latin,
  cyrillic,
  greek,
  arabic,
  hebrew,
  thai,
  han,
  kana,
  hangul,
  sign,
  odd
};

bool within(char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; }

Script script_of(char32_t c) {
  if (within(c, U'a', U'z') || within(c, U'A', U'Z')) return Script::ascii;
  if (c < 0x80) return Script::none;
  if (c < 0xA0 || c == 0xFFFD || within(c, 0xE000, 0xF8FF)) return Script::odd;
  if (within(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7) return Script::latin;
  if (within(c, 0x386, 0x3CE)) return Script::greek;
  if (within(c, 0x400, 0x491)) return Script::cyrillic;
  if (within(c, 0x5D0, 0x5EA)) return Script::hebrew;
  if (within(c, 0x620, 0x6D3)) return Script::arabic;
  if (within(c, 0xE01, 0xE5B)) return Script::thai;
  if (within(c, 0x3041, 0x30FE)) return Script::kana;
  if (within(c, 0x4E00, 0x9FA5)) return Script::han;
  if (within(c, 0xAC00, 0xD7A3)) return Script::hangul;
  return Script::sign;
}

bool is_in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

/// The lower-case letter of a Cyrillic or Greek capital.
char32_t lowered(char32_t c) {
  if (within(c, 0x410, 0x42F)) return c + 32;
  if (within(c, 0x400, 0x40F)) return c + 80;
  if (within(c, 0x391, 0x3A9)) return c + 32;
  return c;
}

bool is_capital(char32_t c) {
  return lowered(c) != c || within(c, U'A', U'Z') || (within(c, 0xC0, 0xDE) && c != 0xD7);
}

std::u32string sorted(std::u32string_view set) {
  std::u32string all(set);
  std::ranges::sort(all);
  return all;
}

/// The 3755 characters of the first level of GB 2312, which Chinese texts are made of.
std::u32string first_level() {
  std::string bytes;
  for (int row = 0xB0; row <= 0xD7; ++row) {
    for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); ++cell) {
      bytes += static_cast<char>(row);
      bytes += static_cast<char>(cell);
    }
  }
  std::string utf8;
  auto page = text::CodePage::open("GB18030");
  if (page) page->decode(bytes, utf8);
  return sorted(text::to_u32(utf8));
}

int han_points(char32_t c) {
  static const std::u32string common = sorted(kCommonHan);
  static const std::u32string level = first_level();
  if (std::ranges::binary_search(common, c)) return 12;
  return std::ranges::binary_search(level, c) ? 4 : -3;
}

int own_points(char32_t c, Script script, std::u32string_view latin) {
  switch (script) {
    case Script::han:
      return han_points(c);
    case Script::hangul:
      return is_in(kCommonHangul, c) ? 10 : -1;
    case Script::kana:
      return is_in(kCommonKana, c) ? 10 : 6;
    case Script::cyrillic:
      return is_in(kCommonCyrillic, lowered(c)) ? 3 : is_in(kRareCyrillic, lowered(c)) ? 0 : -3;
    case Script::greek:
      return is_in(kCommonGreek, lowered(c)) ? 3 : 1;
    case Script::arabic:
      return is_in(kCommonArabic, c) ? 4 : 1;
    case Script::hebrew:
      return 3;
    case Script::thai:
      return c >= 0xE4F ? -4 : 3;  // digits and old signs
    case Script::latin:
      return is_in(latin, c) ? 4 : -3;
    case Script::sign:
      return is_in(kCommonSigns, c) ? 1 : -4;
    case Script::odd:
      return -16;
    default:
      return 0;
  }
}

/// Whether the two letters stand together in the list of a language's frequent pairs.
bool is_pair(std::u32string_view pairs, char32_t a, char32_t b) {
  const std::u32string both{lowered(a), lowered(b)};
  return pairs.find(both) != std::u32string_view::npos;
}

bool is_thai_mark(char32_t c) {
  return c == 0xE31 || within(c, 0xE34, 0xE3A) || within(c, 0xE47, 0xE4E);
}

/// Points for two letters of one script next to each other.
int same_script_points(Script script, char32_t before, char32_t c) {
  switch (script) {
    case Script::cyrillic:
      return is_pair(kCyrillicPairs, before, c) ? 2 : -2;
    case Script::greek:
      return is_pair(kGreekPairs, before, c) ? 2 : -1;
    case Script::hebrew:
      return is_in(kHebrewFinals, before) ? -6 : 1;
    case Script::latin:
      return -4;        // accents seldom stand together
    case Script::thai:  // a mark stands on a consonant, at most two on one
      return is_thai_mark(c) && !within(before, 0xE01, 0xE2E) && !within(before, 0xE31, 0xE37) ? -6
                                                                                               : 0;
    default:
      return 0;
  }
}

/// Letters of these scripts stand in runs of their own and have capitals only at the front.
bool has_case(Script script) {
  return script == Script::cyrillic || script == Script::greek || script == Script::latin ||
         script == Script::ascii;
}

bool is_letter(Script script) { return script >= Script::ascii && script <= Script::hangul; }

/// Points for two scripts that touch.
int mixed_points(Script left, char32_t c, Script right) {
  const bool small_ascii = within(c, U'a', U'z');
  // A栋 and B2层 are usual; a small letter after Han is the second byte of a wrong page.
  if ((left == Script::han || left == Script::hangul) && small_ascii) return -12;
  if (left == Script::ascii || right == Script::ascii) {
    const Script other = left == Script::ascii ? right : left;
    if (other == Script::han || other == Script::kana || other == Script::hangul) return 0;
    return other == Script::latin ? 1 : -5;
  }
  if (left == Script::han && right == Script::kana) return 0;
  if (left == Script::kana && right == Script::han) return 0;
  return -6;
}

/// Points for how a character follows another.
int pair_points(char32_t before, Script left, char32_t c, Script right) {
  const bool latin_word = (left == Script::latin || left == Script::ascii) &&
                          (right == Script::latin || right == Script::ascii);
  int points = 0;
  if (has_case(left) && has_case(right) && (left == right || latin_word) && !is_capital(before) &&
      is_capital(c)) {
    points -= 6;
  }
  if (left == right) return points + same_script_points(left, before, c);
  if (is_letter(left) && is_letter(right)) return points + mixed_points(left, c, right);
  const bool sign = left == Script::sign || right == Script::sign;
  return points - (sign && (left == Script::latin || right == Script::latin) ? 3 : 0);
}

/// Letters that their languages write only before or after some others; elsewhere they are letters
/// of another page.
struct Habit {
  char32_t letter;
  std::u32string_view after;   ///< what may follow; ' ' is the end of the word
  std::u32string_view before;  ///< or what may precede
};
constexpr std::array kHabits{
    Habit{U'ñ', U"aeiouáéíóú", U""},
    Habit{U'Ñ', U"aeiouAEIOUÁÉÍÓÚ", U""},
    Habit{U'ê', U"tmcnlr ", U""},
    Habit{U'œ', U"u", U""},
    Habit{U'æ', U"rngdklstvmf", U""},
    Habit{U'õ', U"e", U""},
    Habit{U'û', U"trlmn", U""},
    Habit{U'ã', U"oe", U""},
    Habit{U'ù', U"", U"oiO"},
    Habit{U'ø', U"rnsdgklmtvjbpfR ", U""},
    Habit{U'è', U"rmslgtcndvz ", U""},
    Habit{U'ì', U" ", U""},
    Habit{U'ò', U" ", U""},
    Habit{U'ţ', U"iaeăuîâ", U""},
    Habit{U'đ', U"aeiou ", U""},
    Habit{U'ý', U"cmkhtzsvpjb ", U"vtmb"},
};

/// Points for a letter with accents by its neighbours; 0 stands for the edge of the cell.
int habit_points(char32_t before, char32_t c, char32_t after) {
  const char32_t next = is_letter(script_of(after)) ? after : U' ';
  for (const Habit& habit : kHabits) {
    if (habit.letter != c) continue;
    return is_in(habit.after, next) || is_in(habit.before, before) ? 0 : -6;
  }
  return 0;
}

/// Points for a character by both its neighbours.
int place_points(char32_t before, char32_t c, char32_t after) {
  const Script script = script_of(c);
  const Script left = script_of(before);
  const Script right = script_of(after);
  const bool inside = is_letter(left) && is_letter(right);
  const bool alone = !is_letter(left) && !is_letter(right);
  if (script == Script::sign && inside) return -4;
  if (script == Script::latin && alone && !is_in(U"àÀóéèÈÉyY", c)) return -4;
  if (script == Script::cyrillic && alone && !is_in(kShortWords, c)) return -4;
  if (script == Script::han && left == Script::ascii && right == Script::ascii) return -8;
  if (script == Script::han && within(before, U'a', U'z')) return -4;
  if (is_in(kHebrewBeforeEnd, c) && !is_letter(right)) return -2;
  if (is_in(U"ъьыЪЬЫ", c) && !is_letter(left)) return -5;
  return script == Script::latin ? habit_points(before, c, after) : 0;
}

}  // namespace

int plausibility(std::u32string_view cell, std::u32string_view latin) {
  int points = 0;
  char32_t before = 0;
  Script left = Script::none;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char32_t after = i + 1 < cell.size() ? cell[i + 1] : 0;
    const Script right = script_of(cell[i]);
    points += own_points(cell[i], right, latin);
    points += pair_points(before, left, cell[i], right);
    if (cell[i] >= 0x80) points += place_points(before, cell[i], after);
    before = cell[i];
    left = right;
  }
  return points;
}

}  // namespace tc::formats::xer
