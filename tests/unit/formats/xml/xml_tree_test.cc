// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_tree.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/text.h"

namespace tc::formats::xml {
namespace {

std::string rule_of(std::string_view bytes) {
  const auto document = parse_xml(bytes);
  return document ? "" : document.error().rule;
}

std::string value_of(std::string_view bytes) {
  const auto document = parse_xml(bytes);
  return document ? (*document)->tree.document_element().child_value() : document.error().message;
}

std::string utf16(std::string_view ascii, bool big, bool mark) {
  std::string out = !mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big) out.push_back('\0');
    out.push_back(c);
    if (!big) out.push_back('\0');
  }
  return out;
}

TEST(XmlTree, ReadsTheEncodingThatTheDeclarationNames) {
  EXPECT_EQ(value_of("<a>统筹</a>"), "统筹");
  EXPECT_EQ(value_of("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a>统筹</a>"), "统筹");
  EXPECT_EQ(value_of("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>"), "é");
  EXPECT_EQ(value_of("<?xml version='1.0' encoding='windows-1251'?><a>\xC4\xE0</a>"), "Да");
  const std::string gb = *text::encode_as("<a>统筹工程</a>", "GB18030");
  for (const std::string declared : {"GB2312", "gbk", "GB18030"}) {
    EXPECT_EQ(value_of("<?xml version='1.0' encoding='" + declared + "'?>" + gb), "统筹工程");
  }
}

TEST(XmlTree, ReadsUtf16WithAndWithoutAMark) {
  const std::string_view text = "<?xml version='1.0' encoding='UTF-16'?><a>dates and links</a>";
  for (const bool big : {false, true}) {
    EXPECT_EQ(value_of(utf16(text, big, true)), "dates and links");
    EXPECT_EQ(value_of(utf16(text, big, false)), "dates and links");
    EXPECT_EQ(sniff_root(utf16(text, big, true)), "a");
    EXPECT_EQ(sniff_root(utf16(text, big, false)), "a");
  }
}

TEST(XmlTree, BelievesTheBytesWhenTheDeclarationIsWrong) {
  EXPECT_EQ(value_of("<?xml version='1.0' encoding='UTF-16'?><a>统</a>"), "统");
  const std::string gb = *text::encode_as("<a>统筹工程</a>", "GB18030");
  const auto document = parse_xml("<?xml version='1.0' encoding='UTF-8'?>" + gb);
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)->encoding, "GB18030");
  EXPECT_TRUE((*document)->encoding_differs);
}

TEST(XmlTree, RefusesDocumentTypes) {
  EXPECT_EQ(rule_of("<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"&d;&d;\">]><a>&b;</a>"),
            "xml.entity");
  EXPECT_EQ(rule_of("<!DOCTYPE a SYSTEM \"http://example.invalid/a.dtd\"><a/>"), "xml.entity");
  EXPECT_EQ(rule_of("<!DOCTYPE a [<!ENTITY"), "xml.entity");
  EXPECT_EQ(rule_of("<a><!DOCTYPE b></a>"), "xml.entity");
}

TEST(XmlTree, RefusesBadShapesWithTheirPlace) {
  for (const std::string_view bytes :
       {"", "  ", "text", "<a>", "<a></b>", "<a/><b/>", "<a b></a>"}) {
    EXPECT_EQ(rule_of(bytes), "xml.shape") << bytes;
  }
  const auto document = parse_xml("<a>\n  <b>\n </c></a>");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().where.substr(0, 2), "3:");
  EXPECT_EQ(rule_of(std::string_view("<a>\0</a>", 8)), "text.nul");
}

TEST(XmlTree, RefusesDepthButNotBreadth) {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  EXPECT_EQ(rule_of(nested(kMostDepth)), "");
  EXPECT_EQ(rule_of(nested(kMostDepth + 2)), "xml.depth");
  EXPECT_EQ(rule_of(nested(300'000)), "xml.depth");
  std::string broad = "<a>";
  for (int i = 0; i < 100'000; ++i) broad += "<b/>";
  EXPECT_EQ(rule_of(broad + "</a>"), "");
}

TEST(XmlTree, RefusesTooManyNodes) {
  std::string text = "<a>";
  text.reserve(kMostNodes * 4 + 16);
  for (std::size_t i = 0; i < kMostNodes; ++i) text += "<b/>";
  EXPECT_EQ(rule_of(text + "</a>"), "xml.limit");
}

TEST(XmlTree, KnowsWhereANodeStood) {
  const auto document = parse_xml("<a>\n  <b/>\n  <c>1</c></a>");
  ASSERT_TRUE(document);
  EXPECT_EQ(place(**document, (*document)->tree.document_element().child("c")), "3:4");
}

TEST(XmlTree, WritesWhatItReadAndNothingThatXmlForbids) {
  const auto document = parse_xml("<a x='&lt;1'><!-- kept --><b> </b><c>R&amp;D</c><d/></a>");
  ASSERT_TRUE(document);
  (*document)->tree.document_element().child("d").text().set(
      "a\x01"
      "b");
  EXPECT_EQ(to_bytes((*document)->tree),
            "<?xml version=\"1.0\"?>\n<a x=\"&lt;1\">\n\t<!-- kept -->\n\t<b> </b>\n"
            "\t<c>R&amp;D</c>\n\t<d>ab</d>\n</a>\n");
}

TEST(XmlTree, SniffsTheRootBehindTheProlog) {
  EXPECT_EQ(sniff_root("<?xml version='1.0'?>\n<!-- <x> -->\n<p:Project xmlns:p='u'/>"), "Project");
  EXPECT_EQ(sniff_root("<Project>"), "Project");
  EXPECT_EQ(sniff_root("ERMHDR\t1"), "");
  EXPECT_EQ(sniff_root("<!-- never ends"), "");
}

TEST(XmlTree, RefusesTheKnownBombs) {
  for (const char* name : {"cyclic.xml", "external.xml", "xmlbomb.xml"}) {
    std::ifstream file(std::string(TC_SHARED_DIR "/data/badinput/xml/") + name, std::ios::binary);
    if (!file) GTEST_SKIP() << "no shared data beside the sources";
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(rule_of(bytes), "xml.entity") << name;
  }
}

}  // namespace
}  // namespace tc::formats::xml
