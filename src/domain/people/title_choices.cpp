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

/// What stands in one row, once its columns are found.
class ChoiceReader {
 public:
  ChoiceReader(const formats::Table& table, const occupations::Taxonomy* taxonomy)
      : table_(table),
        taxonomy_(taxonomy),
        title_(column_called(table, {"title", "titel", "yrkestitel", "yrke"})),
        ssyk_(column_called(table, {"ssyk", "ssyk kod", "ssyk 2012", "kod", "code"})),
        meant_(column_called(table, {"meant", "menat", "avsett yrke"})) {}

  bool has_columns() const { return title_ != no_column && ssyk_ != no_column; }
  std::string missing_column() const { return title_ == no_column ? "title" : "ssyk"; }
  const std::string& title(const formats::Row& row) const { return cell(row, title_); }

  Reject refused_title(const formats::Row& row, Message reason) const {
    return refused(row, title_, std::move(reason));
  }

  Result<occupations::Occupation, Reject> meant(const formats::Row& row) const {
    const auto& written = cell(row, ssyk_);
    std::vector<occupations::Ssyk> groups;
    for (const auto& code : parts_of(written, ";,/ ")) {
      const auto group = occupations::Ssyk::from(code);
      if (!group) return of_title(row);
      groups.push_back(*group);
    }
    if (groups.empty()) return no(not_readable(row));
    const auto unknown = std::find_if(groups.begin(), groups.end(), [&](occupations::Ssyk group) {
      return taxonomy_ && !taxonomy_->knows(group);
    });
    if (unknown != groups.end())
      return no(refused(row, ssyk_,
                        say("There is no SSYK code {code}, as row {row} has it. Look the occupation up and "
                            "write its four digits, such as 7212.")
                            .with("code", unknown->text())
                            .with("row", row.number)));
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    // The picked title counts as long as it says what the codes say.
    if (taxonomy_ && meant_ != no_column)
      if (auto picked = taxonomy_->find(cell(row, meant_)).occupation; picked && picked->groups == groups)
        return std::move(*picked);
    return occupations::Occupation{std::move(groups), {}, {}};
  }

 private:
  static const std::string& cell(const formats::Row& row, int column) {
    return row.cells[static_cast<std::size_t>(column)];
  }

  Result<occupations::Occupation, Reject> of_title(const formats::Row& row) const {
    if (taxonomy_)
      if (auto named = taxonomy_->find(cell(row, ssyk_)).occupation) return std::move(*named);
    return no(not_readable(row));
  }

  Reject not_readable(const formats::Row& row) const {
    return refused(
        row, ssyk_,
        say("The SSYK code cannot be read. Write four digits, such as 7212, and ; between several, "
            "or a title such as svetsare."));
  }

  Reject refused(const formats::Row& row, int column, Message reason) const {
    return as_shown(Reject{table_.file, row.number, table_.headers[static_cast<std::size_t>(column)],
                           cell(row, column), std::move(reason), Effect::refused});
  }

  const formats::Table& table_;
  const occupations::Taxonomy* taxonomy_;
  int title_, ssyk_, meant_;
};

}  // namespace

TitleChoices TitleChoices::read(const formats::Table& table, std::vector<Reject>& rejects,
                                const occupations::Taxonomy* taxonomy) {
  TitleChoices choices;
  const ChoiceReader reader(table, taxonomy);
  if (!reader.has_columns()) {
    rejects.push_back({table.file,
                       0,
                       reader.missing_column(),
                       {},
                       say("The file of settled titles needs two columns, title and ssyk."),
                       Effect::refused});
    return choices;
  }
  for (const auto& row : table.rows) {
    const auto& title = reader.title(row);
    if (folded(title).empty()) {
      rejects.push_back(
          reader.refused_title(row, say("The title is missing. Write it as it stands in the spreadsheet.")));
      continue;
    }
    auto meant = reader.meant(row);
    if (!meant) {
      rejects.push_back(std::move(meant.error()));
      continue;
    }
    if (choices.find(title)) {
      rejects.push_back(
          reader.refused_title(row, say("This title is settled above already. The first choice stands.")));
      continue;
    }
    choices.choose(title, std::move(*meant));
  }
  return choices;
}

void TitleChoices::add(const TitleChoices& other) {
  for (const auto& [key, choice] : other.by_folded_title_) by_folded_title_[key] = choice;
}

void TitleChoices::choose(std::string_view title, std::vector<occupations::Ssyk> groups) {
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  choose(title, occupations::Occupation{std::move(groups), {}, {}});
}

void TitleChoices::choose(std::string_view title, occupations::Occupation meant) {
  if (meant.groups.empty()) return;
  by_folded_title_[folded(title)] = {std::string(trimmed(title)), std::move(meant)};
}

const occupations::Occupation* TitleChoices::find(std::string_view title) const {
  const auto found = by_folded_title_.find(folded(title));
  return found == by_folded_title_.end() ? nullptr : &found->second.meant;
}

std::string TitleChoices::csv() const {
  const bool any_picked = std::any_of(by_folded_title_.begin(), by_folded_title_.end(),
                                      [](const auto& one) { return !one.second.meant.concepts.empty(); });
  formats::CsvWriter csv;
  csv.row(any_picked ? std::vector<std::string>{"title", "ssyk", "meant"}
                     : std::vector<std::string>{"title", "ssyk"});
  for (const auto& [key, choice] : by_folded_title_) {
    std::string codes;
    for (const auto group : choice.meant.groups) {
      if (!codes.empty()) codes += ';';
      codes += group.text();
    }
    std::vector<std::string> cells{choice.title, codes};
    if (any_picked) cells.push_back(choice.meant.concepts.empty() ? "" : choice.meant.title);
    csv.row(cells);
  }
  return csv.bytes();
}

}  // namespace parvis::people
