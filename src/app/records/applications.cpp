#include "app/records/applications.hpp"

#include <algorithm>

#include "app/records/holds.hpp"
#include "app/records/programmes.hpp"
#include "app/records/target_groups.hpp"
#include "domain/people/cells.hpp"
#include "domain/people/shown.hpp"
#include "domain/people/words.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using people::Field;
using store::Act;
using store::Cells;
using store::Transaction;

constexpr db::Query person_open_to_apply{
    "person_open_to_apply",
    "SELECT person_id FROM person WHERE city_id = $1 AND person_id = $2 AND merged_into IS NULL"};
constexpr db::Query open_application{"open_application", R"(
  SELECT application_id FROM application
   WHERE city_id = $1 AND person_id = $2 AND programme_id = $3 AND part = $4 AND ended_on IS NULL)"};
constexpr db::Query one_application{"one_application", R"(
  SELECT a.application_id, a.person_id, a.state, a.ended_on, a.edition, a.programme_id, a.part, a.applied_on, a.track, a.wishes,
         a.capacity, a.partner_id, a.training, a.record_check, a.record_check_shown_on, a.record_check_holds_to,
         a.least_swedish, a.offers,
         (SELECT COUNT(*) FROM held_place h WHERE h.application_id = a.application_id) +
         (SELECT COUNT(*) FROM held_adept h WHERE h.application_id = a.application_id)
    FROM application a WHERE a.city_id = $1 AND a.application_id = $2)"};
constexpr db::Query applications_of_one{
    "applications_of_one",
    "SELECT application_id FROM application WHERE city_id = $1 AND person_id "
    "= $2 ORDER BY applied_on, application_id"};
constexpr db::Query partner_named{"partner_named",
                                  "SELECT partner_id FROM partner WHERE city_id = $1 AND name = $2"};
constexpr db::Query kept_apart{
    "kept_apart", "SELECT person_id FROM not_together WHERE person_id = $1 AND other_person_id = $2"};

std::optional<std::string> text_at(const people::CellTexts& cells, Field field) {
  const auto found = cells.find(field);
  return found == cells.end() ? std::nullopt : std::optional(found->second);
}

template <class Kind>
std::optional<Kind> read_cell(const db::Row& row, std::size_t column,
                              people::Reading<Kind> (*read)(std::string_view)) {
  const auto text = row.get<std::optional<std::string>>(column);
  if (!text) return std::nullopt;
  auto reading = read(*text);
  return reading ? std::optional(std::move(*reading)) : std::nullopt;
}

// In the words of our own spreadsheet, so that a round reads them as it reads a file.
Cells terms(const ApplicationDetails& details) {
  people::Mentor said;
  said.wishes = details.wishes;
  said.training = details.training;
  said.least_swedish = details.least_swedish;
  said.offers = details.offers;
  const auto texts = people::cells_of_application(said);
  const auto& check = details.record_check;
  std::optional<std::string> shown;
  if (check.shown) shown = *check.shown ? "shown" : "not_shown";
  return {{"track", details.track},
          {"wishes", text_at(texts, Field::wishes)},
          {"partner_id", details.partner},
          {"training", text_at(texts, Field::training)},
          {"record_check", shown},
          {"record_check_shown_on", check.shown_on},
          {"record_check_holds_to", check.holds_to},
          {"least_swedish", text_at(texts, Field::least_swedish)},
          {"offers", text_at(texts, Field::offers)}};
}

ApplicationRecord application_of_row(const db::Row& row) {
  ApplicationRecord record;
  record.id = row.get<ApplicationId>(0);
  record.person = row.get<std::optional<PersonId>>(1);
  record.state = lives::application_state_of(row.get<std::string>(2)).value();
  record.ended_on = row.get<std::optional<Date>>(3);
  record.edition = row.get<int>(4);
  auto& details = record.details;
  details.programme = row.get<ProgrammeId>(5);
  details.part = lives::part_of(row.get<std::string>(6)).value();
  details.applied_on = row.get<Date>(7);
  details.track = row.get<std::optional<std::string>>(8);
  details.wishes = read_cell(row, 9, people::read_wishes);
  details.capacity = row.get<int>(10);
  details.partner = row.get<std::optional<store::PartnerId>>(11);
  details.training = read_cell(row, 12, people::read_training);
  if (const auto shown = row.get<std::optional<std::string>>(13))
    details.record_check.shown = *shown == "shown";
  details.record_check.shown_on = row.get<std::optional<Date>>(14);
  details.record_check.holds_to = row.get<std::optional<Date>>(15);
  details.least_swedish = read_cell(row, 16, people::read_least_swedish);
  details.offers = read_cell(row, 17, people::read_offers);
  record.places_held = row.get<int>(18);
  return record;
}

