#include <algorithm>
#include <map>

#include "domain/people/several.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr Word<Level> cefr_words[] = {
    {"a1", Level::a1},  {"a2", Level::a2},  {"b1", Level::b1},  {"b2", Level::b2},
    {"c1", Level::c1},  {"c2", Level::c2},  {"a1+", Level::a1}, {"a2+", Level::a2},
    {"b1+", Level::b1}, {"b2+", Level::b2}, {"c1+", Level::c1},
};

/// Loose words stand low on the scale: who speaks better than was written loses less than who was promised more.
constexpr Word<Level> language_level_words[] = {
    {"modersmål", Level::native},
    {"som modersmål", Level::native},
    {"förstaspråk", Level::native},
    {"native", Level::native},
    {"native speaker", Level::native},
    {"mother tongue", Level::native},
    {"first language", Level::native},
    {"flytande", Level::c1},
    {"mycket god", Level::c1},
    {"mycket goda", Level::c1},
    {"mycket goda kunskaper", Level::c1},
    {"mycket bra", Level::c1},
    {"utmärkt", Level::c1},
    {"avancerad", Level::c1},
    {"avancerat", Level::c1},
    {"fluent", Level::c1},
    {"very good", Level::c1},
    {"excellent", Level::c1},
    {"advanced", Level::c1},
    {"god", Level::b2},
    {"goda", Level::b2},
    {"goda kunskaper", Level::b2},
    {"bra", Level::b2},
    {"arbetsspråk", Level::b2},
    {"good", Level::b2},
    {"working language", Level::b2},
    {"medel", Level::b1},
    {"mellannivå", Level::b1},
    {"hyfsad", Level::b1},
    {"hyfsat", Level::b1},
    {"ganska bra", Level::b1},
    {"ganska god", Level::b1},
    {"vardaglig", Level::b1},
    {"intermediate", Level::b1},
    {"fairly good", Level::b1},
    {"conversational", Level::b1},
    {"lite", Level::a2},
    {"litet", Level::a2},
    {"viss", Level::a2},
    {"vissa kunskaper", Level::a2},
    {"grundläggande", Level::a2},
    {"grunder", Level::a2},
    {"elementär", Level::a2},
    {"basic", Level::a2},
    {"a little", Level::a2},
    {"little", Level::a2},
    {"some", Level::a2},
    {"elementary", Level::a2},
    {"nybörjare", Level::a1},
    {"nybörjarnivå", Level::a1},
    {"beginner", Level::a1},
};

/// sfi: A is A1 begun, B A1 reached, C A2 reached, D B1 reached (the syllabus' own comparison with CEFR). A
/// course that is being read counts as that course.
constexpr Word<Level> sfi_words[] = {
    {"a", Level::a1},  {"b", Level::a1},  {"c", Level::a2},  {"d", Level::b1},
    {"1a", Level::a1}, {"1b", Level::a1}, {"1c", Level::a2}, {"1d", Level::b1},
    {"2a", Level::a1}, {"2b", Level::a1}, {"2c", Level::a2}, {"2d", Level::b1},
    {"3a", Level::a1}, {"3b", Level::a1}, {"3c", Level::a2}, {"3d", Level::b1},
};

