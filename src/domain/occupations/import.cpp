// A folder of open classifications becomes one compact file. What is wrong is told with file, row and column; what
// would make answers wrong forbids the file, what only leaves out a row or a cell is told.
#include <algorithm>
#include <map>
#include <set>

#include "domain/occupations/image.hpp"
#include "domain/occupations/import_lists.hpp"
#include "domain/occupations/sheets.hpp"
#include "domain/occupations/source.hpp"
#include "platform/base/fold.hpp"

namespace parvis::occupations {
namespace {

using formats::Row;
using Effect = Findings::Effect;

constexpr auto ssyk_file = "occupations_ssyk2012.csv";
constexpr auto isco_file = "occupations_isco08.csv";
constexpr auto jobtech_file = "jobtech_ssyk4.csv";

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

class Import {
 public:
  explicit Import(const std::string& folder) : lists_(folder) {}

  Imported run() {
    read_groups();
    read_isco();
    read_fields();
    add_starter_titles();
    read_titles();
    read_esco();
    read_nearness();
    source_.languages = languages_in(lists_);
    source_.districts = districts_in(lists_);
    read_professions();

    Imported imported;
    if (!lists_.findings.forbid()) {
      imported.bytes = packed(source_);
      if (const auto image = opened(imported.bytes)) report_.titles = static_cast<int>(image->titles.size());
    }
    report_.occupations = static_cast<int>(source_.groups.size());
    report_.nearness_pairs = static_cast<int>(source_.pairs.size());
    report_.languages = static_cast<int>(source_.languages.size());
    report_.districts = static_cast<int>(source_.districts.size());
    report_.findings = std::move(lists_.findings).list();
    imported.report = std::move(report_);
    return imported;
  }

 private:
  /// A code of `known`, which is what `list` holds.
  std::optional<int> known_code(const Sheet& sheet, const Row& row, std::string_view column,
                                const std::string& code, const std::set<std::string>& known,
                                std::string_view list, Effect effect = Effect::forbids) {
    if (code.size() == 4 && known.contains(code)) return number_in(code);
    lists_.findings.add(
        sheet, row, column,
        say("“{value}” is not among the codes of four digits in {file}. Write one of those, with its "
            "leading zeros, like 0110 or 7212.")
            .with("value", code)
            .with("file", std::string(list)),
        effect);
    return std::nullopt;
  }
  std::vector<int> known_codes(const Sheet& sheet, const Row& row, std::string_view column) {
    std::vector<int> codes;
    for (const auto& code : parts_of(sheet.cell(row, column), ";"))
      if (const auto known = known_code(sheet, row, column, code, ssyk_, ssyk_file)) codes.push_back(*known);
    return codes;
  }

  // Every digit is one level, and the group above is the code without its last digit: so no ring can arise.
  bool fits_hierarchy(const Sheet& sheet, const Row& row, Once& once) {
    const auto &code = sheet.cell(row, "code"), &level = sheet.cell(row, "level"),
               &parent = sheet.cell(row, "parent");
    if (!all_digits(code) || code.size() > 4) {
      lists_.findings.add(
          sheet, row, "code",
          say("“{value}” is not a code. Write one to four digits, like 7212.").with("value", code));
      return false;
    }
    if (!lists_.is_first(once, sheet, row, "code", code)) return false;
    if (level != std::to_string(code.size()))
      lists_.findings.add(sheet, row, "level",
                          say("A code of {digits} digits has the level {digits}; here stands “{value}”.")
                              .with("digits", static_cast<std::int64_t>(code.size()))
                              .with("value", level));
    const auto above = code.substr(0, code.size() - 1);
    if (parent != above)
      lists_.findings.add(
          sheet, row, "parent",
          above.empty() ? say("Nothing stands above {code}. Leave the cell empty; here stands “{value}”.")
                              .with("code", code)
                              .with("value", parent)
                        : say("The group above {code} is {above}; here stands “{value}”.")
                              .with("code", code)
                              .with("above", above)
                              .with("value", parent));
    return true;
  }
  /// All codes of the list, after telling of those whose group above is missing.
  std::set<std::string> codes_of(const Sheet& sheet) {
    Once once;
    std::set<std::string> codes;
    for (const auto& row : sheet.rows())
      if (fits_hierarchy(sheet, row, once)) codes.insert(sheet.cell(row, "code"));
    for (const auto& row : sheet.rows()) {
      const auto& parent = sheet.cell(row, "parent");
      if (!parent.empty() && !codes.contains(parent))
        lists_.findings.add(sheet, row, "parent",
                            say("The group {value} is not in this file. Add its row.").with("value", parent));
    }
    return codes;
  }

