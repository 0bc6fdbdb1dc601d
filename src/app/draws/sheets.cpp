#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "app/draws/draws.hpp"
#include "domain/people/columns.hpp"
#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"
#include "platform/base/span_of_numbers.hpp"

namespace parvis::draws {
namespace {

using people::Effect;
using people::Reject;

constexpr int absent = people::Columns::absent;
constexpr std::size_t longest_id = 100;
constexpr std::int32_t most_seats = 1'000'000;

/// Folded headers; the earlier stand before the later where a file has both.
using Headers = std::vector<std::string_view>;
const Headers& class_headers() {
  static const Headers all = {"class",    "klass",     "priority class", "prioritetsklass",
                              "priority", "prioritet", "prio",           "förtur"};
  return all;
}
const Headers& group_headers() {
  static const Headers all = {"group", "grupp", "kön", "juridiskt kön", "gender", "sex", "legal gender"};
  return all;
}
const Headers& wishes_headers() {
  static const Headers all = {"wishes", "önskemål", "önskningar", "önskade platser",
                              "val",    "choices",  "places"};
  return all;
}
const Headers& place_headers() {
  static const Headers all = {
      "place",      "plats",      "arbetsplats", "förvaltning", "stadsdelsförvaltning",
      "stadsdel",   "department", "workplace",   "enhet",       "unit",
      "verksamhet", "namn",       "name"};
  return all;
}
const Headers& seats_headers() {
  static const Headers all = {"capacity", "kapacitet", "antal platser",    "antal",
                              "platser",  "places",    "number of places", "seats"};
  return all;
}

int column_of(const formats::Table& table, const Headers& words) {
  for (const auto word : words)
    for (std::size_t c = 0; c < table.headers.size(); ++c)
      if (folded(table.headers[c]) == word) return static_cast<int>(c);
  return absent;
}

const std::string& cell(const formats::Row& row, int column) {
  static const std::string nothing;
  return column == absent ? nothing : row.cells[static_cast<std::size_t>(column)];
}

/// Blanks and line ends within become one blank, so that a name stands on one line of whatever is published.
std::string in_one_line(std::string_view text) {
  std::string line;
  for (const auto& part : parts_of(text, " \t\r\n\v\f")) line += (line.empty() ? "" : " ") + part;
  return line;
}

bool has_unseen(std::string_view text) {
  const auto letters = code_points(text);
  return std::any_of(letters.begin(), letters.end(), [](char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
  });
}

std::optional<int> small_number(std::string_view text, std::int32_t most) {
  if (text.empty() || text.size() > 7) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= most ? std::optional(value) : std::nullopt;
}

/// Names that are the same when folded are one; it is written as the first by its bytes, so that the order of the rows
/// does not matter.
class Names {
 public:
  void add(const std::string& name) {
    auto& kept = by_fold_[folded(name)];
    if (kept.empty() || name < kept) kept = name;
  }
  const std::string& of(const std::string& name) const { return by_fold_.at(folded(name)); }

 private:
  std::map<std::string, std::string> by_fold_;
};

class Reader {
 public:
  Reader(const formats::Table& applicants, const formats::Table& places)
      : applicants_(applicants), places_(places) {}

  Sheets read() {
    read_places();
    read_applicants();
    for (const auto& reject : sheets_.rejects)
      ++(reject.effect == Effect::refused ? sheets_.refused : sheets_.noted);
    return std::move(sheets_);
  }

 private:
  void lacks(const formats::Table& table, Message reason) {
    sheets_.usable = false;
    sheets_.rejects.push_back({table.file, 0, {}, {}, std::move(reason), Effect::refused});
  }
  void tell(const formats::Table& table, const formats::Row& row, int column, Message reason,
            Effect effect = Effect::refused) {
    sheets_.rejects.push_back(
        people::as_shown(Reject{table.file, row.number, table.headers[static_cast<std::size_t>(column)],
                                cell(row, column), std::move(reason), effect}));
  }

  // --- places ------------------------------------------------------------------------------------------------

