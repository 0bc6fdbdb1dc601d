#include "app/records/round_input.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/base/fold.hpp"

namespace parvis::records {
namespace {

using people::Field;
using store::Transaction;

// Both statements give the same columns.
#define PARVIS_ROUND_PERSON_COLUMNS                                                                          \
  "SELECT a.application_id, a.person_id, a.part, p.name, p.gender, p.birth_year, p.experience_years, "       \
  "p.occupation_groups, a.applied_on, a.capacity, a.record_check, a.record_check_holds_to, p.district, "     \
  "p.swedish, p.education_level, p.education_field, p.occupation_title, p.available_hours, p.meeting_form, " \
  "p.employer, p.interests, a.wishes, o.name, a.training, a.least_swedish, a.offers, "                       \
  "(SELECT COUNT(*) FROM held_place h WHERE h.application_id = a.application_id) "                           \
  "FROM application a JOIN person p ON p.person_id = a.person_id "                                           \
  "LEFT JOIN partner o ON o.partner_id = a.partner_id "

constexpr db::Query waiting_people{
    "waiting_people", PARVIS_ROUND_PERSON_COLUMNS
    "WHERE a.city_id = $1 AND a.programme_id = $2 AND a.state = 'eligible' "
    "AND (a.track IS NULL OR a.track = $3) AND p.merged_into IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM held_adept h WHERE h.application_id = a.application_id) "
    "AND (a.part = 'adept' OR a.capacity > (SELECT COUNT(*) FROM held_place h WHERE "
    "h.application_id = a.application_id)) ORDER BY a.application_id"};
constexpr db::Query these_two{"these_two", PARVIS_ROUND_PERSON_COLUMNS
                              "WHERE a.city_id = $1 AND a.application_id IN ($2, $3) AND a.ended_on IS NULL "
                              "ORDER BY a.application_id"};
#undef PARVIS_ROUND_PERSON_COLUMNS
constexpr db::Query tongues_of_applicants{"tongues_of_applicants", R"(
  SELECT l.person_id, l.iso639_3, l.level FROM person_language l
   WHERE l.person_id IN (SELECT a.person_id FROM application a WHERE a.programme_id = $1 AND a.ended_on IS NULL)
     AND (CAST($2 AS BIGINT) = 0 OR l.person_id IN ($2, $3)) ORDER BY l.person_id, l.iso639_3)"};
constexpr db::Query groups_of_applicants{"groups_of_applicants", R"(
  SELECT g.person_id, g.target_group FROM person_target_group g
   WHERE g.person_id IN (SELECT a.person_id FROM application a WHERE a.programme_id = $1 AND a.ended_on IS NULL)
     AND (CAST($2 AS BIGINT) = 0 OR g.person_id IN ($2, $3)) AND g.first_day <= $4 AND COALESCE(g.last_day, '9999-12-31') >= $4
   ORDER BY g.person_id, g.target_group)"};
// Whoever has been a pair, in whatever programme and part, and whoever is kept apart.
constexpr db::Query apart_from_each_other{"apart_from_each_other", R"(
  SELECT n.person_id, n.other_person_id FROM not_together n JOIN person p ON p.person_id = n.person_id
   WHERE p.city_id = $1 AND (CAST($2 AS BIGINT) = 0 OR n.person_id IN ($2, $3))
   UNION
  SELECT x.person_id, y.person_id FROM pair r
    JOIN application x ON x.application_id = r.adept_application_id
    JOIN application y ON y.application_id = r.mentor_application_id
   WHERE r.city_id = $1 AND x.person_id IS NOT NULL AND y.person_id IS NOT NULL AND (CAST($2 AS BIGINT) = 0 OR x.person_id IN ($2, $3)))"};

constexpr std::array<std::pair<Field, std::size_t>, 13> text_cells{{{Field::district, 12},
                                                                    {Field::swedish, 13},
                                                                    {Field::education_level, 14},
                                                                    {Field::education_field, 15},
                                                                    {Field::occupation, 16},
                                                                    {Field::availability, 17},
                                                                    {Field::meeting, 18},
                                                                    {Field::employer, 19},
                                                                    {Field::interests, 20},
                                                                    {Field::wishes, 21},
                                                                    {Field::training, 23},
                                                                    {Field::least_swedish, 24},
                                                                    {Field::offers, 25}}};

RoundPerson person_in(const db::Row& row, Date day) {
  RoundPerson one{row.get<ApplicationId>(0),
                  row.get<PersonId>(1),
                  lives::part_of(row.get<std::string>(2)).value(),
                  row.get<std::string>(3),
                  {},
                  row.get<std::optional<std::string>>(7)};
  for (const auto& [field, column] : text_cells)
    if (auto text = row.get<std::optional<std::string>>(column)) one.cells[field] = std::move(*text);
  if (one.part == lives::Part::mentor) {
    one.cells[Field::capacity] = std::to_string(row.get<int>(9) - row.get<int>(26));
    if (auto partner = row.get<std::optional<std::string>>(22))
      one.cells[Field::partner] = std::move(*partner);
    RecordCheck check;
    if (const auto shown = row.get<std::optional<std::string>>(10)) check.shown = *shown == "shown";
    check.holds_to = row.get<std::optional<Date>>(11);
    if (const auto shown = check.shown_for(day)) one.cells[Field::record_check] = *shown ? "yes" : "no";
  }
  return one;
}

/// What stands in rows of its own, and what is not kept in the words of a spreadsheet.
class Gathering {
 public:
  Gathering(Transaction& tx, ProgrammeId programme, Date day) : tx_(tx), programme_(programme), day_(day) {}