  void read_groups() {
    const auto list =
        lists_.sheet(ssyk_file, Need::required, {"code", "title_sv", "title_en", "level", "parent"});
    if (!list) return;
    ssyk_ = codes_of(*list);
    std::set<std::string> taken;
    for (const auto& row : list->rows()) {
      const auto& code = list->cell(row, "code");
      if (!ssyk_.contains(code) || !taken.insert(code).second || !lists_.is_written(*list, row, "title_sv"))
        continue;
      const InLanguages title{list->cell(row, "title_sv"), list->cell(row, "title_en"), {}, {}};
      if (code.size() == 2) source_.wider_groups.push_back({number_in(code), title});
      if (code.size() != 4) continue;
      source_.groups.push_back({number_in(code), title, -1, 0});
      group_rows_.push_back({{}, {number_in(code)}, RowKind::group_title});
      for (const auto language : {Language::sv, Language::en})
        if (const auto& text = title[static_cast<std::size_t>(language)]; !text.empty())
          group_rows_.back().titles.push_back({text, language});
    }
    if (source_.groups.empty())
      lists_.findings.add(ssyk_file, 0, "code", say("No group of four digits is in this file."));
  }

  void read_isco() {
    const auto list = lists_.sheet(isco_file, Need::optional, {"code", "title_en", "level", "parent"});
    if (list) {
      isco_ = codes_of(*list);
      for (const auto& row : list->rows()) {
        lists_.is_written(*list, row, "title_en");
        isco_title_uk_[list->cell(row, "code")] = list->cell(row, "title_uk");
      }
    }
    const auto key = lists_.sheet("ssyk_isco.csv", Need::optional, {"ssyk", "isco"});
    if (!key) return;
    Once once;
    for (const auto& row : key->rows()) {
      const auto &from = key->cell(row, "ssyk"), &to = key->cell(row, "isco");
      const auto ssyk = known_code(*key, row, "ssyk", from, ssyk_, ssyk_file);
      if (list && !known_code(*key, row, "isco", to, isco_, isco_file)) continue;
      if (!ssyk || to.size() != 4 || !all_digits(to) ||
          !lists_.is_first(once, *key, row, "isco", from + " " + to))
        continue;
      source_.isco_to_ssyk.emplace_back(number_in(to), *ssyk);
      isco_to_ssyk_[to].push_back(*ssyk);
      ssyk_to_isco_[*ssyk].push_back(to);
    }
  }

  void read_fields() {
    const auto list =
        lists_.sheet(jobtech_file, Need::optional, {"jobtech_code", "ssyk_codes", "field_id", "field_sv"});
    if (!list) return;
    std::map<std::string, int> fields;
    std::map<int, int> field_of;
    Once once;
    for (const auto& row : list->rows()) {
      const auto &code = list->cell(row, "jobtech_code"), &id = list->cell(row, "field_id");
      if (!lists_.is_first(once, *list, row, "jobtech_code", code)) continue;
      const auto groups = known_codes(*list, row, "ssyk_codes");
      groups_of_jobtech_[code] = groups;
      if (id.empty() || !lists_.is_written(*list, row, "field_sv")) continue;
      const auto [field, added] = fields.try_emplace(id, static_cast<int>(source_.fields.size()));
      if (added) source_.fields.push_back(field_names(list->cell(row, "field_sv")));
      for (const int group : groups)
        if (const auto [at, first] = field_of.try_emplace(group, field->second);
            !first && at->second != field->second)
          lists_.findings.add(*list, row, "field_id",
                              say("The group {code} has another field further up; that one is kept.")
                                  .with("code", ssyk_text(group)),
                              Effect::told);
    }
    for (auto& group : source_.groups)
      if (const auto field = field_of.find(group.code); field != field_of.end()) group.field = field->second;
  }

  // The list has Swedish names; the starter set says some of them in the other languages.
  static InLanguages field_names(const std::string& swedish) {
    for (const auto& known : starter_source().fields)
      if (title_key(known[0]) == title_key(swedish)) return {swedish, known[1], known[2], known[3]};
    return {swedish, {}, {}, {}};
  }
  static std::string ssyk_text(int code) {
    std::string text = std::to_string(code);
    return std::string(4 - std::min<std::size_t>(4, text.size()), '0') + text;
  }

