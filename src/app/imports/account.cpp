#include "app/imports/account.hpp"

#include <algorithm>

#include "domain/people/shown.hpp"
#include "platform/base/fold.hpp"

namespace parvis::imports {
namespace {

using people::Effect;
using people::Reject;

int column_named(const formats::Table& table, std::initializer_list<std::string_view> names) {
  for (std::size_t at = 0; at < table.headers.size(); ++at)
    for (const auto name : names)
      if (folded(table.headers[at]) == name) return static_cast<int>(at);
  return -1;
}

std::optional<Decided> decided_in(std::string_view word) {
  constexpr std::pair<std::string_view, Decided> words[] = {
      {"skip", Decided::skip},         {"hoppa över", Decided::skip},
      {"same", Decided::same},         {"samma", Decided::same},
      {"samma person", Decided::same}, {"same person", Decided::same},
      {"new", Decided::add},           {"ny", Decided::add},
      {"ny person", Decided::add},     {"new person", Decided::add}};
  for (const auto& [text, decided] : words)
    if (text == word) return decided;
  return std::nullopt;
}

}  // namespace

std::string_view id_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::added: return "new";
    case Outcome::changed: return "changed";
    case Outcome::unchanged: return "unchanged";
    case Outcome::doubtful: return "doubtful";
    case Outcome::skipped: return "skipped";
    case Outcome::refused: return "refused";
  }
  return {};
}

Message in_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::added: return say("New");
    case Outcome::changed: return say("Changed");
    case Outcome::unchanged: return say("Unchanged");
    case Outcome::doubtful: return say("To be decided");
    case Outcome::skipped: return say("Left out");
    case Outcome::refused: return say("Refused");
  }
  return {};
}

Message in_words(Doubt doubt) {
  switch (doubt) {
    case Doubt::same_name_and_contact:
      return say(
          "Somebody in the register has the same name and the same phone number or e-mail address. Is it the "
          "same person?");
    case Doubt::id_was_anothers:
      return say(
          "This number stood for somebody with another name in an earlier list. Is it the same person?");
    case Doubt::other_identity_number:
      return say(
          "This number stood for somebody with another identity number in an earlier list. Is it the same "
          "person?");
    case Doubt::same_contact_in_these_files:
      return say(
          "A row above has the same name and the same phone number or e-mail address. If it is the same "
          "person, leave this row out.");
  }
  return {};
}

std::string_view id_of(Decided decided) {
  switch (decided) {
    case Decided::skip: return "skip";
    case Decided::same: return "same";
    case Decided::add: return "new";
  }
  return {};
}

Decisions read_decisions(const formats::Table& table, std::vector<Reject>& rejects) {
  Decisions decisions;
  const int list = column_named(table, {"list", "lista"});
  const int id = column_named(table, {"id", "nr"});
  const int decision = column_named(table, {"decision", "beslut"});
  const int person = column_named(table, {"person"});
  if (list < 0 || id < 0 || decision < 0) {
    rejects.push_back({table.file, 0, "", "",
                       say("The columns list, id and decision are needed in the file with decisions."),
                       Effect::refused});
    return decisions;
  }
  for (const auto& row : table.rows) {
    const auto cell = [&](int column) -> const std::string& {
      return row.cells[static_cast<std::size_t>(column)];
    };
    if (cell(decision).empty()) continue;
    const auto tell = [&](int column, Message reason) {
      rejects.push_back(
          people::as_shown(Reject{table.file, row.number, table.headers[static_cast<std::size_t>(column)],
                                  cell(column), std::move(reason), Effect::refused}));
    };
    const auto part = lives::part_of(folded(cell(list)));
    const auto decided = decided_in(folded(cell(decision)));
    Decision made;
    if (!part) {
      tell(list, say("Write adept or mentor."));
      continue;
    }
    if (!decided) {
      tell(decision, say("Write skip, same or new."));
      continue;
    }
    made.decided = *decided;
    if (person >= 0 && !cell(person).empty()) {
      made.person = parvis::id_of<store::PersonKind>(cell(person));
      if (!made.person) {
        tell(person, say("This is no number of a person. Leave the column as it was written."));
        continue;
      }
    }
    decisions[{*part, std::string(trimmed(cell(id)))}] = made;
  }
  return decisions;
}

Message field_in_words(std::string_view field) {
  if (field == "name") return say("Name");
  if (field == "gender") return say("Gender");
  if (field == "birth_year") return say("Year of birth");
  if (field == "occupation") return say("Occupation");
  if (field == "education_level") return say("Level of education");
  if (field == "education_field") return say("Field of education");
  if (field == "experience") return say("Years of experience");
  if (field == "languages") return say("Languages");
  if (field == "swedish") return say("Swedish");
  if (field == "district") return say("District");
  if (field == "interests") return say("Interests");
  if (field == "availability") return say("Times");
  if (field == "meeting") return say("How to meet");
  if (field == "employer") return say("Employer");
  if (field == "wishes") return say("Wishes");
  if (field == "target_groups") return say("Target groups");
  if (field == "not_with") return say("Not together with");
  if (field == "capacity") return say("Places");
  if (field == "partner") return say("Partner organisation");
  if (field == "training") return say("Training");
  if (field == "record_check") return say("Record check");
  if (field == "least_swedish") return say("Least Swedish");
  if (field == "offers") return say("Offers");
  if (field == "identity_number") return say("Identity number");
  if (field == "phone") return say("Phone");
  if (field == "email") return say("E-mail");
  if (field == "address") return say("Address");
  if (field == "application") return say("Application");
  if (field == "id") return say("Number in the list");
  return say("Other");
}

int Account::count(Outcome outcome) const {
  return static_cast<int>(
      std::count_if(lines.begin(), lines.end(), [&](const Line& line) { return line.outcome == outcome; }));
}

std::string csv(const Account& account, const Texts& t) {
  formats::CsvWriter writer;
  std::vector<std::string> headers{"file",     "row",   "list", "id",      "name",  "outcome", "person",
                                   "decision", "field", "was",  "becomes", "value", "reason"};
  headers.insert(headers.end(), account.kept_headers.begin(), account.kept_headers.end());
  writer.row(headers);
  for (const auto& reject : account.of_files)
    writer.row({reject.file, reject.row > 0 ? std::to_string(reject.row) : "", "", "", "", "refused", "", "",
                reject.column, "", "", reject.value, t(reject.reason)});
  for (const auto& line : account.lines) {
    const auto write = [&](std::string field, std::string was, std::string becomes, std::string value,
                           std::string reason) {
      std::vector<std::string> cells{line.file,
                                     std::to_string(line.row),
                                     std::string(lives::id_of(line.part)),
                                     line.id,
                                     line.name,
                                     std::string(id_of(line.outcome)),
                                     line.person ? text_of(*line.person) : std::string(),
                                     "",
                                     std::move(field),
                                     std::move(was),
                                     std::move(becomes),
                                     std::move(value),
                                     std::move(reason)};
      cells.insert(cells.end(), line.kept.begin(), line.kept.end());
      writer.row(cells);
    };
    if (line.doubt) write("", "", "", "", t(in_words(*line.doubt)));
    for (const auto& change : line.changes) write(change.field, change.was, change.becomes, "", "");
    for (const auto& remark : line.remarks) write(remark.column, "", "", remark.value, t(remark.reason));
    if (!line.doubt && line.changes.empty() && line.remarks.empty()) write("", "", "", "", "");
  }
  return writer.bytes();
}

}  // namespace parvis::imports
