#include "domain/occupations/image.hpp"

#include <algorithm>
#include <bit>

namespace parvis::occupations {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the compact file is little-endian and used in place");

constexpr std::string_view magic = "PARVISTX";
constexpr std::uint32_t version = 1;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0, sections = 0;
  std::uint64_t checksum = 0;
};
struct Section {
  std::uint32_t at = 0, size = 0;
};
constexpr std::size_t table_end = sizeof(Header) + section_count * sizeof(Section);

// Eight bytes at a time: five megabytes are summed in about a millisecond.
std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL ^ bytes.size();
  const auto mix = [&](std::uint64_t word) {
    sum = (sum ^ word) * 0x9e3779b97f4a7c15ULL;
    sum ^= sum >> 32;
  };
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    mix(word);
    bytes.remove_prefix(8);
  }
  std::uint64_t word = 0;
  if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
  mix(word);
  return sum;
}

std::string_view after_checksum(std::string_view bytes) {
  return bytes.substr(sizeof(Header));
}

/// Holds every reference against what it refers to, once, so that nobody need do it later.
class Check {
 public:
  explicit Check(const Image& image) : image_(image) {}

  bool holds() const {
    return groups() && names(image_.fields) && names(image_.wider_groups) && titles() && lookups() &&
           pairs() && languages() && districts();
  }

 private:
  bool is_in(Text part) const {
    return part.at <= image_.texts.size() && part.size <= image_.texts.size() - part.at;
  }
  template <class Row>
  static bool is_in(Range range, const Rows<Row>& rows) {
    return range.at <= rows.size() && range.count <= rows.size() - range.at;
  }
  bool all_in(const std::array<Text, languages_shown>& texts) const {
    return std::all_of(texts.begin(), texts.end(), [&](Text part) { return is_in(part); });
  }
  template <class Row>
  static bool each(const Rows<Row>& rows, auto&& is_good) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (!is_good(rows[i])) return false;
    return true;
  }

  bool groups() const {
    int before = -1;
    return each(image_.groups, [&](const GroupRow& row) {
      const bool rising = row.code > before;
      before = row.code;
      return rising && row.code < 10'000 && row.field <= image_.fields.size() && all_in(row.title);
    });
  }
  bool names(const Rows<NameRow>& rows) const {
    return each(rows, [&](const NameRow& row) { return all_in(row.name); });
  }
  bool titles() const {
    return each(image_.titles,
                [&](const TitleIndexRow& row) {
                  return is_in(row.key) && is_in(row.shown) && row.groups.count > 0 &&
                         is_in(row.groups, image_.group_numbers) &&
                         is_in(row.concepts, image_.concept_numbers);
                }) &&
           each(image_.group_numbers, [](std::uint16_t code) { return code < 10'000; });
  }
  bool lookups() const {
    return each(image_.orders,
                [&](const OrderRow& row) { return is_in(row.key) && row.title < image_.titles.size(); }) &&
           each(image_.words,
                [&](const WordRow& row) {
                  return is_in(row.word) && is_in(row.titles, image_.word_numbers);
                }) &&
           each(image_.word_numbers, [&](std::uint32_t title) { return title < image_.titles.size(); }) &&
           each(image_.isco, [&](const IscoRow& row) { return is_in(row.groups, image_.group_numbers); });
  }
  bool pairs() const {
    return each(image_.pairs, [](const PairRow& row) { return row.first < 10'000 && row.second < 10'000; });
  }
  bool languages() const {
    return each(image_.languages,
                [&](const LanguageRow& row) { return is_in(row.iso639_3) && all_in(row.name); }) &&
           each(image_.language_names,
                [&](const KeyRow& row) { return is_in(row.key) && row.row < image_.languages.size(); });
  }
  bool districts() const {
    return image_.districts.size() <= 10'000 &&
           each(image_.districts,
                [&](const DistrictRow& row) {
                  return is_in(row.name) && is_in(row.former) && is_in(row.neighbours);
                }) &&
           each(image_.district_names,
                [&](const KeyRow& row) { return is_in(row.key) && row.row < image_.districts.size(); });
  }

  const Image& image_;
};

}  // namespace

void seal(std::string& bytes) {
  if (bytes.size() < table_end) return;
  const auto sum = checksum_of(after_checksum(bytes));
  std::memcpy(bytes.data() + offsetof(Header, checksum), &sum, sizeof sum);
}

std::string in_sections(const std::array<std::string, section_count>& sections) {
  Header header;
  std::copy(magic.begin(), magic.end(), header.magic.begin());
  header.version = version;
  header.sections = section_count;
  std::string bytes(table_end, '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  for (std::size_t i = 0; i < section_count; ++i) {
    bytes.resize((bytes.size() + 7) / 8 * 8);
    const Section section{static_cast<std::uint32_t>(bytes.size()),
                          static_cast<std::uint32_t>(sections[i].size())};
    std::memcpy(bytes.data() + sizeof(Header) + i * sizeof(Section), &section, sizeof section);
    bytes += sections[i];
  }
  seal(bytes);
  return bytes;
}

Result<Image, Message> opened(std::string_view bytes) {
  if (bytes.size() < sizeof(Header) || !bytes.starts_with(magic))
    return no(
        say("This is not a file of occupations. Make one with “parvis taxonomy import FOLDER --out FILE”."));
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.version != version)
    return no(
        say("This file of occupations was written by another version of Parvis. Make it again with “parvis "
            "taxonomy import FOLDER --out FILE”."));
  const auto damaged =
      no(say("This file of occupations is damaged. Make it again with “parvis taxonomy import "
             "FOLDER --out FILE”."));
  if (bytes.size() < table_end || header.sections != section_count ||
      header.checksum != checksum_of(after_checksum(bytes)))
    return damaged;

  std::array<std::string_view, section_count> sections;
  for (std::size_t i = 0; i < section_count; ++i) {
    Section section;
    std::memcpy(&section, bytes.data() + sizeof(Header) + i * sizeof(Section), sizeof section);
    if (section.at > bytes.size() || section.size > bytes.size() - section.at) return damaged;
    sections[i] = bytes.substr(section.at, section.size);
  }
  Image image;
  std::size_t next = 0;
  const auto take = [&](auto& rows) { rows = std::remove_reference_t<decltype(rows)>(sections[next++]); };
  take(image.texts);
  take(image.groups);
  take(image.fields);
  take(image.wider_groups);
  take(image.titles);
  take(image.orders);
  take(image.words);
  take(image.group_numbers);
  take(image.concept_numbers);
  take(image.word_numbers);
  take(image.isco);
  take(image.pairs);
  take(image.languages);
  take(image.language_names);
  take(image.districts);
  take(image.district_names);
  return Check(image).holds() ? Result<Image, Message>(image) : damaged;
}

}  // namespace parvis::occupations
