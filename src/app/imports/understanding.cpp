// The lists by themselves, before the register is asked: people, how they are reached, and what stops a row.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "app/imports/plan.hpp"
#include "domain/people/contacts.hpp"
#include "domain/people/words.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::imports {
namespace {

using lives::Part;
using people::Effect;
using people::Reject;

constexpr int most_places = 20;

constexpr db::Query programme_of_code{
    "programme_of_code",
    "SELECT programme_id FROM programme WHERE city_id = $1 AND code = $2 AND closed_on IS NULL"};

people::Sheet sheet_of(Part part) {
  return part == Part::adept ? people::Sheet::adepts : people::Sheet::mentors;
}

// One file: what the intake took and refused, put together again row by row.
class Reading {
 public:
  Reading(const formats::Table& table, Part part, const Lists& lists, Date today)
      : table_(table),
        part_(part),
        lists_(lists),
        today_(today),
        contacts_(table, sheet_of(part), today),
        columns_(people::find_columns(table, sheet_of(part), {})) {
    for (const auto& row : table.rows) rows_[row.number] = &row;
  }

  const std::vector<Reject>& faults() const { return contacts_.faults(); }

  /// What the intake passes over and the register does not read either.
  std::optional<Message> unused(std::vector<int> columns) const {
    const auto& read = contacts_.columns();
    std::erase_if(columns, [&](int column) { return std::ranges::count(read, column) > 0; });
    return people::unused_in_words(table_, columns);
  }

  template <class Kind>
  std::vector<Understanding::OneRow> rows(people::Intake<Kind> intake) {
    std::map<int, Understanding::OneRow> by_row;
    const auto at = [&](int row) -> Understanding::OneRow& {
      auto [found, fresh] = by_row.try_emplace(row);
      auto& line = found->second.line;
      if (fresh) {
        found->second.part = line.part = part_;
        line.file = table_.file;
        line.row = row;
        line.outcome = Outcome::refused;
      }
      return found->second;
    };
    for (auto& reject : intake.rejects)
      if (reject.row > 0) at(reject.row).line.remarks.push_back(std::move(reject));
    for (auto& person : intake.people) {
      auto& one = at(person.row);
      one.line.outcome = Outcome::added;
      one.line.id = person.id;
      one.line.name = person.name;
      one.line.kept = std::move(person.kept);
      take(one, person);
    }
    std::vector<Understanding::OneRow> all;
    for (auto& [row, one] : by_row) all.push_back(std::move(one));
    return all;
  }

 private:
  void take(Understanding::OneRow& one, const people::Adept& adept) {
    take_all(one, adept);
    one.terms.target_groups = adept.target_groups.value_or(std::vector<people::TargetGroup>{});
  }

  void take(Understanding::OneRow& one, const people::Mentor& mentor) {
    take_all(one, mentor);
    const auto column = columns_[people::Field::capacity];
    const auto& cells = rows_[mentor.row]->cells;
    if (column != people::Columns::absent && !people::is_blank(cells[static_cast<std::size_t>(column)]))
      one.places = mentor.capacity;
    one.terms.capacity = mentor.capacity;
    one.partner = mentor.partner;
    one.terms.training = mentor.training;
    one.terms.record_check.shown = mentor.record_check_shown;
    one.terms.least_swedish = mentor.least_swedish;
    one.terms.offers = mentor.offers;
    if (mentor.capacity > most_places)
      refuse(one, column,
             say("A mentor has at most 20 places. Write a whole number from 0 to 20, such as 2."));
  }

  void take_all(Understanding::OneRow& one, const people::Person& person) {
    one.details.known = person;
    std::vector<Reject> rejects;
    auto contact = contacts_.read(*rows_[person.row], rejects);
    for (auto& reject : rejects) {
      if (reject.effect == Effect::refused) one.line.outcome = Outcome::refused;
      one.line.remarks.push_back(std::move(reject));
    }
    one.details.identity_number = std::move(contact.identity_number);
    one.details.address = std::move(contact.address);
    one.details.phone = std::move(contact.phone);
    one.details.email = std::move(contact.email);
    one.terms.part = part_;
    one.terms.wishes = person.wishes;
    one.terms.applied_on = person.registered_on.value_or(today_);
    if (!lists_.track.empty()) one.terms.track = lists_.track;
    if (one.terms.applied_on > today_)
      refuse(
          one, columns_[people::Field::registered_on],
          say("This day is still to come. Write the day on which the person applied, such as 2026-03-31."));
  }

