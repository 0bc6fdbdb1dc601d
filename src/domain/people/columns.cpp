#include "domain/people/columns.hpp"

#include <algorithm>
#include <set>

#include "domain/people/headers.hpp"
#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

/// A first row that is no header may hold personal data: what has many digits or an address in it is not shown.
bool can_be_shown(const std::string& header) {
  const auto digits =
      std::count_if(header.begin(), header.end(), [](char c) { return c >= '0' && c <= '9'; });
  return !is_blank(header) && header.size() <= 60 && digits <= 4 && header.find('@') == std::string::npos;
}

/// As a spreadsheet names it: A, B … Z, AA.
std::string letter_of(int column) {
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::string headers_in_words(const std::vector<std::string>& headers) {
  std::string text;
  int told = 0;
  for (const auto& header : headers) {
    if (!can_be_shown(header)) continue;
    if (told++ == 40) return text + ", …";
    if (!text.empty()) text += ", ";
    text += header;
  }
  return text;
}

/// All that is written in one column has the form of identity numbers, with right check digits or not.
class FormOfIdentityNumbers {
 public:
  void add(std::string_view cell) {
    ++written_;
    const auto figures = figures_of_identity_number_form(cell);
    if (figures.empty()) return;
    ++alike_;
    const auto day = figures.substr(figures.size() - 10, 6), last = figures.substr(figures.size() - 4);
    days_.insert(day);
    all_count_from_nought_ &= last.front() == '0';
  }
  explicit operator bool() const {
    const bool running_numbers = all_count_from_nought_ || (alike_ > 2 && days_.size() == 1);
    return alike_ > 0 && alike_ == written_ && !running_numbers;
  }

 private:
  std::size_t written_ = 0, alike_ = 0;
  std::set<std::string> days_;
  bool all_count_from_nought_ = true;
};

class ColumnFinder {
 public:
  ColumnFinder(const formats::Table& table, Sheet sheet) : table_(table), sheet_(sheet) {
    columns_.at.fill(Columns::absent);
  }

  Columns find(const std::vector<std::string>& keep) {
    place(Weight::plain);
    place(Weight::weak);
    look_for_id();
    for (const auto& header : keep) keep_column(header);
    look_for_unused();
    return std::move(columns_);
  }

 private:
  int& slot(Field field) { return columns_.at[static_cast<std::size_t>(field)]; }
  const std::string& header(int column) const { return table_.headers[static_cast<std::size_t>(column)]; }

  void fault(std::string column, Message reason) {
    columns_.faults.push_back(
        as_shown(Reject{table_.file, 0, std::move(column), {}, std::move(reason), Effect::refused}));
  }

  void place(Weight weight) {
    for (int column = 0; column < static_cast<int>(table_.headers.size()); ++column) {
      const auto meaning = meaning_of_header(header(column), sheet_);
      if (meaning && meaning->field == Field::protected_identity) {
        place_protection(weight, column);
        continue;
      }
      if (weight == Weight::plain) {
        place_beside(columns_.mother_tongue, Beside::mother_tongue, column);
        place_beside(columns_.given_name, Beside::given_name, column);
        place_beside(columns_.family_name, Beside::family_name, column);
      }
      if (!meaning || meaning->weight != weight) continue;
      auto field = meaning->field;
      if (weight == Weight::weak && slot(field) != Columns::absent) {
        // "Utbildning" beside a field of education says the level, if no other column does.
        if (field != Field::education_field || slot(Field::education_level) != Columns::absent) continue;
        field = Field::education_level;
      }
      auto& place = slot(field);
      if (place != Columns::absent) {
        fault(header(column),
              say("The columns {first} and {second} mean the same. Keep one of them, or give the "
                  "other another header.")
                  .with("first", header(place))
                  .with("second", header(column)));
        continue;
      }
      place = column;
      if (field == Field::swedish) columns_.swedish_as_sfi = folded(header(column)).starts_with("sfi");
    }
  }

  /// Each of them counts: secrecy marking in one column and a protected home in another are no contradiction.
  void place_protection(Weight weight, int column) {
    if (weight != Weight::plain) return;
    columns_.protection.push_back(column);
    if (slot(Field::protected_identity) == Columns::absent) slot(Field::protected_identity) = column;
  }

  void place_beside(int& place, Beside what, int column) const {
    if (place == Columns::absent && says(header(column), what)) place = column;
  }

  void look_for_id() {
    const int column = columns_[Field::id];
    if (column == Columns::absent) {
      fault(
          {},
          say("The id column is missing. The columns found are: {found}. Name the column with each person's "
              "number {understood}.")
              .with("found", headers_in_words(table_.headers))
              .with("understood", sheet_ == Sheet::adepts
                                      ? "id, nr, nummer, löpnummer, adept-id, deltagarnummer"
                                      : "id, nr, nummer, löpnummer, mentor-id, kod"));
      return;
    }
    if (holds_identity_numbers(table_, column))
      fault(header(column),
            say("The column {column} looks like identity numbers, and these are never used as "
                "ids. Number the people in a column of its own, such as 1, 2, 3.")
                .with("column", header(column)));
  }

  void keep_column(const std::string& wanted) {
    int exact = Columns::absent, alike = Columns::absent;
    for (int column = 0; column < static_cast<int>(table_.headers.size()); ++column) {
      if (header(column) == wanted) exact = column;
      if (alike == Columns::absent && folded(header(column)) == folded(wanted)) alike = column;
    }
    const int column = exact != Columns::absent ? exact : alike;
    if (column == Columns::absent) {
      fault(wanted, say("There is no column {column} to keep. The columns found are: {found}.")
                        .with("column", wanted)
                        .with("found", headers_in_words(table_.headers)));
      return;
    }
    if (exact == Columns::absent && holds_identity_numbers(table_, column)) {
      fault(header(column),
            say("The column {column} looks like identity numbers. To keep it, write its header "
                "exactly as it stands in the file.")
                .with("column", header(column)));
      return;
    }
    columns_.kept.push_back(column);
  }

  void look_for_unused() {
    std::set<int> used(columns_.at.begin(), columns_.at.end());
    used.insert({columns_.mother_tongue, columns_.given_name, columns_.family_name});
    used.insert(columns_.protection.begin(), columns_.protection.end());
    used.insert(columns_.kept.begin(), columns_.kept.end());
    for (int column = 0; column < static_cast<int>(table_.headers.size()); ++column)
      if (used.count(column) == 0) columns_.unused.push_back(column);
  }

  const formats::Table& table_;
  Sheet sheet_;
  Columns columns_;
};

}  // namespace

