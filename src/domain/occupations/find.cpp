// From a title as someone wrote it to the groups it names. Settled is only what is known as such; what merely looks
// alike or holds the same word becomes a suggestion, and a person decides.
#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>

#include "domain/occupations/data.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

constexpr std::size_t most_suggestions = 5;
// A word that so many titles hold says nothing: "och", "manager", "عامل".
constexpr std::size_t most_titles_of_a_word = 1'500;
constexpr std::size_t longest_cell = 500;

class Search {
 public:
  explicit Search(const Image& image) : image_(image) {}

  std::optional<Occupation> title(std::string_view written) const {
    const auto key = title_key(written);
    if (key.empty()) return std::nullopt;
    const auto at =
        row_with(image_.titles, [&](const TitleIndexRow& row) { return image_.text(row.key); }, key);
    if (at < image_.titles.size()) return of_row(at, written);
    return in_another_order(key, written);
  }

  /// Near spellings of `part`, which is what is not understood, then what holds the words of the whole.
  std::vector<Suggestion> suggestions(std::string_view part, std::string_view whole) const {
    std::vector<std::size_t> titles;
    add_near_spellings(title_key(part), titles);
    if (titles.size() < most_suggestions) add_holding_words(title_key(whole), titles);
    std::vector<Suggestion> out;
    for (const auto at : titles) {
      auto occupation = of_row(at, image_.text(image_.titles[at].shown));
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const auto& other) { return other.title == occupation.title; });
      if (!known) out.push_back({std::move(occupation.title), std::move(occupation.groups)});
      if (out.size() == most_suggestions) break;
    }
    return out;
  }

  std::optional<Occupation> isco(int code, std::string_view written) const {
    for (std::size_t i = 0; i < image_.isco.size(); ++i)
      if (image_.isco[i].code == static_cast<std::uint32_t>(code)) {
        const auto occupation = Occupation{groups_in(image_.isco[i].groups), {}, std::string(written)};
        return occupation.groups.empty() ? std::nullopt : std::optional(occupation);
      }
    return std::nullopt;
  }

 private:
  std::vector<Ssyk> groups_in(Range range) const {
    std::vector<Ssyk> groups;
    for (std::size_t i = 0; i < range.count; ++i)
      groups.push_back(ssyk_numbered(image_.group_numbers[range.at + i]));
    return groups;
  }

  Occupation of_row(std::size_t at, std::string_view written) const {
    const auto row = image_.titles[at];
    Occupation occupation{groups_in(row.groups), {}, std::string(written)};
    for (std::size_t i = 0; i < row.concepts.count; ++i)
      occupation.concepts.push_back(image_.concept_numbers[row.concepts.at + i]);
    return occupation;
  }

  std::optional<Occupation> in_another_order(const std::string& key, std::string_view written) const {
    const auto order = word_order_key(key);
    const auto key_of = [&](const OrderRow& row) { return image_.text(row.key); };
    std::optional<Occupation> found;
    for (auto at = row_with(image_.orders, key_of, order);
         at < image_.orders.size() && key_of(image_.orders[at]) == order; ++at) {
      const auto one = of_row(image_.orders[at].title, written);
      found = found ? merged(*found, one) : one;
    }
    return found;
  }

  // The shorter the word, the fewer slips are still the same word.
  static int most_slips(std::size_t letters) {
    if (letters < 4) return 0;
    if (letters < 6) return 1;
    return letters < 12 ? 2 : 3;
  }

  void add_near_spellings(const std::string& key, std::vector<std::size_t>& titles) const {
    std::u32string wanted, letters;
    code_points_into(key, wanted);
    const int limit = most_slips(wanted.size());
    if (limit == 0) return;
    const auto bag = letter_bag(wanted);
    std::vector<std::pair<int, std::size_t>> near;
    for (std::size_t at = 0; at < image_.titles.size(); ++at) {
      const auto row = image_.titles[at];
      const auto gap = static_cast<std::int64_t>(row.letters) - static_cast<std::int64_t>(wanted.size());
      if (gap > limit || -gap > limit) continue;
      if (std::popcount(bag & ~row.bag) > limit || std::popcount(row.bag & ~bag) > limit) continue;
      code_points_into(image_.text(row.key), letters);
      if (const int slips = edit_distance(wanted, letters, limit); slips <= limit)
        near.emplace_back(slips, at);
    }
    std::sort(near.begin(), near.end());
    for (const auto& [slips, at] : near) titles.push_back(at);
  }

  // Most of the wanted words first, then the titles that say the least besides.
  void add_holding_words(const std::string& key, std::vector<std::size_t>& titles) const {
    auto words = words_of(key);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::map<std::uint32_t, int> held;
    for (const auto& word : words) {
      const auto at = row_with(image_.words, [&](const WordRow& row) { return image_.text(row.word); }, word);
      if (at == image_.words.size() || word.size() < 2) continue;
      const auto range = image_.words[at].titles;
      if (range.count > most_titles_of_a_word) continue;
      for (std::size_t i = 0; i < range.count; ++i) ++held[image_.word_numbers[range.at + i]];
    }
    std::vector<std::tuple<int, std::uint32_t, std::uint32_t>> ranked;
    for (const auto& [title, count] : held) ranked.emplace_back(-count, image_.titles[title].letters, title);
    const auto enough = std::min(ranked.size(), 2 * most_suggestions);
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(enough), ranked.end());
    ranked.resize(enough);
    for (const auto& [count, letters, title] : ranked)
      if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
  }

  const Image& image_;
};

