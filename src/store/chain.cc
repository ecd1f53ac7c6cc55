// SPDX-License-Identifier: Apache-2.0
#include "store/chain.h"

#include <openssl/evp.h>

#include <array>
#include <type_traits>

namespace tc::store {
namespace {

constexpr std::string_view kTag = "tongchou.journal.1";
constexpr std::size_t kDigestBytes = 32;

struct ContextDelete {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct DigestDelete {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};

void append_field(std::string& out, std::string_view bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((bytes.size() >> shift) & 0xFFU));
  }
  out.append(bytes);
}

struct Encoder {
  std::string& out;

  void operator()(std::string_view name, const std::string& value) const {
    if (name != "hash") append_field(out, value);
  }
  void operator()(std::string_view, std::int64_t value) const {
    append_field(out, std::to_string(value));
  }
  void operator()(std::string_view, Day value) const { append_field(out, to_text(value)); }
  void operator()(std::string_view, model::CityCode value) const {
    append_field(out, std::to_string(value.value));
  }
  template <class Tag>
  void operator()(std::string_view, const Id<Tag>& value) const {
    append_field(out, std::to_string(value.value));
  }
};

}  // namespace

struct Sm3::State {
  std::unique_ptr<EVP_MD, DigestDelete> algorithm{EVP_MD_fetch(nullptr, "SM3", nullptr)};
  std::unique_ptr<EVP_MD_CTX, ContextDelete> context{EVP_MD_CTX_new()};
};

Sm3::Sm3() : state_(std::make_unique<State>()) {
  TC_CHECK(state_->algorithm && state_->context, "OpenSSL offers no SM3");
}

Sm3::~Sm3() = default;

std::string Sm3::digest(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
  unsigned int length = 0;
  EVP_MD_CTX* const context = state_->context.get();
  const bool done = EVP_DigestInit_ex(context, state_->algorithm.get(), nullptr) == 1 &&
                    EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(context, raw.data(), &length) == 1;
  TC_CHECK(done && length == kDigestBytes, "SM3 failed on " + std::to_string(bytes.size()));
  std::string text;
  text.reserve(2 * kDigestBytes);
  for (std::size_t i = 0; i < kDigestBytes; ++i) {
    text.push_back(kHex[raw[i] >> 4U]);
    text.push_back(kHex[raw[i] & 15U]);
  }
  return text;
}

std::string zero_hash() { return std::string(2 * kDigestBytes, '0'); }

std::string encode_entry(const model::JournalEntry& entry) {
  std::string out(kTag);
  out.reserve(512 + entry.before.size() + entry.after.size() + entry.reason.size());
  visit_fields(entry, Encoder{out});
  return out;
}

std::string hash_of(const model::JournalEntry& entry, Sm3& sm3) {
  return sm3.digest(encode_entry(entry));
}

model::JournalEntry next_entry(const Commit& commit, const Change& change, const Head& head,
                               const Place& place, Sm3& sm3) {
  model::JournalEntry entry{.city = commit.acting.city,
                            .sequence = head.sequence + 1,
                            .commit_sequence = place.commit_sequence,
                            .recorded_at = place.recorded_at,
                            .day = commit.day,
                            .user_id = commit.acting.user_id,
                            .acting_as = commit.acting.acting_as,
                            .action = commit.action,
                            .noun = std::string(model::noun_of(change.row)),
                            .noun_id = model::id_of(change.row),
                            .project_id = model::project_of(change.row),
                            .before = change.before,
                            .after = change.after,
                            .reason = commit.reason,
                            .request_id = commit.request_id,
                            .previous_hash = head.hash,
                            .hash = {}};
  entry.hash = hash_of(entry, sm3);
  return entry;
}

}  // namespace tc::store
