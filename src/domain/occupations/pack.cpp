#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "domain/occupations/image.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

// A word that stands for more groups than this ("projektledare", 25 of them) says too little to be kept as a set.
// The widest that a programme still means by one word are "sjuksköterska" and "civilingenjör", 14 each.
constexpr std::size_t most_groups_of_a_word = 16;

struct Entry {
  std::string shown;
  std::set<int> named;         ///< by a title that is exactly this
  std::set<int> headed;        ///< by titles for which this is the head
  int heads = 0;               ///< how firmly: 2 is enough
  bool names_several = false;  ///< a list says so
  std::set<std::uint32_t> rows;
};

class Packer {
 public:
  explicit Packer(const Source& source) : source_(source) {}

  std::string bytes() {
    collect_titles();
    write_titles();
    write_groups();
    write_lists();
    write_languages();
    write_districts();
    return in_sections({texts_, groups_, fields_, wider_, titles_, orders_, words_, group_numbers_,
                        concept_numbers_, word_numbers_, isco_, pairs_, languages_, language_names_,
                        districts_, district_names_});
  }

 private:
  Text text(const std::string& value) {
    const auto [at, added] = places_.try_emplace(value);
    if (added) {
      at->second = {static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(value.size())};
      texts_ += value;
    }
    return at->second;
  }
  std::array<Text, languages_shown> texts(const InLanguages& values) {
    std::array<Text, languages_shown> out;
    for (std::size_t i = 0; i < values.size(); ++i) out[i] = text(values[i]);
    return out;
  }
  template <class Row>
  static void append(std::string& section, const Row& row) {
    static_assert(std::is_trivially_copyable_v<Row> && std::has_unique_object_representations_v<Row>);
    section.append(reinterpret_cast<const char*>(&row), sizeof row);
  }
  template <class Number>
  static Range append_all(std::string& section, const auto& numbers) {
    const Range range{static_cast<std::uint32_t>(section.size() / sizeof(Number)),
                      static_cast<std::uint32_t>(std::size(numbers))};
    for (const auto number : numbers) append(section, static_cast<Number>(number));
    return range;
  }

  void collect_titles() {
    for (std::uint32_t n = 0; n < source_.rows.size(); ++n) {
      const auto& row = source_.rows[n];
      for (const auto& title : row.titles) {
        auto key = title_key(title.text);
        if (key.empty() || row.groups.empty()) continue;
        auto& entry = entries_[std::move(key)];
        if (entry.shown.empty()) entry.shown = title.text;
        entry.named.insert(row.groups.begin(), row.groups.end());
        entry.names_several |= row.kind == RowKind::several;
        if (row.titles.size() > 1) entry.rows.insert(n);
      }
      collect_heads(row);
    }
  }
  // One row speaks once for a head, however many titles it has: "PhD student" and "doctoral student" do not make
  // "student" an occupation.
  void collect_heads(const TitleRow& row) {
    std::map<std::string, int> heads;
    for (const auto& title : row.titles) {
      if (row.kind == RowKind::group_title) {
        for (auto& listed : listed_in_group_title(title.text, title.language)) heads[std::move(listed)] = 2;
        continue;
      }
      for (auto& head : heads_of(title.text, title.language)) {
        auto& firmly = heads[std::move(head.key)];
        firmly = std::max(firmly, head.by_comma ? 2 : 1);
      }
    }
    for (const auto& [head, firmly] : heads) add_head(head, row, firmly);
  }
  void add_head(const std::string& head, const TitleRow& row, int firmly) {
    auto& entry = entries_[head];
    entry.headed.insert(row.groups.begin(), row.groups.end());
    entry.heads += firmly;
  }

  static std::set<int> groups_of(const Entry& entry) {
    if (entry.named.empty()) {
      const bool clear = entry.heads >= 2 && entry.headed.size() <= most_groups_of_a_word;
      return clear ? entry.headed : std::set<int>{};
    }
    auto groups = entry.named;
    if (entry.names_several) {
      groups.insert(entry.headed.begin(), entry.headed.end());
      if (groups.size() > most_groups_of_a_word) return entry.named;
    }
    return groups;
  }

  void write_titles() {
    std::map<std::string, std::set<std::uint32_t>> by_order, by_word;
    std::erase_if(entries_, [](const auto& item) { return groups_of(item.second).empty(); });
    const auto title_count = static_cast<std::uint32_t>(entries_.size());
    std::uint32_t number = 0;
    std::u32string letters;
    for (const auto& [key, entry] : entries_) {
      code_points_into(key, letters);
      TitleIndexRow row;
      row.key = text(key);
      row.shown = text(entry.shown.empty() ? key : entry.shown);
      row.groups = append_all<std::uint16_t>(group_numbers_, groups_of(entry));
      // A text is a concept, and so is a row of several titles; the numbers of the rows follow those of the texts.
      std::set<std::uint32_t> concepts{number};
      for (const auto source_row : entry.rows) concepts.insert(title_count + source_row);
      row.concepts = append_all<std::uint32_t>(concept_numbers_, concepts);
      row.bag = letter_bag(letters);
      row.letters = static_cast<std::uint32_t>(letters.size());
      append(titles_, row);
      const auto words = words_of(key);
      if (words.size() > 1) by_order[word_order_key(key)].insert(number);
      for (const auto& word : words) by_word[word].insert(number);
      ++number;
    }
    for (const auto& [order, titles] : by_order)
      for (const auto title : titles) append(orders_, OrderRow{text(order), title, 0});
    for (const auto& [word, titles] : by_word)
      append(words_, WordRow{text(word), append_all<std::uint32_t>(word_numbers_, titles)});
  }

