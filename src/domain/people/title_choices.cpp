#include <algorithm>

#include "domain/people/intake.hpp"
#include "domain/people/shown.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr int no_column = -1;

int column_called(const formats::Table& table, std::initializer_list<std::string_view> names) {
  for (std::size_t column = 0; column < table.headers.size(); ++column)
    if (std::find(names.begin(), names.end(), folded(table.headers[column])) != names.end())
      return static_cast<int>(column);
  return no_column;
}

}  // namespace

TitleChoices TitleChoices::read(const formats::Table& table, std::vector<Reject>& rejects,
                                const occupations::Taxonomy* taxonomy) {
  TitleChoices choices;
  const int title_column = column_called(table, {"title", "titel", "yrkestitel", "yrke"});
  const int ssyk_column = column_called(table, {"ssyk", "ssyk kod", "ssyk 2012", "kod", "code"});
  if (title_column == no_column || ssyk_column == no_column) {
    rejects.push_back({table.file,
                       0,
                       title_column == no_column ? "title" : "ssyk",
                       {},
                       say("The file of settled titles needs two columns, title and ssyk."),
                       Effect::refused});
    return choices;
  }
  for (const auto& row : table.rows) {
    const auto& title = row.cells[static_cast<std::size_t>(title_column)];
    const auto& codes = row.cells[static_cast<std::size_t>(ssyk_column)];
    const auto refuse = [&](int column, const std::string& value, Message reason) {
      rejects.push_back(
          as_shown(Reject{table.file, row.number, table.headers[static_cast<std::size_t>(column)], value,
                          std::move(reason), Effect::refused}));
    };
    if (folded(title).empty()) {
      refuse(title_column, title, say("The title is missing. Write it as it stands in the spreadsheet."));
      continue;
    }
    std::vector<occupations::Ssyk> groups;
    bool readable = true;
    for (const auto& code : parts_of(codes, ";,/ ")) {
      const auto group = occupations::Ssyk::from(code);
      if (group)
        groups.push_back(*group);
      else
        readable = false;
    }
    if (!readable || groups.empty()) {
      refuse(ssyk_column, codes,
             say("The SSYK code cannot be read. Write four digits, such as 7212, and ; between several."));
      continue;
    }
    const auto unknown = std::find_if(groups.begin(), groups.end(), [&](occupations::Ssyk group) {
      return taxonomy && !taxonomy->knows(group);
    });
    if (unknown != groups.end()) {
      refuse(ssyk_column, codes,
             say("There is no SSYK code {code}, as row {row} has it. Look the occupation up and write its "
                 "four digits, such as 7212.")
                 .with("code", unknown->text())
                 .with("row", row.number));
      continue;
    }
    if (choices.find(title)) {
      refuse(title_column, title, say("This title is settled above already. The first choice stands."));
      continue;
    }
    choices.choose(title, std::move(groups));
  }
  return choices;
}

void TitleChoices::add(const TitleChoices& other) {
  for (const auto& [key, choice] : other.by_folded_title_) by_folded_title_[key] = choice;
}

void TitleChoices::choose(std::string_view title, std::vector<occupations::Ssyk> groups) {
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  if (groups.empty()) return;
  by_folded_title_[folded(title)] = {std::string(trimmed(title)), std::move(groups)};
}

const std::vector<occupations::Ssyk>* TitleChoices::find(std::string_view title) const {
  const auto found = by_folded_title_.find(folded(title));
  return found == by_folded_title_.end() ? nullptr : &found->second.groups;
}

std::string TitleChoices::csv() const {
  formats::CsvWriter csv;
  csv.row({"title", "ssyk"});
  for (const auto& [key, choice] : by_folded_title_) {
    std::string codes;
    for (const auto group : choice.groups) {
      if (!codes.empty()) codes += ';';
      codes += group.text();
    }
    csv.row({choice.title, codes});
  }
  return csv.bytes();
}

}  // namespace parvis::people