struct Code {
  int number = 0;
  bool isco = false, ssyk = false;  ///< said so: "ISCO 2221", "SSYK 2221"
};
// "7212", "SSYK 7212", "SSYK2012: 7212", "ISCO-08 7212".
std::optional<Code> code_in(std::string_view written) {
  auto key = title_key(written);
  Code code;
  for (const std::string_view name : {"ssyk 2012 ", "ssyk2012 ", "ssyk ", "ssyk"})
    if (key.starts_with(name)) {
      code.ssyk = true;
      key.erase(0, name.size());
      break;
    }
  for (const std::string_view name : {"isco 08 ", "isco08 ", "isco ", "isco"})
    if (!code.ssyk && key.starts_with(name)) {
      code.isco = true;
      key.erase(0, name.size());
      break;
    }
  const auto group = Ssyk::from(key);
  if (!group) return std::nullopt;
  code.number = group->number();
  return code;
}

class Reading {
 public:
  Reading(const Taxonomy& taxonomy, const Image& image) : taxonomy_(taxonomy), search_(image) {}

  TitleAnswer cell(std::string_view written) const {
    if (auto one = single(written)) return {std::move(one), {}};
    const auto parts = parts_of(written, ";/\n");
    if (parts.size() == 1) return commas(parts[0]);
    std::optional<Occupation> all;
    for (const auto& part : parts) {
      auto answer = commas(part);
      if (!answer.occupation) return answer;
      all = all ? merged(*all, *answer.occupation) : *answer.occupation;
    }
    if (all) all->title = std::string(written);
    return {std::move(all), {}};
  }

 private:
  std::optional<Occupation> single(std::string_view written) const {
    if (const auto code = code_in(written)) return of_code(*code, written);
    if (auto title = search_.title(written)) return title;
    return code_and_title(written);
  }

  // "7212 Svetsare": the code decides, unless the title is known to be something else.
  std::optional<Occupation> code_and_title(std::string_view written) const {
    const auto group = Ssyk::from(written.substr(0, 4));
    if (!group || !taxonomy_.knows(*group) || written.size() < 6) return std::nullopt;
    const auto rest = trimmed(written.substr(4));
    if (rest.size() == written.size() - 4 && !rest.starts_with(':') && !rest.starts_with(',') &&
        !rest.starts_with('-'))
      return std::nullopt;
    Occupation occupation{{*group}, {}, std::string(written)};
    if (const auto title = search_.title(rest)) {
      if (std::find(title->groups.begin(), title->groups.end(), *group) == title->groups.end())
        return std::nullopt;
      occupation.concepts = title->concepts;
    }
    return occupation;
  }

  std::optional<Occupation> of_code(const Code& code, std::string_view written) const {
    const auto group = ssyk_numbered(code.number);
    if (!code.isco && taxonomy_.knows(group)) return Occupation{{group}, {}, std::string(written)};
    if (code.ssyk) return std::nullopt;
    return search_.isco(code.number, written);
  }

  // "Kock, bagare" is two titles, "Snickare, möbel" would be one: the whole is tried first.
  TitleAnswer commas(std::string_view written) const {
    if (auto one = single(written)) return {std::move(one), {}};
    const auto parts = parts_of(written, ",،");
    std::optional<Occupation> all;
    for (const auto& part : parts) {
      auto one = single(part);
      if (!one) return {std::nullopt, search_.suggestions(part, written)};
      all = all ? merged(*all, *one) : *one;
    }
    if (!all) return {std::nullopt, search_.suggestions(written, written)};
    all->title = std::string(written);
    return {std::move(all), {}};
  }

  const Taxonomy& taxonomy_;
  Search search_;
};

}  // namespace

TitleAnswer Taxonomy::find(std::string_view written) const {
  const auto text = trimmed(written);
  if (text.empty() || text.size() > longest_cell) return {};
  return Reading(*this, data_->image).cell(text);
}

}  // namespace parvis::occupations
