// Any bytes as a request: the head scanner finds the same end however the bytes are cut; what is
// accepted as a head becomes a request or a refusal with a rule; the rest is read as a JSON body.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "server/http/head_scan.h"
#include "server/http/problem.h"
#include "server/http/site.h"
#include "server/json_reader.h"

namespace {

using tc::server::HeadScanner;

void read_body(std::string_view bytes) {
  auto in = tc::server::JsonReader::parse(bytes);
  if (!in) return;
  std::string text;
  std::int64_t number = 0;
  in->text("text", text, 100, tc::server::Need::required);
  in->integer("number", number, tc::server::Need::optional);
  if (in->finish()) TC_CHECK(!text.empty(), "a required text is empty");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 20'000) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  HeadScanner whole;
  const HeadScanner::State state = whole.feed(bytes);
  HeadScanner parts;
  const std::size_t cut = data[0] % (bytes.size() + 1);
  (void)parts.feed(bytes.substr(0, cut));
  TC_CHECK(parts.feed(bytes.substr(cut)) == state, "the cut changes the end");
  TC_CHECK(parts.length() == whole.length(), "the cut changes the length");
  if (state != HeadScanner::State::done) return 0;

  auto head = tc::server::parse_head(bytes.substr(0, whole.length()));
  if (head) {
    static const tc::server::Site site({}, "off", {});
    auto request = tc::server::make_request(std::move(*head), "r");
    if (request) {
      TC_CHECK(tc::text::first_bad_utf8(request->path) == std::string::npos, request->path);
      (void)tc::server::admit(site, *request);
    } else {
      (void)tc::server::problem(request.error(), "r");
    }
  }
  read_body(bytes.substr(whole.length()));
  return 0;
}