  void refuse(Understanding::OneRow& one, int column, Message reason) {
    const auto at = static_cast<std::size_t>(column);
    one.line.outcome = Outcome::refused;
    one.line.remarks.push_back({table_.file, one.line.row, table_.headers[at], rows_[one.line.row]->cells[at],
                                std::move(reason), Effect::refused});
  }

  const formats::Table& table_;
  Part part_;
  const Lists& lists_;
  Date today_;
  people::ContactReader contacts_;
  people::Columns columns_;
  std::unordered_map<int, const formats::Row*> rows_;
};

// --- the lists as they are kept ----------------------------------------------------------------------------

using Json = nlohmann::json;

Json table_json(const formats::Table& table, const std::set<int>& columns, const std::set<int>* rows) {
  Json headers = Json::array(), kept = Json::array();
  for (const int column : columns) headers.push_back(table.headers[static_cast<std::size_t>(column)]);
  for (const auto& row : table.rows) {
    if (rows != nullptr && rows->count(row.number) == 0) continue;
    Json cells = Json::array();
    for (const int column : columns) cells.push_back(row.cells[static_cast<std::size_t>(column)]);
    kept.push_back({{"row", row.number}, {"cells", std::move(cells)}});
  }
  return {{"file", table.file}, {"headers", std::move(headers)}, {"rows", std::move(kept)}};
}

Json list_json(const formats::Table& table, Part part, const Lists& lists, const Understanding& understood) {
  std::vector<std::string> keep;
  for (const auto& name : lists.keep)
    if (people::find_columns(table, sheet_of(part), {name}).faults.empty()) keep.push_back(name);
  const auto columns = people::find_columns(table, sheet_of(part), keep);
  std::set<int> read(columns.at.begin(), columns.at.end());
  read.insert({columns.mother_tongue, columns.given_name, columns.family_name});
  read.insert(columns.kept.begin(), columns.kept.end());
  read.insert(columns.protection.begin(), columns.protection.end());
  const people::ContactReader contacts(table, sheet_of(part), Date{});
  read.insert(contacts.columns().begin(), contacts.columns().end());
  read.erase(people::Columns::absent);
  // What is neither taken nor refused is protected.
  std::set<int> rows;
  for (const auto& one : understood.rows)
    if (one.part == part) rows.insert(one.line.row);
  return table_json(table, read, &rows);
}

formats::Table table_in(const Json& json) {
  formats::Table table;
  table.file = json.at("file").get<std::string>();
  table.headers = json.at("headers").get<std::vector<std::string>>();
  for (const auto& row : json.at("rows"))
    table.rows.push_back({row.at("row").get<int>(), row.at("cells").get<std::vector<std::string>>()});
  return table;
}

}  // namespace