  void read_places() {
    const int name_at = column_of(places_, place_headers()), seats_at = column_of(places_, seats_headers());
    if (name_at == absent || seats_at == absent || name_at == seats_at) {
      lacks(places_, say("The columns place and capacity are needed in the file with places."));
      return;
    }
    std::unordered_map<std::string, int> row_of;
    for (const auto& row : places_.rows) {
      const auto name = in_one_line(cell(row, name_at));
      const auto seats = small_number(cell(row, seats_at), most_seats);
      if (name.empty() || has_unseen(name) || name.find_first_of(";|") != std::string::npos) {
        tell(places_, row, name_at, say("Write the name of the place, without ; or |."));
      } else if (!seats) {
        tell(places_, row, seats_at, say("Write how many can be placed here, as a whole number such as 25."));
      } else if (const auto [first, is_new] = row_of.emplace(folded(name), row.number); !is_new) {
        tell(places_, row, name_at,
             say("This place stands in row {row} already. The first row counts, this one does not.")
                 .with("row", first->second));
      } else {
        sheets_.list.places.push_back({name, *seats});
      }
    }
    auto& places = sheets_.list.places;
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (std::uint32_t p = 0; p < places.size(); ++p) place_at_.emplace(folded(places[p].name), p);
  }

  // --- applicants --------------------------------------------------------------------------------------------

