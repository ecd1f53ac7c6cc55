// An activity as explanations name it. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/fields.h"

namespace tc::app {

struct WhyActivity {
  std::int64_t id{};    ///< 0: of an earlier version alone
  std::string file_id;  ///< the planning file's own id; of the programme: the id
  std::string code;
  std::string name;
  std::string name_en;
  std::int64_t project_id{};
};

template <class P, class V>
requires model::Is<P, WhyActivity>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("file_id", p.file_id);
  v("code", p.code);
  v("name", p.name);
  v("name_en", p.name_en);
  v("project_id", p.project_id);
}

}  // namespace tc::app
