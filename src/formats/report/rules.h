// The word lists and tables of the genre, read from templates/report/*.toml: an official can add a
// title, a facility or a phrase without a programmer. Every list named here must be present.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "formats/report/words.h"

namespace tc::formats::report {

/// people.toml: who.
struct PeopleRules {
  Words title_ends;    ///< a title ends so: 书记, 市长 …
  Words title_breaks;  ///< a title begins after one of these: 日, 上午, 受 …
  Words group_titles;  ///< 市领导, 区领导 …: names follow
  Words surnames;
  Words name_followers;  ///< what may follow a person's name: 调研, 来到, 一行 …
  Words firm_followers;  ///< of these, single characters that are hardly ever part of a name
  Words not_names;       ///< looks like a name, is none: 同志, 部门 …
  Words companions;      ///< 参加, 陪同 …
  Words roles;           ///< a speaker who gives no orders: 负责人, 记者 …
};

/// visit.toml: what kind of text, and when.
struct VisitRules {
  Words visit_verbs;    ///< 调研, 督导, 现场办公 …
  Words not_visits;     ///< words with such a verb in them: 调研组, 深入学习 …
  Words planned;        ///< 将, 拟 …: not yet a visit
  Words meetings;       ///< 现场办公会, 推进会 …
  Words minutes;        ///< 纪要 in a heading
  Words minutes_heads;  ///< lines of minutes that carry fields: 参加人员, 主持人 …
  Words minutes_attend;
  Words minutes_chair;
  Words minutes_time;
  Words minutes_matter;  ///< fields that name the project of the meeting: 地点, 议题 …
  Words not_reports;     ///< a heading with one of these is another genre: 公告, 通知 …
  Words meta_starts;     ///< a line that begins so is no content: 来源, 责任编辑 …
  Words datelines;       ///< 本报讯 …
  Words time_starts;     ///< 近日, 目前, 随后 …: opens a clause, says nothing of its own
};

/// projects.toml: what is a project's name.
struct ProjectRules {
  Words suffixes;         ///< 项目, 工程
  Words facilities;       ///< 产业园, 大桥, 医院 …
  Words weak_facilities;  ///< parts of a site rather than a site: 楼, 厂房 …
  Words generic;          ///< words that alone name no project: 重点, 部分, 市 …
  Words not_objects;      ///< an object that ends so is no project: 情况, 进展 …
  Words name_stops;       ///< a name begins after one of these: 的, 推进, 了解 …
  Words cues_go;          ///< 来到, 走进, 在 …: a place follows
  Words cues_see;         ///< 察看, 调研 …: a project or a matter follows
  Words not_before_go;
  Words site_tails;          ///< 施工现场, 工地, 一线 …
  Words list_ends;           ///< 等项目, 两个工地 …
  Words object_ends;         ///< verbs that end the object of a cue: 了解, 检查 …
  Words predicates;          ///< what may follow a project as subject: 进入, 总投资 …
  Words subject_predicates;  ///< of these, the ones that suffice after a facility: 全长, 总投资 …
  Words not_units;           ///< in a company's place, but no company: 光伏, 城区 …
  Words unit_verbs;          ///< 由某公司投资 …
  Words minutes_matter;
  Words phases;        ///< 一期, 二期 …
  Words production;    ///< 年产, 年处理 …
  Words builds;        ///< 新建, 扩建 …
  Words units;         ///< a company or institution ends so
  Words places;        ///< a place ends so
  Words parts;         ///< 标段, 车间 …: a part of a site, no project of its own
  Words joined_works;  ///< 连接线, 配套 …: after 和 still the same project
  Words road_works;    ///< after a road these mean the road itself is built
  Words ask_heads;     ///< 关于 … before what is asked
  Words roads;         ///< 路, 街: a place when more of the name follows
  Words place_starts;  ///< 位于, 坐落于 …
  Words zones;         ///< 园区, 起步区 …: what is said there holds for the next projects
  Words ask_verbs;
  Words ask_tails;
};

/// stages.toml: where a project stands, in the text's own words.
struct StageRules {
  Words phrases;   ///< themselves the stage words
  Words enters;    ///< 进入, 处于 …
  Words ends;      ///< 阶段, 期
  Words kernels;   ///< 动工, 投产 …; with adverbs and times before it
  Words opens;     ///< of these, the ones that run to the clause's end: 已完成, 正在进行 …
  Words causes;    ///< 由于, 因 … before a problem
  Words subjects;  ///< 封顶, 贯通 …; with the whole clause before it
  Words adverbs;
  Words futures;    ///< 力争, 预计 …: a hope, not a stage
  Words not_after;  ///< 投产后, 开工项目 …
  Words sites;      ///< 拆迁现场 …: a site's name that tells the stage
  Words blockers;   ///< 尚未, 滞后 …
  Words vague;      ///< 遇到的问题 …: no concrete blocker
};

/// directives.toml: who must do what.
struct DirectiveRules {
  Words say_verbs;      ///< 强调, 指出 …: an order only with 要 or an order word
  Words order_verbs;    ///< 要求, 叮嘱 …: always an order
  Words before_verb;    ///< what may stand between speaker and verb
  Words asides;         ///< what opens a phrase between speaker and verb: 对, 在 …
  Words minutes_verbs;  ///< verbs of minutes whose items have none of their own: 议定 …
  Words collective;     ///< 会议, 纪要 …: speakers of minutes
  Words must;           ///< 要, 必须 …
  Words must_not;       ///< words with 要 in them that are none: 重要, 要素 …
  Words order_starts;   ///< 加快, 确保 …: an order by itself
  Words addressees;     ///< an addressee ends so
  Words states;         ///< 是, 事关 …: a clause with one states, it orders nothing
  Words weak;           ///< 各方, 大家: too vague to address
  Words assigns;        ///< 负责, 牵头 …
  Words atom_starts;    ///< dropped from an atom's start
  Words atom_keeps;     ///< never cut: 全力以赴 …
  Words not_atoms;      ///< 牵头, 负责 …: say who, not what
  Words levers;         ///< 强化, 做好 …: a list of nouns after it is one atom each
  Words deadline_ends;  ///< 前, 之前 …
  Words deadlines;      ///< 年底前 …
  Words closings;       ///< words of a directive that is said of everything
};

struct UnitRule {
  Text word;     ///< 万吨, GW …
  Text base;     ///< t, MW …
  double scale;  ///< one `word` in `base`
};

/// quantities.toml
struct QuantityRules {
  std::vector<UnitRule> units;  ///< longest word first
  Words yearly;                 ///< 年产 …: the value is per year
  Words daily;
  Words cues;       ///< 规模, 全长 …: a number after it is a capacity
  Words lengths;    ///< units that count only after a cue or in a name
  Words so_far;     ///< 已, 累计 …: what is done, no size of the whole
  Words total;      ///< 总投资 …
  Words not_total;  ///< 完成投资 …
  Words about;      ///< 约, 达 …
};

/// A phrase a repair may propose, with the GBK bytes of each character (empty outside GBK).
struct KnownPhrase {
  Text text;
  std::vector<std::string> gbk;
};

/// repair.toml
struct RepairRules {
  Words zhe_keep;                    ///< words that keep 著: 著名, 显著 …
  Words questions;                   ///< a clause with one of these may end in a real question mark
  Text lost_marks;                   ///< characters that stand for lost ones
  Words mojibake;                    ///< 锟斤拷 …
  std::vector<KnownPhrase> phrases;  ///< common phrases of official prose, in both scripts
};

struct ReportRules {
  PeopleRules people;
  VisitRules visit;
  ProjectRules projects;
  StageRules stages;
  DirectiveRules directives;
  QuantityRules quantities;
  RepairRules repair;
};

/// The two bytes of a character in GBK; empty when it has none.
[[nodiscard]] std::string gbk_bytes(char32_t c);

/// Reads the files `report/*.toml` of templates/ (paths as embedded). Rules: report.rules (a file
/// or list is missing or malformed).
[[nodiscard]] Result<ReportRules> parse_report_rules(std::span<const EmbeddedFile> files);

}  // namespace tc::formats::report