  void write_groups() {
    auto groups = source_.groups;
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    for (const auto& group : groups)
      append(groups_,
             GroupRow{static_cast<std::uint16_t>(group.code), static_cast<std::uint16_t>(group.field + 1),
                      static_cast<std::uint16_t>(group.profession), 0, texts(group.title)});
    for (const auto& field : source_.fields) append(fields_, NameRow{0, 0, texts(field)});
    auto wider = source_.wider_groups;
    std::sort(wider.begin(), wider.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    for (const auto& group : wider)
      append(wider_, NameRow{static_cast<std::uint32_t>(group.code), 0, texts(group.title)});
  }

  void write_lists() {
    std::map<int, std::set<int>> isco;
    for (const auto& [from, to] : source_.isco_to_ssyk) isco[from].insert(to);
    for (const auto& [code, groups] : isco)
      append(isco_,
             IscoRow{static_cast<std::uint32_t>(code), 0, append_all<std::uint16_t>(group_numbers_, groups)});
    for (const auto& pair : source_.pairs)
      append(pairs_,
             PairRow{static_cast<std::uint16_t>(pair.first), static_cast<std::uint16_t>(pair.second),
                     static_cast<std::uint16_t>(pair.percent), static_cast<std::uint16_t>(pair.rank)});
  }

  // Names before codes, because "Mon" is a language and "mon" the code of another.
  void write_languages() {
    auto languages = source_.languages;
    std::sort(languages.begin(), languages.end(),
              [](const auto& a, const auto& b) { return a.iso639_3 < b.iso639_3; });
    std::map<std::string, std::uint32_t> names;
    const auto add_all = [&](auto&& names_of) {
      for (std::uint32_t n = 0; n < languages.size(); ++n)
        for (const auto& name : names_of(languages[n]))
          if (const auto key = title_key(name); !key.empty()) names.try_emplace(key, n);
    };
    add_all([](const SourceLanguage& language) { return language.name; });
    add_all([](const SourceLanguage& language) { return language.also; });
    add_all([](const SourceLanguage& language) { return language.also_listed; });
    add_all([](const SourceLanguage& language) { return std::array{language.iso639_1, language.iso639_3}; });
    for (const auto& language : languages)
      append(languages_, LanguageRow{text(language.iso639_3), texts(language.name)});
    for (const auto& [name, row] : names) append(language_names_, KeyRow{text(name), row, 0});
  }

  void write_districts();

  const Source& source_;
  std::map<std::string, Entry> entries_;
  std::unordered_map<std::string, Text> places_;
  std::string texts_, groups_, fields_, wider_, titles_, orders_, words_, group_numbers_, concept_numbers_,
      word_numbers_, isco_, pairs_, languages_, language_names_, districts_, district_names_;
};

std::string in_lines(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& line : list) {
    if (!out.empty()) out += '\n';
    out += line;
  }
  return out;
}

// Whole names first. A part of a name with hyphens ("Kista" of Rinkeby-Kista, "Hägersten") is understood when every
// district of today in whose names it stands, today's or former, is the same: "Upplands" of Upplands-Bro is not,
// because of Upplands Väsby.
void Packer::write_districts() {
  std::map<std::string, std::uint32_t> names;
  std::set<std::string> parts;
  std::map<std::string, std::set<std::uint32_t>> stands_in;
  std::vector<District> districts;
  for (const auto& [district, municipality] : source_.districts) districts.push_back(district);
  for (std::uint32_t n = 0; n < districts.size(); ++n) names.try_emplace(title_key(districts[n].name), n);
  for (std::uint32_t n = 0; n < districts.size(); ++n)
    for (const auto& former : districts[n].former_names) names.try_emplace(title_key(former), n);
  for (std::uint32_t n = 0; n < districts.size(); ++n) {
    auto all = districts[n].former_names;
    all.push_back(districts[n].name);
    for (const auto& name : all) {
      for (const auto& word : words_of(title_key(name))) stands_in[word].insert(n);
      for (const auto& part : parts_of(name, "-")) {
        parts.insert(title_key(part));
        stands_in[title_key(part)].insert(n);
      }
    }
  }
  for (const auto& part : parts)
    if (const auto& leads_to = stands_in[part]; leads_to.size() == 1)
      names.try_emplace(part, *leads_to.begin());
  for (const auto& district : districts)
    append(districts_, DistrictRow{text(district.name), text(in_lines(district.former_names)),
                                   text(in_lines(district.neighbours))});
  for (const auto& [name, row] : names) append(district_names_, KeyRow{text(name), row, 0});
}

}  // namespace

std::string packed(const Source& source) {
  return Packer(source).bytes();
}

void set_professions(std::vector<SourceGroup>& groups, const std::vector<std::vector<int>>& professions) {
  std::map<int, int> same_as;  // group → the smallest group found within the same profession
  const auto first_of = [&](int group) {
    while (same_as.contains(group) && same_as[group] != group) group = same_as[group];
    return group;
  };
  for (const auto& profession : professions)
    for (const int group : profession) {
      const int a = first_of(profession.front()), b = first_of(group);
      same_as.try_emplace(group, group);
      same_as[a] = std::min(a, b);
      same_as[b] = std::min(a, b);
    }
  std::map<int, int> ids;
  for (const auto& [group, unused] : same_as)
    ids.try_emplace(first_of(group), static_cast<int>(ids.size()) + 1);
  for (auto& group : groups)
    if (same_as.contains(group.code)) group.profession = ids[first_of(group.code)];
}

}  // namespace parvis::occupations