Result<bool, Failure> check_track(Transaction& tx, const ApplicationDetails& details) {
  PARVIS_TRY(const auto version, programme_on(tx, details.programme, tx.now().day_utc()));
  if (details.track && version.rules->track(*details.track) == nullptr)
    return no(Failure(Refusal::no_such_track));
  return true;
}

// An id in a round's sheet that looked like an identity number would be refused there.
ApplicationId drawn_id() {
  while (true)
    if (const ApplicationId id{crypto::random_id()}; !people::holds_identity_number(text_of(id))) return id;
}

store::What about(Act act, const ApplicationRecord& record, lives::Reason reason = lives::Reason::none) {
  return {act, record.person, "application", record.id.number, std::string(lives::id_of(reason)), false};
}

std::optional<lives::Asked> asked_for(lives::ApplicationMove move) {
  using enum lives::ApplicationMove;
  switch (move) {
    case ask_for_more: return lives::Asked::more_details;
    case find_not_eligible: return lives::Asked::not_eligible;
    case withdraw: return lives::Asked::leaving;
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<bool> RecordCheck::shown_for(Date day) const {
  if (!shown || !*shown) return shown;
  return !holds_to || day <= *holds_to;
}

Result<ApplicationId, Failure> apply_in(Transaction& tx, PersonId person, const ApplicationDetails& details) {
  PARVIS_TRY(const auto there, told(tx.first(person_open_to_apply, tx.city(), person)));
  if (!there) return no(Failure(Refusal::no_such_person));
  PARVIS_TRY([[maybe_unused]] const bool track, check_track(tx, details));
  const auto part = lives::id_of(details.part);
  PARVIS_TRY(const auto open, told(tx.first(open_application, tx.city(), person, details.programme, part)));
  if (open) return no(Failure(Refusal::applied_already));
  const auto id = drawn_id();
  auto cells = terms(details);
  const bool mentor = details.part == lives::Part::mentor;
  cells.insert(cells.begin(), {{"application_id", id},
                               {"city_id", tx.city()},
                               {"person_id", person},
                               {"programme_id", details.programme},
                               {"part", part},
                               {"state", lives::id_of(lives::ApplicationState::submitted)},
                               {"applied_on", details.applied_on},
                               {"capacity", mentor ? details.capacity : 0},
                               {"edition", 1}});
  PARVIS_DONE(tx.add("application", cells));
  for (int place = 1; mentor && place <= details.capacity; ++place)
    PARVIS_DONE(tx.add("mentor_place", {{"application_id", id}, {"place", place}}));
  if (!mentor) {
    PARVIS_TRY([[maybe_unused]] const bool groups,
               keep_target_groups_in(tx, person, details.target_groups, details.applied_on));
  }
  tx.tell({Act::applied, person, "application", id.number, {}, false});
  return id;
}

Result<ApplicationRecord, Failure> application_in(Transaction& tx, ApplicationId id) {
  PARVIS_TRY(const auto row, told(tx.first(one_application, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_application));
  return application_of_row(*row);
}

Result<int, Failure> move_in(Transaction& tx, ApplicationId id, int edition, lives::ApplicationMove move,
                             lives::Reason reason) {
  PARVIS_TRY(const auto record, application_in(tx, id));
  if (record.edition != edition) return no(Failure(Refusal::changed_meanwhile));
  const auto next = lives::after(record.state, move);
  if (!next) return no(Failure(Refusal::move_not_open));
  if (const auto asked = asked_for(move); asked && !lives::is_reason_for(reason, *asked))
    return no(Failure(Refusal::reason_missing));
  Cells cells{{"state", lives::id_of(*next)}, {"edition", edition + 1}};
  if (lives::is_over(*next)) {
    PARVIS_TRY([[maybe_unused]] const bool left, leave_proposals(tx, id, reason));
    cells.emplace_back("ended_on", tx.now().day_utc());
  }
  PARVIS_DONE(tx.change("application", {db::value(id)}, cells));
  const bool withdrawn = *next == lives::ApplicationState::withdrawn;
  tx.tell(about(withdrawn ? Act::application_withdrawn : Act::application_decided, record, reason));
  return edition + 1;
}

Result<store::PartnerId, Failure> partner_named_in(Transaction& tx, std::string_view name) {
  PARVIS_TRY(const auto row, told(tx.first(partner_named, tx.city(), name)));
  if (row) return row->get<store::PartnerId>(0);
  const store::PartnerId id{crypto::random_id()};
  PARVIS_DONE(tx.add("partner",
                     {{"partner_id", id}, {"city_id", tx.city()}, {"name", name}, {"kind", "organisation"}}));
  return id;
}

Result<bool, Failure> keep_apart_in(Transaction& tx, PersonId one, PersonId other) {
  if (one == other) return false;
  const auto [first, second] = std::minmax(one, other);
  PARVIS_TRY(const auto there, told(tx.first(kept_apart, first, second)));
  if (there) return false;
  PARVIS_DONE(tx.add("not_together", {{"person_id", first}, {"other_person_id", second}}));
  return true;
}

Result<ApplicationId, Failure> Applications::apply(const store::Actor& actor, Moment now, PersonId person,
                                                   const ApplicationDetails& details) {
  return store_.transact(actor, now, [&](Transaction& tx) { return apply_in(tx, person, details); });
}

Result<ApplicationRecord, Failure> Applications::read(const store::Actor& actor, Moment now,
                                                      ApplicationId id) {
  auto record = store_.read(actor, now, [&](Transaction& tx) { return application_in(tx, id); });
  if (record) PARVIS_DONE(store_.log(actor, now, about(Act::person_read, *record)));
  return record;
}

Result<std::vector<ApplicationRecord>, Failure> applications_of_in(Transaction& tx, PersonId person) {
  PARVIS_TRY(const auto rows, told(tx.all(applications_of_one, tx.city(), person)));
  std::vector<ApplicationRecord> all;
  for (const auto& row : rows) {
    PARVIS_TRY(auto record, application_in(tx, row.get<ApplicationId>(0)));
    all.push_back(std::move(record));
  }
  return all;
}

Result<std::vector<ApplicationRecord>, Failure> Applications::of_person(const store::Actor& actor, Moment now,
                                                                        PersonId person) {
  auto records = store_.read(actor, now, [&](Transaction& tx) { return applications_of_in(tx, person); });
  if (records) PARVIS_DONE(store_.log(actor, now, {Act::person_read, person, "application", {}, {}, false}));
  return records;
}

Result<int, Failure> Applications::correct(const store::Actor& actor, Moment now, ApplicationId id,
                                           int edition, const ApplicationDetails& details) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<int, Failure> {
    PARVIS_TRY(const int next, correct_application_in(tx, id, edition, details));
    if (details.part == lives::Part::mentor) return next;
    PARVIS_TRY(const auto record, application_in(tx, id));
    if (!record.person) return no(Failure(Refusal::no_such_application));
    PARVIS_TRY(const bool is_otherwise,
               set_target_groups_in(tx, *record.person, details.target_groups, now.day_utc()));
    if (is_otherwise)
      tx.tell({Act::person_corrected, record.person, "person", record.person->number, {}, false});
    return next;
  });
}

Result<int, Failure> correct_application_in(Transaction& tx, ApplicationId id, int edition,
                                            const ApplicationDetails& details) {
  PARVIS_TRY(const auto record, application_in(tx, id));
  if (record.edition != edition) return no(Failure(Refusal::changed_meanwhile));
  if (lives::is_over(record.state)) return no(Failure(Refusal::move_not_open));
  auto wished = details;
  wished.programme = record.details.programme;
  PARVIS_TRY([[maybe_unused]] const bool track, check_track(tx, wished));
  auto cells = terms(wished);
  cells.emplace_back("edition", edition + 1);
  PARVIS_DONE(tx.change("application", {db::value(id)}, cells));
  if (record.details.part == lives::Part::mentor && wished.capacity != record.details.capacity) {
    PARVIS_TRY([[maybe_unused]] const bool places, set_places(tx, id, wished.capacity));
  }
  tx.tell(about(Act::person_corrected, record));
  return edition + 1;
}

Result<int, Failure> Applications::move(const store::Actor& actor, Moment now, ApplicationId id, int edition,
                                        lives::ApplicationMove move, lives::Reason reason) {
  return store_.transact(actor, now, [&](Transaction& tx) { return move_in(tx, id, edition, move, reason); });
}

Result<bool, Failure> tell_of_both(store::Transaction& tx, store::What what, ApplicationId adept,
                                   ApplicationId mentor) {
  for (const auto one : {adept, mentor}) {
    PARVIS_TRY(const auto application, application_in(tx, one));
    what.person = application.person;
    tx.tell(what);
  }
  return true;
}

}  // namespace parvis::records
