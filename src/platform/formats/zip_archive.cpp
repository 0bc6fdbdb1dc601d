#include "platform/formats/zip_archive.hpp"

#include <zip.h>

#include <algorithm>

namespace parvis::formats {
namespace {

constexpr std::int64_t most_entries = 1000;
constexpr std::uint64_t most_ratio = 200;
constexpr std::uint64_t ratio_counts_from = 1u << 20;

zip_t* as_zip(void* archive) {
  return static_cast<zip_t*>(archive);
}

Message damaged() {
  return say(
      "The workbook is damaged and cannot be unpacked. Please open it in your spreadsheet program and save "
      "it once more.");
}

std::optional<Message> look_at(zip_t* archive, std::size_t entry_bytes) {
  const zip_int64_t entries = zip_get_num_entries(archive, 0);
  if (entries > most_entries) return too_big_unpacked();
  std::uint64_t total = 0;
  for (zip_int64_t i = 0; i < entries; ++i) {
    zip_stat_t entry;
    constexpr zip_uint64_t needed =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &entry) != 0 ||
        (entry.valid & needed) != needed)
      return damaged();
    if (entry.encryption_method != ZIP_EM_NONE)
      return say("The workbook is locked with a password. Please save it without one.");
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE) return damaged();
    if (entry.size > entry_bytes) return too_big_unpacked();
    if (entry.size > ratio_counts_from && entry.size / most_ratio > entry.comp_size)
      return too_big_unpacked();
    total += entry.size;
    if (total > std::uint64_t{entry_bytes} * 4) return too_big_unpacked();
  }
  return {};
}

}  // namespace

Message too_big_unpacked() {
  return say("The workbook would become too big when unpacked. Please save the sheet as CSV and try that.");
}

void ZipArchive::Close::operator()(void* archive) const {
  zip_discard(as_zip(archive));
}

Result<ZipArchive, Message> ZipArchive::open(std::string_view bytes, std::size_t entry_bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return no(damaged());
  }
  ZipArchive opened(archive, entry_bytes);
  if (auto refused = look_at(archive, entry_bytes)) return no(*std::move(refused));
  return opened;
}

bool ZipArchive::has(const std::string& name) const {
  return zip_name_locate(as_zip(archive_.get()), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::optional<std::string>, Message> ZipArchive::read(const std::string& name) const {
  zip_t* const archive = as_zip(archive_.get());
  const zip_int64_t index = zip_name_locate(archive, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::optional<std::string>();
  zip_stat_t entry;
  if (zip_stat_index(archive, static_cast<zip_uint64_t>(index), 0, &entry) != 0) return no(damaged());
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(archive, static_cast<zip_uint64_t>(index), 0), zip_fclose);
  if (!file) return no(damaged());
  // Room grows with what really comes out, and one byte more than announced ends it: the size in the directory
  // is only a claim.
  std::string out;
  constexpr std::size_t chunk = 256u << 10;
  for (;;) {
    const std::size_t had = out.size();
    out.resize(std::min<std::size_t>(had + chunk, entry.size + 1));
    const zip_int64_t got = zip_fread(file.get(), out.data() + had, out.size() - had);
    if (got < 0) return no(damaged());
    out.resize(had + static_cast<std::size_t>(got));
    if (out.size() > entry.size) return no(too_big_unpacked());
    if (got == 0) break;
  }
  if (out.size() != entry.size) return no(damaged());
  return std::optional<std::string>(std::move(out));
}

}  // namespace parvis::formats