/// Svenska som andraspråk: the basic course starts where sfi D ends; course 3 opens the university (as Tisus).
constexpr Word<Level> swedish_words[] = {
    {"sas g", Level::b1},
    {"sas grund", Level::b1},
    {"sas grundläggande", Level::b1},
    {"svenska som andraspråk grund", Level::b1},
    {"svenska som andraspråk grundläggande", Level::b1},
    {"grundläggande svenska som andraspråk", Level::b1},
    {"sva grund", Level::b1},
    {"sas", Level::b1},
    {"sva", Level::b1},
    {"svenska som andraspråk", Level::b1},
    {"swedish as a second language", Level::b1},
    {"sas 1", Level::b2},
    {"sas 2", Level::b2},
    {"sva 1", Level::b2},
    {"sva 2", Level::b2},
    {"svenska som andraspråk 1", Level::b2},
    {"svenska som andraspråk 2", Level::b2},
    {"swedish as a second language 1", Level::b2},
    {"swedish as a second language 2", Level::b2},
    {"sas 3", Level::c1},
    {"sva 3", Level::c1},
    {"svenska som andraspråk 3", Level::c1},
    {"swedish as a second language 3", Level::c1},
    {"tisus", Level::c1},
    {"ingen", Level::none},
    {"inga", Level::none},
    {"inget", Level::none},
    {"ingen svenska", Level::none},
    {"ingen alls", Level::none},
    {"inga kunskaper", Level::none},
    {"inte alls", Level::none},
    {"none", Level::none},
    {"no swedish", Level::none},
    {"not at all", Level::none},
};

constexpr std::string_view no_least_level_words[] = {
    "inget krav", "inga krav", "spelar ingen roll", "no requirement", "no requirements", "any level", "any",
};

/// Words that may stand around the course or the level.
constexpr std::string_view around_swedish[] = {
    "sfi",   "kurs",  "course",   "studieväg", "spår",    "nivå",    "level",
    "cefr",  "läser", "pågående", "avslutad",  "klar",    "godkänd", "minst",
    "lägst", "at",    "least",    "svenska",   "swedish", "reading", "completed",
};

std::string joined(const std::vector<std::string>& words, std::size_t first, std::size_t last) {
  std::string text;
  for (auto i = first; i < last; ++i) {
    if (!text.empty()) text += ' ';
    text += words[i];
  }
  return text;
}

/// Two levels ("B1/B2"): the lower one is sure.
template <class Meaning>
std::optional<Level> lowest_of(const std::vector<std::string>& words, Meaning meaning) {
  std::optional<Level> lowest;
  for (const auto& word : words) {
    const std::optional<Level> level = meaning(word);
    if (!level) return std::nullopt;
    lowest = lowest ? std::min(*lowest, *level) : *level;
  }
  return lowest;
}

std::optional<Level> language_level(std::string_view folded_text) {
  if (const auto level = meaning_of(cefr_words, folded_text)) return level;
  if (const auto level = meaning_of(language_level_words, folded_text)) return level;
  return lowest_of(parts_of(folded_text, " "), [](const std::string& word) -> std::optional<Level> {
    return meaning_of(cefr_words, word);
  });
}

std::optional<Level> swedish_level(std::string_view cell) {
  const auto whole = folded(cell);
  if (const auto level = meaning_of(swedish_words, whole)) return level;
  if (const auto level = language_level(whole)) return level;
  std::vector<std::string> left;
  bool sfi = false;
  for (auto& word : parts_of(whole, " ")) {
    sfi = sfi || word == "sfi";
    const bool around =
        std::find(std::begin(around_swedish), std::end(around_swedish), word) != std::end(around_swedish);
    if (!around) left.push_back(std::move(word));
  }
  if (left.empty()) return std::nullopt;
  const auto rest = joined(left, 0, left.size());
  // "Ingen sfi" says nothing about how much Swedish is spoken.
  if (!sfi) {
    if (const auto level = meaning_of(swedish_words, rest)) return level;
    if (const auto level = language_level(rest)) return level;
  }
  return lowest_of(left, [](const std::string& word) -> std::optional<Level> {
    if (const auto level = meaning_of(sfi_words, word)) return level;
    return meaning_of(cefr_words, word);
  });
}

struct PartRead {
  std::string iso;             ///< empty: the part was a level alone
  std::optional<Level> level;  ///< empty: the part was a language alone
};