Result<Understanding, Failure> understand(store::Transaction& tx, const Lists& lists,
                                          const occupations::Taxonomy& taxonomy) {
  Understanding understood;
  const auto today = tx.now().day_utc();
  PARVIS_TRY(const auto known, tx.first(programme_of_code, tx.city(), lists.programme));
  if (!known) return no(Failure(Refusal::no_such_programme));
  PARVIS_TRY(understood.programme, records::programme_on(tx, known->get<ProgrammeId>(0), today));
  const auto* track = understood.programme.rules->track(lists.track);
  if (track == nullptr) return no(Failure(Refusal::no_such_track));

  auto& account = understood.account;
  acts::Sheets sheets{lists.sheets.adepts, lists.sheets.mentors, {}, {}};
  people::TitleChoices titles;
  if (lists.sheets.titles)
    titles = people::TitleChoices::read(*lists.sheets.titles, account.of_files, &taxonomy);
  auto read = acts::understand(sheets, *track, taxonomy, lists.keep, std::move(titles));
  account.usable = read.usable;
  account.unsettled = std::move(read.unsettled);
  account.left_for_handling_by_hand = lists.left_before + read.left_for_handling_by_hand();
  for (auto& reject : read.rejects)
    if (reject.row == 0) account.of_files.push_back(std::move(reject));
  Reading adepts(lists.sheets.adepts, Part::adept, lists, today);
  Reading mentors(lists.sheets.mentors, Part::mentor, lists, today);
  for (const auto* some : {&adepts, &mentors})
    for (const auto& fault : some->faults()) {
      account.of_files.push_back(fault);
      account.usable = false;
    }
  for (const auto& told :
       {adepts.unused(read.adepts.unused_columns), mentors.unused(read.mentors.unused_columns)})
    if (told) account.unused.push_back(*told);
  // The kept columns of both lists stand beside each other.
  account.kept_headers = read.adepts.kept_headers;
  const auto of_adepts = account.kept_headers.size(), of_mentors = read.mentors.kept_headers.size();
  for (auto& person : read.adepts.people) person.kept.resize(of_adepts + of_mentors);
  for (auto& person : read.mentors.people) person.kept.insert(person.kept.begin(), of_adepts, std::string());
  account.kept_headers.insert(account.kept_headers.end(), read.mentors.kept_headers.begin(),
                              read.mentors.kept_headers.end());
  if (!account.usable) return understood;
  understood.rows = adepts.rows(std::move(read.adepts));
  for (auto& one : mentors.rows(std::move(read.mentors))) understood.rows.push_back(std::move(one));
  for (auto& one : understood.rows) one.terms.programme = understood.programme.id;
  return understood;
}

std::string kept_lists(const Lists& lists, const Understanding& understood) {
  Json json{{"programme", lists.programme},
            {"track", lists.track},
            {"keep", lists.keep},
            {"among", lists.among},
            {"left", understood.account.left_for_handling_by_hand},
            {"adepts", list_json(lists.sheets.adepts, Part::adept, lists, understood)},
            {"mentors", list_json(lists.sheets.mentors, Part::mentor, lists, understood)}};
  if (lists.sheets.titles) {
    std::set<int> columns;
    for (int at = 0; at < static_cast<int>(lists.sheets.titles->headers.size()); ++at) columns.insert(at);
    json["titles"] = table_json(*lists.sheets.titles, columns, nullptr);
  }
  auto& decisions = json["decisions"] = Json::array();
  for (const auto& [where, made] : lists.decisions)
    decisions.push_back({{"part", lives::id_of(where.first)},
                         {"id", where.second},
                         {"decided", static_cast<int>(made.decided)},
                         {"person", made.person ? made.person->number : 0}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Sealed by ourselves: what opens is what was written.
Lists lists_kept(const std::string& text) {
  const auto json = Json::parse(text, nullptr, false);
  PARVIS_ASSERT(json.is_object());
  Lists lists;
  lists.programme = json.at("programme").get<std::string>();
  lists.track = json.at("track").get<std::string>();
  lists.keep = json.at("keep").get<std::vector<std::string>>();
  lists.among = json.value("among", "*");
  lists.left_before = json.at("left").get<int>();
  lists.sheets.adepts = table_in(json.at("adepts"));
  lists.sheets.mentors = table_in(json.at("mentors"));
  if (json.contains("titles")) lists.sheets.titles = table_in(json.at("titles"));
  for (const auto& made : json.at("decisions")) {
    Decision decision{static_cast<Decided>(made.at("decided").get<int>()), {}};
    if (const auto person = made.at("person").get<std::int64_t>(); person != 0)
      decision.person = PersonId{person};
    lists.decisions[{*lives::part_of(made.at("part").get<std::string>()), made.at("id").get<std::string>()}] =
        decision;
  }
  return lists;
}

}  // namespace parvis::imports