std::string_view header_of(Field field) {
  constexpr std::array<std::string_view, field_count> headers = {"id",
                                                                 "name",
                                                                 "gender",
                                                                 "birth_year",
                                                                 "occupation",
                                                                 "education_level",
                                                                 "education_field",
                                                                 "experience",
                                                                 "languages",
                                                                 "swedish",
                                                                 "district",
                                                                 "interests",
                                                                 "availability",
                                                                 "meeting",
                                                                 "employer",
                                                                 "registered_on",
                                                                 "wishes",
                                                                 "target_groups",
                                                                 "protected_identity",
                                                                 "not_with",
                                                                 "capacity",
                                                                 "partner",
                                                                 "training",
                                                                 "record_check",
                                                                 "least_swedish",
                                                                 "offers"};
  return headers[static_cast<std::size_t>(field)];
}

bool holds_identity_numbers(const formats::Table& table, int column) {
  std::size_t written = 0, alike = 0;
  FormOfIdentityNumbers form;
  for (const auto& row : table.rows) {
    const auto& cell = row.cells[static_cast<std::size_t>(column)];
    if (is_blank(cell)) continue;
    ++written;
    form.add(cell);
    if (looks_like_identity_number(cell)) ++alike;
  }
  return alike * 2 > written || form;
}

std::optional<Message> unused_in_words(const formats::Table& table, const std::vector<int>& columns) {
  if (columns.empty()) return std::nullopt;
  std::string names;
  for (const int column : columns) {
    const auto& header = table.headers[static_cast<std::size_t>(column)];
    names += (names.empty() ? "" : ", ") + (can_be_shown(header) ? as_shown(header) : letter_of(column));
  }
  return say_n("In {file} {n} column is not used: {columns}.",
               "In {file} {n} columns are not used: {columns}.", static_cast<std::int64_t>(columns.size()))
      .with("file", table.file)
      .with("columns", names);
}

Columns find_columns(const formats::Table& table, Sheet sheet, const std::vector<std::string>& keep) {
  return ColumnFinder(table, sheet).find(keep);
}

}  // namespace parvis::people
