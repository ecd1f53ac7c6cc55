// SPDX-License-Identifier: Apache-2.0
#include "formats/example/example.h"

#include "formats/template/toml_fields.h"

namespace tc::formats {

Result<Example> parse_example(std::string_view toml, std::string_view where) {
  TC_TRY(const toml::table table, parse_toml(toml, where));
  TomlFields fields(table, where);
  Example example;
  example.city.code.value = static_cast<std::int32_t>(fields.whole_or("code", 0));
  example.city.name = fields.text("name");
  example.city.light_pack = fields.text_or("light_pack", "seasonal");
  example.city.default_year = static_cast<std::int32_t>(fields.whole_or("year", 0));
  const std::string data_date = fields.text("data_date");
  example.report = fields.text("report");
  example.year_source = fields.text("year_source");
  TC_TRY_VOID(fields.done());
  TC_TRY(example.city.data_date, parse_day(data_date));
  return example;
}

}  // namespace tc::formats
