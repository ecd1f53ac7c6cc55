// SPDX-License-Identifier: Apache-2.0
#include "app/library.h"

#include <opencc.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/data.h"
#include "base/text.h"

namespace tc::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultPack = "seasonal";
constexpr std::string_view kDefaultQualityPack = "dcma14";
constexpr std::uintmax_t kMaxTemplate = 4ULL << 20;

/// A folder's files in memory, seen through the same type as embedded ones.
struct FolderFiles {
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<EmbeddedFile> files;
};

Result<FolderFiles> read_folder(const std::string& folder) {
  FolderFiles result;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file() || at->file_size() > kMaxTemplate) continue;
    std::ifstream stream(at->path(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    result.texts.emplace_back(fs::relative(at->path(), folder).generic_string(), std::move(bytes));
  }
  if (error) {
    return fail(Code::bad_input, "templates.folder",
                "the templates folder cannot be read: " + error.message(), folder);
  }
  std::ranges::sort(result.texts);
  for (const auto& [path, bytes] : result.texts) result.files.push_back({path, bytes});
  return result;
}

Result<std::function<std::string(std::string_view)>> open_converter() {
  try {
    auto converter = std::make_shared<opencc::SimpleConverter>("t2s.json");
    return [converter](std::string_view text) {
      // OpenCC stops at a NUL and throws on malformed UTF-8; both are kept out by text::decode.
      try {
        return converter->Convert(text.data(), text.size());
      } catch (const std::exception&) {
        return std::string(text);
      }
    };
  } catch (const std::exception& exception) {
    return fail(Code::store, "opencc.data",
                std::string("OpenCC's dictionaries cannot be opened: ") + exception.what(),
                "t2s.json", "install the package libopencc-data");
  }
}

std::string_view file_stem(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  return name.substr(0, name.rfind('.'));
}

Result<void> read_packs(std::span<const EmbeddedFile> files, Library& library) {
  for (const EmbeddedFile& file : files) {
    if (!file.path.ends_with(".toml")) continue;
    if (file.path.starts_with("lights/")) {
      TC_TRY(rules::LightPack pack, rules::parse_light_pack(file.bytes, file_stem(file.path)));
      library.packs.push_back(std::move(pack));
    }
    if (file.path.starts_with("quality/")) {
      TC_TRY(rules::QualityPack pack, rules::parse_quality_pack(file.bytes, file_stem(file.path)));
      library.quality_packs.push_back(std::move(pack));
    }
  }
  if (std::ranges::find(library.packs, kDefaultPack, &rules::LightPack::key) ==
      library.packs.end()) {
    return fail(Code::bad_input, "templates.pack", "no light pack 'seasonal'", "lights/");
  }
  if (std::ranges::find(library.quality_packs, kDefaultQualityPack, &rules::QualityPack::key) ==
      library.quality_packs.end()) {
    return fail(Code::bad_input, "templates.pack", "no quality pack 'dcma14'", "quality/");
  }
  return {};
}

Result<Library> read_library(std::span<const EmbeddedFile> files) {
  Library library;
  TC_TRY(library.templates, formats::parse_templates(files));
  TC_TRY(library.report_rules, formats::report::parse_report_rules(files));
  TC_TRY_VOID(read_packs(files, library));
  const auto text_of = [&files](std::string_view path) {
    const EmbeddedFile* file = find_file(files, path);
    return file == nullptr ? std::string_view() : file->bytes;
  };
  TC_TRY(library.blocker_words,
         formats::parse_blocker_words(text_of("blockers.toml"), "blockers.toml"));
  TC_TRY(library.priors,
         rules::parse_blocker_priors(text_of("priors/blockers.toml"), "priors/blockers.toml"));
  TC_TRY(library.agenda, rules::parse_agenda(text_of("agenda.toml"), "agenda.toml"));
  TC_TRY(library.crash_options,
         rules::parse_crash_options(text_of("crash/options.toml"), "crash/options.toml"));
  TC_TRY_VOID(
      rules::parse_spreads(text_of("risk/spreads.toml"), "risk/spreads.toml", library.risks));
  TC_TRY_VOID(
      rules::parse_drivers(text_of("risk/drivers.toml"), "risk/drivers.toml", library.risks));
  TC_TRY(library.learning,
         rules::parse_learning_prior(text_of("priors/learning.toml"), "priors/learning.toml"));
  TC_TRY(library.classes,
         rules::parse_reference_classes(text_of("priors/classes.toml"), "priors/classes.toml"));
  TC_TRY(library.to_simplified, open_converter());
  return library;
}

}  // namespace

Result<Library> load_library(const std::string& folder) {
  if (folder.empty()) return read_library(data::templates());
  TC_TRY(const FolderFiles files, read_folder(folder));
  return read_library(files.files);
}

const rules::LightPack& pack_of(const Library& library, std::string_view key) {
  const auto wanted = std::ranges::find(library.packs, key, &rules::LightPack::key);
  if (wanted != library.packs.end()) return *wanted;
  return *std::ranges::find(library.packs, kDefaultPack, &rules::LightPack::key);
}

Result<const rules::QualityPack*> quality_pack_of(const Library& library, std::string_view key) {
  const std::string_view wanted = key.empty() ? kDefaultQualityPack : key;
  const auto at = std::ranges::find(library.quality_packs, wanted, &rules::QualityPack::key);
  if (at != library.quality_packs.end()) return &*at;
  std::string known;
  for (const rules::QualityPack& pack : library.quality_packs) known += " " + pack.key;
  return fail(Code::usage, "quality.pack", "no quality pack '" + std::string(wanted) + "'", "pack",
              "packs:" + known);
}

}  // namespace tc::app