  // What was understood before the import is understood after it.
  void add_starter_titles() {
    for (auto row : starter_source().rows) {
      std::erase_if(row.groups, [&](int code) { return !ssyk_.contains(ssyk_text(code)); });
      if (!row.groups.empty()) source_.rows.push_back(std::move(row));
    }
    std::map<int, const SourceGroup*> known;
    for (const auto& group : starter_source().groups) known[group.code] = &group;
    for (auto& group : source_.groups) {
      const auto at = known.find(group.code);
      for (const auto language : {Language::en, Language::ar, Language::uk})
        if (auto& title = group.title[static_cast<std::size_t>(language)]; title.empty() && at != known.end())
          title = at->second->title[static_cast<std::size_t>(language)];
      if (group.title[3].empty()) group.title[3] = ukrainian_by_isco(group.code);
    }
  }
  // Only where the two groups are each other's only counterpart; else one title would stand for several.
  std::string ukrainian_by_isco(int code) const {
    const auto isco = ssyk_to_isco_.find(code);
    if (isco == ssyk_to_isco_.end() || isco->second.size() != 1) return {};
    if (isco_to_ssyk_.at(isco->second[0]).size() != 1) return {};
    const auto title = isco_title_uk_.find(isco->second[0]);
    return title == isco_title_uk_.end() ? std::string() : title->second;
  }

  void add_row(const std::string& text, Language language, const std::vector<int>& groups) {
    TitleRow row{{}, groups, RowKind::occupation};
    for (auto& title : alternatives_in(text, language)) row.titles.push_back({std::move(title), language});
    source_.rows.push_back(std::move(row));
  }

  void read_titles() {
    source_.rows.insert(source_.rows.end(), group_rows_.begin(), group_rows_.end());
    if (const auto list =
            lists_.sheet("occupation_names.csv", Need::optional, {"id", "label_sv", "jobtech_code"})) {
      Once once;
      for (const auto& row : list->rows()) {
        const auto &label = list->cell(row, "label_sv"), &code = list->cell(row, "jobtech_code");
        if (!lists_.is_written(*list, row, "label_sv")) continue;
        lists_.is_first(once, *list, row, "id", list->cell(row, "id"), Effect::told);
        if (const auto groups = groups_of_jobtech(*list, row, code); !groups.empty())
          add_row(label, Language::sv, groups);
      }
    }
    if (const auto list = lists_.sheet("job_titles_ssyk.csv", Need::optional, {"title_sv", "ssyk"})) {
      Once once;
      for (const auto& row : list->rows()) {
        const auto &title = list->cell(row, "title_sv"), &code = list->cell(row, "ssyk"),
                   &isco = list->cell(row, "isco");
        if (!lists_.is_written(*list, row, "title_sv")) continue;
        if (!isco_.empty() && !isco.empty())
          known_code(*list, row, "isco", isco, isco_, isco_file, Effect::told);
        const auto group = known_code(*list, row, "ssyk", code, ssyk_, ssyk_file);
        if (group && lists_.is_first(once, *list, row, "title_sv", title + "\n" + code, Effect::told))
          add_row(title, Language::sv, {*group});
      }
    }
  }
  // Some names are so new that no group is known: they are left out. Without the list of groups, the code is SSYK's.
  std::vector<int> groups_of_jobtech(const Sheet& list, const Row& row, const std::string& code) {
    if (code.empty()) return {};
    if (const auto groups = groups_of_jobtech_.find(code); groups != groups_of_jobtech_.end())
      return groups->second;
    if (groups_of_jobtech_.empty())
      return code.size() == 4 && ssyk_.contains(code) ? std::vector{number_in(code)} : std::vector<int>{};
    lists_.findings.add(
        list, row, "jobtech_code",
        say("“{value}” is not a code of {file}.").with("value", code).with("file", jobtech_file));
    return {};
  }