  Result<std::vector<RoundPerson>, Failure> all_of(const std::vector<db::Row>& rows) {
    const bool two = rows.size() == 2;
    const PersonId one = two ? rows[0].get<PersonId>(1) : PersonId{};
    const PersonId other = two ? rows[1].get<PersonId>(1) : PersonId{};
    PARVIS_TRY(const auto tongues, told(tx_.all(tongues_of_applicants, programme_, one, other)));
    for (const auto& row : tongues) {
      const auto level = row.get<std::optional<std::string>>(2);
      spoken_[row.get<PersonId>(0)].push_back(
          {row.get<std::string>(1), level ? people::level_of(*level) : std::nullopt});
    }
    PARVIS_TRY(const auto groups, told(tx_.all(groups_of_applicants, programme_, one, other, day_)));
    for (const auto& row : groups)
      if (const auto group = people::target_group_of(row.get<std::string>(1)))
        groups_[row.get<PersonId>(0)].push_back(*group);
    PARVIS_TRY(const auto apart, told(tx_.all(apart_from_each_other, tx_.city(), one, other)));
    for (const auto& row : apart) {
      apart_[row.get<PersonId>(0)].insert(row.get<PersonId>(1));
      apart_[row.get<PersonId>(1)].insert(row.get<PersonId>(0));
    }
    std::vector<RoundPerson> people;
    for (const auto& row : rows) people.push_back(person_in(row, day_));
    std::map<PersonId, std::string> mentors;
    for (const auto& person : people)
      if (person.part == lives::Part::mentor) mentors[person.person] = text_of(person.application);
    for (std::size_t at = 0; at < people.size(); ++at) complete(people[at], rows[at], mentors);
    return people;
  }

 private:
  void complete(RoundPerson& person, const db::Row& row, const std::map<PersonId, std::string>& mentors) {
    people::Adept known;
    known.id = text_of(person.application);
    if (const auto gender = row.get<std::optional<std::string>>(4)) known.gender = people::gender_of(*gender);
    known.birth_year = row.get<std::optional<int>>(5);
    known.experience_years = row.get<std::optional<int>>(6);
    known.registered_on = row.get<Date>(8);
    if (const auto found = spoken_.find(person.person); found != spoken_.end())
      known.languages = found->second;
    if (person.part == lives::Part::adept) {
      if (const auto found = groups_.find(person.person); found != groups_.end()) {
        std::set<people::TargetGroup> each(found->second.begin(), found->second.end());
        known.target_groups.emplace(each.begin(), each.end());
      }
      if (const auto found = apart_.find(person.person); found != apart_.end())
        for (const auto& other : found->second)
          if (const auto mentor = mentors.find(other); mentor != mentors.end())
            known.not_with.push_back(mentor->second);
    }
    person.cells.merge(people::cells_of(known, *taxonomy_));
  }