/// "engelska B2", "B2 engelska", "modersmål: arabiska", "somaliska", or a level alone.
std::optional<PartRead> read_part(const std::string& part, const occupations::Taxonomy& taxonomy) {
  if (auto iso = taxonomy.find_language(part)) return PartRead{std::move(*iso), std::nullopt};
  const auto words = parts_of(folded(part), " ");
  if (words.empty() || words.size() > 12) return std::nullopt;
  if (const auto level = language_level(joined(words, 0, words.size()))) return PartRead{{}, level};
  for (auto cut = words.size() - 1; cut >= 1; --cut) {
    const auto level = language_level(joined(words, cut, words.size()));
    if (!level) continue;
    if (auto iso = taxonomy.find_language(joined(words, 0, cut))) return PartRead{std::move(*iso), level};
  }
  for (std::size_t cut = 1; cut < words.size(); ++cut) {
    const auto level = language_level(joined(words, 0, cut));
    if (!level) continue;
    if (auto iso = taxonomy.find_language(joined(words, cut, words.size())))
      return PartRead{std::move(*iso), level};
  }
  if (auto iso = taxonomy.find_language(joined(words, 0, words.size())))
    return PartRead{std::move(*iso), std::nullopt};
  return std::nullopt;
}

}  // namespace

Reading<Level> read_swedish(std::string_view cell) {
  if (const auto level = swedish_level(cell)) return *level;
  return no(say("The level of Swedish cannot be read. Write for example sfi C, B1, native or none."));
}

Reading<Level> read_least_swedish(std::string_view cell) {
  const auto whole = folded(cell);
  for (const auto word : no_least_level_words)
    if (word == whole) return Level::none;
  const auto level = swedish_level(cell);
  if (level && *level != Level::none) return *level;
  return no(say("The least level of Swedish cannot be read. Write for example sfi C, B1 or no requirement."));
}

Reading<std::vector<SpokenLanguage>> read_languages(std::string_view cell,
                                                    const occupations::Taxonomy& taxonomy,
                                                    std::optional<Level> otherwise) {
  std::vector<SpokenLanguage> languages;
  const auto unreadable = [](const std::string& part) {
    return no(say("The language “{part}” is not known. Write for example Arabic (native), English B2.")
                  .with("part", part));
  };
  for (const auto& part : parts_of(cell, ",;/&|\n")) {
    // "Arabiska och engelska" is two, unless a language is called so.
    std::vector<std::string> pieces = {part};
    if (!read_part(part, taxonomy)) pieces = split_at_and(part);
    for (const auto& piece : pieces) {
      auto read = read_part(piece, taxonomy);
      if (!read) return unreadable(piece);
      if (!read->iso.empty()) {
        languages.push_back({std::move(read->iso), read->level});
        continue;
      }
      // A level alone belongs to the language before it: "engelska, flytande", "engelska B1/B2".
      if (languages.empty()) return unreadable(piece);
      auto& before = languages.back().level;
      before = before ? std::min(*before, *read->level) : *read->level;
    }
  }
  if (languages.empty()) return unreadable(std::string(cell));
  std::map<std::string, std::optional<Level>> by_code;
  for (auto& language : languages) {
    if (!language.level) language.level = otherwise;
    auto& level = by_code[language.iso639_3];
    level = std::max(level, language.level);
  }
  std::vector<SpokenLanguage> each_once;
  each_once.reserve(by_code.size());
  for (const auto& [code, level] : by_code) each_once.push_back({code, level});
  return each_once;
}

void collect_level_words(std::vector<std::string_view>& words) {
  for (const auto& word : cefr_words) words.push_back(word.text);
  for (const auto& word : language_level_words) words.push_back(word.text);
  for (const auto& word : sfi_words) words.push_back(word.text);
  for (const auto& word : swedish_words) words.push_back(word.text);
  words.insert(words.end(), std::begin(no_least_level_words), std::end(no_least_level_words));
  words.insert(words.end(), std::begin(around_swedish), std::end(around_swedish));
}

}  // namespace parvis::people
