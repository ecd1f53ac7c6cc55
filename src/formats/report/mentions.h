// Where a sentence names projects: after a cue (来到…现场, 察看…项目, 在…处), as the subject
// (…项目已进入…), or as the matter of an item of minutes (关于…项目用地问题).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct Mention {
  Text name;
  Span span;             ///< of the name in the sentence
  Text place;            ///< said beside the name (位于某镇的…); empty when not
  Text site_stage;       ///< a site word that tells the stage: 拆迁现场
  bool visited = false;  ///< named after a cue, so the leader was there
};

/// Mentions in `range` of a sentence, in order, without overlaps.
[[nodiscard]] std::vector<Mention> find_mentions(View sentence, Span range,
                                                 const ReportRules& rules, bool minutes);

/// The project a headline of minutes is about (关于召开某某工程现场办公会的会议纪要), or a field of
/// minutes names (地点：某某项目部); its span is in `text`; `place`: the text
/// tells where the meeting was. Nothing when it names none.
[[nodiscard]] std::optional<Mention> find_matter(View text, const ReportRules& rules, bool place);

/// A place the sentence goes to that is no project: 在某园区, …; empty when none.
[[nodiscard]] Text find_zone(View sentence, const ReportRules& rules);

/// Only words such as 重点, 市, 项目: names nothing.
[[nodiscard]] bool is_generic(View name, const ProjectRules& rules);

/// The same project by another form of its name: contained, or its characters in order with the
/// same beginning (G1一级公路 for G1某段一级公路).
[[nodiscard]] bool same_project(View a, View b, const ProjectRules& rules);

}  // namespace tc::formats::report