  Transaction& tx_;
  ProgrammeId programme_;
  Date day_;
  // Names of languages are the same in every taxonomy.
  std::shared_ptr<const occupations::Taxonomy> taxonomy_ = occupations::Taxonomy::starter();
  std::map<PersonId, std::vector<people::SpokenLanguage>> spoken_;
  std::map<PersonId, std::vector<people::TargetGroup>> groups_;
  std::map<PersonId, std::set<PersonId>> apart_;
};

std::vector<occupations::Ssyk> ssyk_in(const std::string& groups) {
  std::vector<occupations::Ssyk> codes;
  for (const auto& code : parts_of(groups, " "))
    if (const auto group = occupations::Ssyk::from(code)) codes.push_back(*group);
  return codes;
}

// A choice holds for all who wrote the title; where two have settled it differently, each keeps their own.
template <class Kind>
void settle(std::vector<Kind>& people, const std::map<std::string, std::vector<occupations::Ssyk>>& settled,
            const occupations::Taxonomy& taxonomy) {
  for (auto& person : people) {
    const auto own = settled.find(person.id);
    if (own == settled.end() || !person.occupation || person.occupation->groups == own->second) continue;
    auto found = taxonomy.find(person.occupation->title);
    if (found.occupation && found.occupation->groups == own->second)
      person.occupation = std::move(*found.occupation);
    else
      person.occupation = occupations::Occupation{own->second, {}, person.occupation->title};
  }
}

}  // namespace

Result<std::vector<RoundPerson>, Failure> waiting_in(Transaction& tx, ProgrammeId programme,
                                                     std::string_view track, Date day) {
  PARVIS_TRY(const auto rows, told(tx.all(waiting_people, tx.city(), programme, track)));
  return Gathering(tx, programme, day).all_of(rows);
}

Result<std::vector<RoundPerson>, Failure> both_in(Transaction& tx, ApplicationId adept, ApplicationId mentor,
                                                  Date day) {
  PARVIS_TRY(const auto record, application_in(tx, adept));
  PARVIS_TRY(const auto rows, told(tx.all(these_two, tx.city(), adept, mentor)));
  if (rows.size() != 2) return std::vector<RoundPerson>{};
  return Gathering(tx, record.details.programme, day).all_of(rows);
}

std::string cells_text(const people::CellTexts& cells) {
  auto json = nlohmann::json::object();
  for (const auto& [field, text] : cells) json[std::string(people::header_of(field))] = text;
  return json.dump();
}

people::CellTexts read_cells(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  PARVIS_ASSERT(json.is_object());  // We wrote it.
  people::CellTexts cells;
  for (int i = 0; i <= static_cast<int>(Field::offers); ++i) {
    const auto field = static_cast<Field>(i);
    if (const auto found = json.find(std::string(people::header_of(field))); found != json.end())
      cells[field] = found->get<std::string>();
  }
  return cells;
}

acts::Understood understood(const std::vector<RoundPerson>& people, std::vector<suitability::Lock> locks,
                            const programme::Track& track, const occupations::Taxonomy& taxonomy) {
  std::vector<people::CellTexts> adepts, mentors;
  people::TitleChoices choices;
  std::map<std::string, std::vector<occupations::Ssyk>> settled;
  std::map<PersonId, std::string> as_mentor;
  for (const auto& person : people) {
    (person.part == lives::Part::adept ? adepts : mentors).push_back(person.cells);
    if (person.part == lives::Part::mentor) as_mentor[person.person] = text_of(person.application);
    const auto title = person.cells.find(Field::occupation);
    if (!person.groups || title == person.cells.end()) continue;
    people::Person known;
    known.occupation = occupations::Occupation{ssyk_in(*person.groups), {}, title->second};
    people::add_choice(choices, known, taxonomy);
    settled[text_of(person.application)] = known.occupation->groups;
  }
  const acts::Sheets sheets{people::table_of(adepts, "adepts"), people::table_of(mentors, "mentors"), {}, {}};
  auto understood = acts::understand(sheets, track, taxonomy, {}, std::move(choices));
  settle(understood.adepts.people, settled, taxonomy);
  settle(understood.mentors.people, settled, taxonomy);
  std::set<std::string> in_round;
  for (const auto& mentor : understood.mentors.people) in_round.insert(mentor.id);
  for (const auto& adept : understood.adepts.people) in_round.insert(adept.id);
  for (const auto& person : people) {
    const auto own = as_mentor.find(person.person);
    const auto id = text_of(person.application);
    if (person.part == lives::Part::adept && own != as_mentor.end() && in_round.contains(id) &&
        in_round.contains(own->second))
      locks.push_back({id, own->second, suitability::Locked::out, {}, 0});
  }
  understood.locks = std::move(locks);
  return understood;
}

std::optional<ApplicationId> behind(const std::vector<RoundPerson>& people, const people::Reject& reject) {
  const auto part = reject.file == "adepts" ? lives::Part::adept : lives::Part::mentor;
  int row = 1;
  for (const auto& person : people)
    if (person.part == part && ++row == reject.row) return person.application;
  return std::nullopt;
}

}  // namespace parvis::records