  void read_applicants() {
    auto columns = people::find_columns(applicants_, people::Sheet::adepts, {});
    if (!columns.faults.empty()) {
      sheets_.usable = false;
      for (auto& fault : columns.faults) sheets_.rejects.push_back(std::move(fault));
      return;
    }
    id_at_ = columns[people::Field::id];
    protection_ = std::move(columns.protection);
    class_at_ = column_of(applicants_, class_headers());
    group_at_ = column_of(applicants_, group_headers());
    wishes_at_ = column_of(applicants_, wishes_headers());
    if (wishes_at_ == absent) {
      lacks(applicants_,
            say("The column wishes is missing in the file with applicants: the places each person wishes "
                "for, best first, with ; between them."));
      return;
    }
    find_protected();
    Names groups;
    for (const auto& row : applicants_.rows) read_row(row, groups);
    auto& all = sheets_.list.applicants;
    for (auto& applicant : all)
      if (!applicant.group.empty()) applicant.group = groups.of(applicant.group);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  bool is_marked(const formats::Row& row) const {
    return std::any_of(protection_.begin(), protection_.end(),
                       [&](int column) { return !people::is_no_protection(cell(row, column)); });
  }
  std::string protection_key(const formats::Row& row) const {
    const auto& id = cell(row, id_at_);
    auto key = folded(id);
    return key.empty() ? id : key;
  }
  /// Whoever is marked in one row is protected in every row with that id, as in a round (people/intake.cpp).
  void find_protected() {
    for (const auto& row : applicants_.rows)
      if (is_marked(row)) protected_ids_.emplace(protection_key(row), 0);
    protected_ids_.erase("");
  }

  void read_row(const formats::Row& row, Names& groups) {
    if (is_marked(row) || protected_ids_.count(protection_key(row)) > 0) {
      ++sheets_.left_for_handling_by_hand;
      return;
    }
    lots::Applicant applicant;
    if (!read_id(row, applicant) || !read_class(row, applicant) || !read_wishes(row, applicant)) return;
    if (const auto& group = cell(row, group_at_); !people::is_blank(group)) {
      applicant.group = in_one_line(group);
      groups.add(applicant.group);
    }
    sheets_.list.applicants.push_back(std::move(applicant));
  }

  bool read_id(const formats::Row& row, lots::Applicant& applicant) {
    const auto id = trimmed(cell(row, id_at_));
    const auto refuse = [&](Message reason) {
      tell(applicants_, row, id_at_, std::move(reason));
      return false;
    };
    if (id.empty())
      return refuse(say("The id is missing. Give each person a number of their own, such as 17."));
    if (id.size() > longest_id)
      return refuse(say("The id is too long. Write at most 100 characters, such as A-17."));
    if (has_unseen(id))
      return refuse(say("The id has characters in it that cannot be seen. Write it anew, such as A-17."));
    if (people::holds_identity_number(id))
      return refuse(
          say("The id looks like an identity number, and these are never used as ids. Give the "
              "person another one, such as 17."));
    const auto [first, is_new] = row_of_.emplace(std::string(id), row.number);
    if (!is_new)
      return refuse(say("The id {id} stands in row {row} already. The first row counts, this one does not.")
                        .with("id", std::string(id))
                        .with("row", first->second));
    applicant.id = id;
    return true;
  }

  bool read_class(const formats::Row& row, lots::Applicant& applicant) {
    const auto& text = cell(row, class_at_);
    if (people::is_blank(text)) return true;
    const auto number = small_number(text, lots::most_classes);
    if (number && *number > 0) {
      applicant.priority = *number;
      return true;
    }
    tell(applicants_, row, class_at_,
         say("Write the class as a whole number from 1, which comes first, to 99, or leave the cell empty: "
             "empty comes "
             "last."));
    return false;
  }

  bool read_wishes(const formats::Row& row, lots::Applicant& applicant) {
    std::string unknown;
    const auto names =
        parts_of(people::is_blank(cell(row, wishes_at_)) ? "" : cell(row, wishes_at_), ";|\r\n");
    for (const auto& name : names) {
      const auto place = place_at_.find(folded(name));
      if (place == place_at_.end()) {
        unknown += (unknown.empty() ? "" : ", ") + in_one_line(name);
        continue;
      }
      auto& wishes = applicant.wishes;
      if (std::find(wishes.begin(), wishes.end(), place->second) == wishes.end())
        wishes.push_back(place->second);
    }
    if (applicant.wishes.size() > lots::most_wishes) {
      tell(applicants_, row, wishes_at_, say("There are more than 50 wishes. Write at most 50."));
      return false;
    }
    if (!unknown.empty())
      tell(applicants_, row, wishes_at_,
           say("Not in the file with places, so these wishes are passed over: {places}.")
               .with("places", unknown),
           Effect::noted);
    if (names.empty())
      tell(applicants_, row, wishes_at_, say("No wish is written, so no place can be offered."),
           Effect::noted);
    return true;
  }

  const formats::Table &applicants_, &places_;
  Sheets sheets_;
  std::unordered_map<std::string, std::uint32_t> place_at_;  // by folded name
  int id_at_ = absent, class_at_ = absent, group_at_ = absent, wishes_at_ = absent;
  std::vector<int> protection_;
  std::unordered_map<std::string, int> protected_ids_, row_of_;
};

}  // namespace

Sheets read_sheets(const formats::Table& applicants, const formats::Table& places) {
  return Reader(applicants, places).read();
}

Result<std::vector<lots::Bound>, Message> read_bounds(const std::vector<std::string>& written,
                                                      const lots::List& list) {
  std::map<std::string, std::string> groups;
  for (const auto& applicant : list.applicants)
    if (!applicant.group.empty()) groups.emplace(folded(applicant.group), applicant.group);
  std::vector<lots::Bound> bounds;
  for (const auto& text : written) {
    const auto wrong = [&] {
      return no(
          say("--bound {written} is not understood. Write a group and how many of it get a place, such as "
              "kvinna=400..500.")
              .with("written", text));
    };
    const auto sign = text.rfind('=');
    if (sign == std::string::npos) return wrong();
    const auto group = groups.find(folded(text.substr(0, sign)));
    const auto numbers = span_of_numbers(std::string_view(text).substr(sign + 1), "..", most_seats);
    if (!numbers) return wrong();
    if (group == groups.end())
      return no(
          say("--bound {written}: nobody among the applicants belongs to this group.").with("written", text));
    for (const auto& bound : bounds)
      if (bound.group == group->second)
        return no(say("--bound is given twice for {group}.").with("group", group->second));
    auto& bound = bounds.emplace_back();
    bound.group = group->second;
    bound.lower = static_cast<std::int32_t>(numbers->from.value_or(0));
    if (numbers->to) bound.upper = static_cast<std::int32_t>(*numbers->to);
  }
  std::sort(bounds.begin(), bounds.end(), [](const auto& a, const auto& b) { return a.group < b.group; });
  return bounds;
}

}  // namespace parvis::draws
