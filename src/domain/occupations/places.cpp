// Languages and districts: short lists, found by name.
#include <algorithm>
#include <deque>
#include <set>

#include "domain/occupations/data.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

using namespace std::string_view_literals;

std::optional<std::uint32_t> row_named(const Image& image, const Rows<KeyRow>& rows, std::string_view key) {
  const auto at = row_with(rows, [&](const KeyRow& row) { return image.text(row.key); }, key);
  if (at == rows.size()) return std::nullopt;
  return rows[at].row;
}

// "Farsta stadsdelsområde", "Södermalms stadsdelsförvaltning", "Stadsdelsförvaltningen Bromma", "sdf Järva".
constexpr std::array administrations{"stadsdelsförvaltning"sv,
                                     "stadsdelsförvaltningen"sv,
                                     "stadsdelsområde"sv,
                                     "stadsdelsområdet"sv,
                                     "stadsdelsnämnd"sv,
                                     "stadsdelsnämnden"sv,
                                     "stadsdel"sv,
                                     "stadsdelen"sv,
                                     "stadsdelsnämndsområde"sv,
                                     "kommun"sv,
                                     "stad"sv,
                                     "sdf"sv,
                                     "sdo"sv,
                                     "sdn"sv};

bool is_administration(const std::string& word) {
  return std::find(administrations.begin(), administrations.end(), word) != administrations.end();
}

std::string in_one(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::optional<std::uint32_t> district_named(const Image& image, std::string_view written) {
  auto key = title_key(written);
  if (const auto row = row_named(image, image.district_names, key)) return row;
  auto words = words_of(key);
  const auto as_written = words.size();
  std::erase_if(words, is_administration);
  if (words.empty() || words.size() == as_written) return std::nullopt;
  key = in_one(words);
  if (const auto row = row_named(image, image.district_names, key)) return row;
  if (key.ends_with('s')) return row_named(image, image.district_names, key.substr(0, key.size() - 1));
  return std::nullopt;
}

}  // namespace

std::vector<District> districts_of(const Image& image) {
  std::vector<District> districts;
  for (std::size_t i = 0; i < image.districts.size(); ++i) {
    const auto row = image.districts[i];
    districts.push_back({std::string(image.text(row.name)), parts_of(image.text(row.former), "\n"),
                         parts_of(image.text(row.neighbours), "\n")});
  }
  return districts;
}

// Breadth first from each district. That one names the other is enough to be neighbours.
std::vector<int> steps_between_all(const std::vector<District>& districts, const Image& image) {
  const auto n = districts.size();
  if (n > 1'000) return {};  // no city has so many; a table of their pairs would be large
  std::vector<std::set<std::size_t>> beside(n);
  for (std::size_t i = 0; i < n; ++i)
    for (const auto& name : districts[i].neighbours)
      if (const auto j = district_named(image, name); j && *j != i) {
        beside[i].insert(*j);
        beside[*j].insert(i);
      }
  std::vector<int> steps(n * n, -1);
  for (std::size_t from = 0; from < n; ++from) {
    std::deque<std::size_t> next{from};
    steps[from * n + from] = 0;
    while (!next.empty()) {
      const auto here = next.front();
      next.pop_front();
      for (const auto there : beside[here])
        if (steps[from * n + there] < 0) {
          steps[from * n + there] = steps[from * n + here] + 1;
          next.push_back(there);
        }
    }
  }
  return steps;
}

std::optional<std::string> Taxonomy::find_language(std::string_view written) const {
  const auto& image = data_->image;
  const auto named = [&](const std::string& key) -> std::optional<std::string> {
    const auto row = row_named(image, image.language_names, key);
    if (!row) return std::nullopt;
    return std::string(image.text(image.languages[*row].iso639_3));
  };
  const auto key = title_key(written);
  if (key.empty()) return std::nullopt;
  if (auto found = named(key)) return found;
  // "svenska språket", "Arabic language", "українська мова", "اللغة العربية".
  auto words = words_of(key);
  std::erase_if(words, [](const std::string& word) {
    return word == "språk" || word == "språket" || word == "language" || word == "мова" || word == "اللغه" ||
           word == "لغه";
  });
  const auto name = in_one(words);
  if (name.empty()) return std::nullopt;
  if (auto found = named(name)) return found;
  // With and without the Arabic article.
  constexpr auto article = "ال"sv;
  return named(name.starts_with(article) ? name.substr(article.size()) : std::string(article) + name);
}

namespace {

/// Swedish writes languages with a small letter; the lists do not.
std::string with_small_first(std::string name) {
  if (name[0] >= 'A' && name[0] <= 'Z')
    name[0] = static_cast<char>(name[0] + 32);
  else if (name.size() > 1 && name[0] == '\xC3' && static_cast<unsigned char>(name[1]) < 0x9F)
    name[1] = static_cast<char>(name[1] + 0x20);  // Å Ä Ö
  return name;
}

}  // namespace

std::string Taxonomy::language_name(std::string_view iso639_3, std::string_view language) const {
  const auto& image = data_->image;
  const auto at =
      row_with(image.languages, [&](const LanguageRow& row) { return image.text(row.iso639_3); }, iso639_3);
  if (at == image.languages.size()) return std::string(iso639_3);
  const auto row = image.languages[at];
  for (const auto shown :
       {static_cast<std::size_t>(language_named(language)), std::size_t{0}, std::size_t{1}})
    if (const auto name = image.text(row.name[shown]); !name.empty())
      return language == "sv" ? with_small_first(std::string(name)) : std::string(name);
  return std::string(iso639_3);
}

std::optional<std::string> Taxonomy::find_district(std::string_view written) const {
  const auto row = district_named(data_->image, written);
  if (!row) return std::nullopt;
  return data_->districts[*row].name;
}

const std::vector<District>& Taxonomy::districts() const {
  return data_->districts;
}

std::optional<int> Taxonomy::district_steps(std::string_view first, std::string_view second) const {
  const auto a = district_named(data_->image, first), b = district_named(data_->image, second);
  if (!a || !b) return std::nullopt;
  if (*a == *b) return 0;
  if (data_->steps.empty()) return std::nullopt;
  const int steps = data_->steps[*a * data_->districts.size() + *b];
  return steps < 0 ? std::nullopt : std::optional(steps);
}

}  // namespace parvis::occupations