  void read_esco() {
    const auto list = lists_.sheet("esco_occupations.csv", Need::optional, {"code", "isco", "title_en"});
    if (!list) return;
    constexpr std::array columns{std::pair{"title_en", Language::en}, std::pair{"title_uk", Language::uk},
                                 std::pair{"title_ar", Language::ar}};
    Once once;
    for (const auto& row : list->rows()) {
      const auto& isco = list->cell(row, "isco");
      if (!lists_.is_first(once, *list, row, "code", list->cell(row, "code"))) continue;
      if (!isco_.empty() && !known_code(*list, row, "isco", isco, isco_, isco_file)) continue;
      if (!lists_.is_written(*list, row, "title_en")) continue;
      const auto groups = isco_to_ssyk_.find(isco);
      if (groups == isco_to_ssyk_.end()) continue;  // some groups of ISCO have no counterpart
      TitleRow titles{{}, groups->second, RowKind::occupation};
      for (const auto& [column, language] : columns)
        if (const auto& text = list->cell(row, column); !text.empty())
          for (auto& title : alternatives_in(text, language))
            titles.titles.push_back({std::move(title), language});
      source_.rows.push_back(std::move(titles));
    }
  }

  void read_nearness() {
    const auto list = lists_.sheet("nearby_occupations.csv", Need::required,
                                   {"from", "to", "percent", "source", "best_rank"});
    if (!list) return;
    Once once;
    for (const auto& row : list->rows()) {
      const auto &from = list->cell(row, "from"), &to = list->cell(row, "to");
      const auto first = known_code(*list, row, "from", from, ssyk_, ssyk_file);
      const auto second = known_code(*list, row, "to", to, ssyk_, ssyk_file);
      const auto percent = percent_in(*list, row), rank = rank_in(*list, row);
      if (!first || !second || !percent || !rank) continue;
      if (*first == *second) {
        lists_.findings.add(
            *list, row, "to",
            say("{code} is the same group on both sides. Leave the row out.").with("code", to));
        continue;
      }
      if (*percent == 0 && *rank == 0) {
        lists_.findings.add(
            *list, row, "percent",
            say("The row says neither how near (percent, 25 or 75) nor which rank (best_rank, 1 to 10)."));
        continue;
      }
      if (!lists_.is_first(once, *list, row, "to", from + " " + to + " " + list->cell(row, "source")))
        continue;
      source_.pairs.push_back({*first, *second, *percent, *rank});
    }
  }
  std::optional<int> percent_in(const Sheet& list, const Row& row) {
    const auto& cell = list.cell(row, "percent");
    if (cell.empty()) return 0;
    if (cell == "25" || cell == "75") return number_in(cell);
    lists_.findings.add(
        list, row, "percent",
        say("“{value}” stands where 75 (close) or 25 (somewhat close) or nothing is expected.")
            .with("value", cell));
    return std::nullopt;
  }
  std::optional<int> rank_in(const Sheet& list, const Row& row) {
    const auto& cell = list.cell(row, "best_rank");
    if (cell.empty()) return 0;
    if (all_digits(cell) && cell.size() <= 2 && number_in(cell) >= 1 && number_in(cell) <= 10)
      return number_in(cell);
    lists_.findings.add(list, row, "best_rank",
                        say("“{value}” stands where a rank from 1 (nearest) to 10 or nothing is expected.")
                            .with("value", cell));
    return std::nullopt;
  }

  void read_professions() {
    const auto list = lists_.sheet("regulated_professions.csv", Need::optional, {"title_sv", "ssyk"});
    std::vector<std::vector<int>> professions;
    if (!list) {
      for (auto& group : source_.groups)
        for (const auto& known : starter_source().groups)
          if (known.code == group.code) group.profession = known.profession;
      return;
    }
    Once once;
    for (const auto& row : list->rows()) {
      if (!lists_.is_written(*list, row, "title_sv")) continue;
      if (!lists_.is_first(once, *list, row, "title_sv", title_key(list->cell(row, "title_sv")))) continue;
      ++report_.professions;
      if (auto groups = known_codes(*list, row, "ssyk"); !groups.empty())
        professions.push_back(std::move(groups));
    }
    set_professions(source_.groups, professions);
  }

  Lists lists_;
  ImportReport report_;
  Source source_;
  std::vector<TitleRow> group_rows_;
  std::set<std::string> ssyk_, isco_;  ///< of all levels
  std::map<std::string, std::vector<int>> isco_to_ssyk_, groups_of_jobtech_;
  std::map<int, std::vector<std::string>> ssyk_to_isco_;
  std::map<std::string, std::string> isco_title_uk_;
};

}  // namespace

Imported import_folder(const std::string& folder) {
  return Import(folder).run();
}

}  // namespace parvis::occupations
