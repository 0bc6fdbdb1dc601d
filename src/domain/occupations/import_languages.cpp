#include <algorithm>
#include <array>
#include <map>

#include "domain/occupations/import_lists.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {

// The starter set's names are shown where it has them; those of the list are understood besides.
std::vector<SourceLanguage> languages_in(Lists& lists) {
  auto languages = starter_source().languages;
  const auto list = lists.sheet("languages.csv", Need::optional, {"iso639_3", "name_sv", "name_en"});
  if (!list) return languages;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < languages.size(); ++i) known[languages[i].iso639_3] = i;
  constexpr std::array columns{"name_sv", "name_en", "name_ar", "name_uk"};
  Once once;
  for (const auto& row : list->rows()) {
    const auto& code = list->cell(row, "iso639_3");
    const bool letters = code.size() == 3 &&
                         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letters) {
      lists.findings.add(
          *list, row, "iso639_3",
          say("“{value}” is not a code of three small letters, like ara or swe.").with("value", code));
      continue;
    }
    if (!lists.is_first(once, *list, row, "iso639_3", code)) continue;
    if (!lists.is_written(*list, row, list->cell(row, "name_sv").empty() ? "name_en" : "name_sv")) continue;
    const auto [at, added] = known.try_emplace(code, languages.size());
    if (added) languages.push_back({code, list->cell(row, "iso639_1"), {}, {}, {}});
    auto& language = languages[at->second];
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (language.name[i].empty()) language.name[i] = list->cell(row, columns[i]);
    for (const auto& header : list->headers()) {
      if (!header.starts_with("name_") && header != "autonym") continue;
      language.also_listed.push_back(list->cell(row, header));
      for (auto& name : parts_of(list->cell(row, header), "/"))
        language.also_listed.push_back(std::move(name));
    }
  }
  return languages;
}

}  // namespace parvis::occupations
