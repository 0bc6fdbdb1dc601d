#include "app/records/people.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "app/records/people_filter.hpp"
#include "app/records/scope.hpp"
#include "domain/people/cells.hpp"
#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/i18n/names.hpp"

namespace parvis::records {
namespace {

using people::Field;
using store::Act;
using store::Cells;
using store::Transaction;
using store::What;

constexpr db::Query language_of_city{"language_of_city", "SELECT language FROM city WHERE city_id = $1"};
constexpr db::Query one_person{"one_person", R"(
  SELECT name, gender, birth_year, identity_number, address, phone, email, language, district, swedish, education_level,
         education_field, occupation_title, occupation_groups, experience_years, available_hours, meeting_form, employer,
         interests, registered_on, merged_into, edition
    FROM person WHERE city_id = $1 AND person_id = $2)"};
constexpr db::Query languages_of_person{
    "languages_of_person",
    "SELECT iso639_3, level FROM person_language WHERE person_id = $1 ORDER BY iso639_3"};
constexpr db::Query places_of_languages{
    "places_of_languages", "SELECT place FROM person_language WHERE person_id = $1 ORDER BY place"};
constexpr db::Query words_of_person{"words_of_person",
                                    "SELECT place FROM person_name WHERE person_id = $1 ORDER BY place"};
// The longest word leads, the others are looked for among those who have it. A word between two bounds begins like
// the one asked for.
constexpr db::Query people_named{
    "people_named",
    R"(
  SELECT p.person_id, p.name, p.district, p.occupation_title, p.registered_on
    FROM (SELECT n.person_id FROM person_name n WHERE n.city_id = $1 AND n.word BETWEEN $4 AND $5
           UNION SELECT n.person_id FROM person_name n WHERE n.city_id = $1 AND n.word = $6) m CROSS JOIN person p
   WHERE p.person_id = m.person_id AND p.city_id = $1 AND p.merged_into IS NULL
     AND )" PARVIS_PERSON_IS_LIKE("$28", "$29") R"(
     AND (($2 = '*' AND $34 = 0) OR EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id AND )" PARVIS_APPLICATION_IS_LIKE(
        "$30", "$31", "$32", "$33") " AND " PARVIS_IN_SCOPE("a.programme_id", "a.partner_id", "$2") R"())
     AND ($7 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $7 AND $8 OR n.word = $9)))
     AND ($10 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $10 AND $11 OR n.word = $12)))
     AND ($13 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $13 AND $14 OR n.word = $15)))
     AND ($16 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $16 AND $17 OR n.word = $18)))
     AND ($19 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $19 AND $20 OR n.word = $21)))
     AND ($22 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $22 AND $23 OR n.word = $24)))
     AND ($25 = '' OR EXISTS (SELECT 1 FROM person_name n WHERE n.person_id = p.person_id AND (n.word BETWEEN $25 AND $26 OR n.word = $27)))
   ORDER BY p.sorts_as, p.person_id LIMIT $3)"};
constexpr db::Query person_with_number{"person_with_number", R"(
  SELECT person_id, name, district, occupation_title, registered_on FROM person
   WHERE city_id = $1 AND identity_number_hash = $2 AND merged_into IS NULL)"};

// One row whoever has the number: how many records, and how many of those with it or beside it stand in the scope.
constexpr db::Query number_held{"number_held",
                                R"(
  SELECT COALESCE(SUM(CASE WHEN p.identity_number_hash = $2 THEN 1 ELSE 0 END), 0),
         COALESCE(SUM(CASE WHEN $5 = '*' OR EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id AND )" PARVIS_IN_SCOPE(
                                    "a.programme_id", "a.partner_id", "$5") R"() THEN 1 ELSE 0 END), 0)
    FROM person p
   WHERE p.city_id = $1 AND p.identity_number_hash BETWEEN $2 AND $3 AND p.merged_into IS NULL AND p.person_id <> $4)"};
constexpr db::Query one_number_twice{"one_number_twice", R"(
  SELECT p.person_id, p.name, p.district, p.occupation_title, p.registered_on,
         s.person_id, s.name, s.district, s.occupation_title, s.registered_on
    FROM person s JOIN person p ON p.city_id = s.city_id AND p.merged_into IS NULL
                               AND p.identity_number_hash = SUBSTR(s.identity_number_hash, 1, 32)
   WHERE s.city_id = $1 AND s.merged_into IS NULL AND LENGTH(s.identity_number_hash) > 32
   ORDER BY s.person_id LIMIT $2)"};

constexpr std::string_view number_purpose = "identity_number";

What about(Act act, PersonId person) {
  return {act, person, "person", person.number, {}, false};
}

// The columns that hold a cell of our own spreadsheet as it stands.
constexpr std::array<std::pair<Field, std::string_view>, 9> text_columns{
    {{Field::district, "district"},
     {Field::swedish, "swedish"},
     {Field::education_level, "education_level"},
     {Field::education_field, "education_field"},
     {Field::occupation, "occupation_title"},
     {Field::availability, "available_hours"},
     {Field::meeting, "meeting_form"},
     {Field::employer, "employer"},
     {Field::interests, "interests"}}};

std::optional<std::string> groups_text(const people::Person& person) {
  if (!person.occupation) return std::nullopt;
  std::string text;
  for (const auto group : person.occupation->groups) text += (text.empty() ? "" : " ") + group.text();
  return text;
}

enum class IsTheSame { no, yes };

class Saving {
 public:
  Saving(Transaction& tx, const occupations::Taxonomy& taxonomy, PersonId id, const PersonDetails& details)
      : tx_(tx), taxonomy_(taxonomy), id_(id), details_(details) {}

  /// Before the cells: under which hash the number is kept. Whose number another record has that the asker cannot see
  /// stands beside it, under a longer hash, until the two are merged.
  Result<bool, Failure> number(const access::RowScope& scope, IsTheSame is_the_same) {
    if (!details_.identity_number) return false;
    hash_ = tx_.lookup_hash(number_purpose, details_.identity_number->digits());
    PARVIS_TRY(const auto held,
               told(tx_.first(number_held, tx_.city(), *hash_, beside(*hash_), id_, scope_text(scope))));
    if (is_the_same == IsTheSame::no && held->get<std::int64_t>(1) > 0)
      return no(Failure(Refusal::identity_number_taken));
    if (held->get<std::int64_t>(0) > 0) hash_->bytes += std::to_string(id_.number);
    return true;
  }

  Result<Cells, Failure> cells(int edition) {
    PARVIS_TRY(const auto city, told(tx_.first(language_of_city, tx_.city())));
    const auto& known = details_.known;
    const auto texts = people::cells_of(known, taxonomy_);
    std::optional<std::string> gender;
    if (known.gender) gender = people::id_of(*known.gender);
    std::optional<std::string> number;
    if (details_.identity_number) number = details_.identity_number->digits();
    Cells cells{{"name", known.name},
                {"sorts_as", db::Bytes{sort_key(known.name, city->get<std::string>(0))}},
                {"gender", gender},
                {"birth_year", known.birth_year},
                {"identity_number", number},
                {"identity_number_hash", hash_},
                {"address", details_.address},
                {"phone", details_.phone},
                {"email", details_.email},
                {"language", details_.language},
                {"occupation_groups", groups_text(known)},
                {"experience_years", known.experience_years},
                {"edition", edition}};
    for (const auto& [field, column] : text_columns) {
      const auto found = texts.find(field);
      cells.emplace_back(column, found == texts.end() ? std::nullopt : std::optional(found->second));
    }
    return cells;
  }

  // What stands in rows of its own, one behind the other: only what differs is touched.
  Result<bool, Failure> lists() {
    std::vector<Cells> words, spoken;
    for (const auto& word : name_words(details_.known.name))
      words.push_back({{"city_id", tx_.city()}, {"word", word}});
    for (const auto& one : details_.known.languages.value_or(std::vector<people::SpokenLanguage>{})) {
      std::optional<std::string> level;
      if (one.level) level = people::id_of(*one.level);
      spoken.push_back({{"iso639_3", one.iso639_3}, {"level", level}});
    }
    PARVIS_TRY([[maybe_unused]] const bool named, in_places("person_name", words_of_person, words));
    return in_places("person_language", places_of_languages, spoken);
  }

 private:
  Result<bool, Failure> in_places(std::string_view table, const db::Query& places,
                                  const std::vector<Cells>& rows) {
    PARVIS_TRY(const auto there, told(tx_.all(places, id_)));
    for (std::size_t at = 0; at < std::max(rows.size(), there.size()); ++at) {
      const store::Key key{db::value(id_), db::value(at + 1)};
      if (at >= rows.size()) {
        PARVIS_DONE(tx_.remove(table, key));
      } else if (at < there.size()) {
        PARVIS_DONE(tx_.change(table, key, rows[at]));
      } else {
        auto cells = rows[at];
        cells.insert(cells.begin(), {{"person_id", id_}, {"place", at + 1}});
        PARVIS_DONE(tx_.add(table, cells));
      }
    }
    return true;
  }

  Transaction& tx_;
  const occupations::Taxonomy& taxonomy_;
  PersonId id_;
  const PersonDetails& details_;
  std::optional<db::Bytes> hash_;
};

Result<bool, Failure> is_sealed_as(Transaction& tx, PersonId id, std::string_view column,
                                   const db::Value& sealed, const std::optional<std::string>& wished) {
  const auto* bytes = std::get_if<db::Bytes>(&sealed);
  if (bytes == nullptr || !wished) return false;
  PARVIS_TRY(const auto plain, told(tx.open("person", column, {db::value(id)}, *bytes)));
  return plain == *wished;
}

// Sealing the same value anew would look like a change.
Result<bool, Failure> leave_if_same(Transaction& tx, PersonId id, std::string_view column,
                                    const db::Value& sealed, const std::optional<std::string>& wished,
                                    Cells& cells) {
  PARVIS_TRY(const bool is_same, is_sealed_as(tx, id, column, sealed, wished));
  if (!is_same) return false;
  cells.erase(std::remove_if(cells.begin(), cells.end(),
                             [&](const store::Cell& cell) { return cell.column == column; }),
              cells.end());
  return true;
}

PersonRow row_of(const db::Row& row, std::size_t from = 0) {
  return {row.get<PersonId>(from), row.get<std::string>(from + 1),
          row.get<std::optional<std::string>>(from + 2), row.get<std::optional<std::string>>(from + 3),
          row.get<Date>(from + 4)};
}

// The kept cells are read as a spreadsheet of one row is: one reading for all.
people::Person person_in(const db::Row& row, const std::vector<db::Row>& languages,
                         const occupations::Taxonomy& taxonomy) {
  people::CellTexts cells{{Field::id, "1"}};
  constexpr std::array<std::pair<Field, std::size_t>, 9> texts{{{Field::district, 8},
                                                                {Field::swedish, 9},
                                                                {Field::education_level, 10},
                                                                {Field::education_field, 11},
                                                                {Field::occupation, 12},
                                                                {Field::availability, 15},
                                                                {Field::meeting, 16},
                                                                {Field::employer, 17},
                                                                {Field::interests, 18}}};
  for (const auto& [field, column] : texts)
    if (const auto text = row.get<std::optional<std::string>>(column)) cells[field] = *text;
  people::TitleChoices choices;
  if (const auto groups = row.get<std::optional<std::string>>(13)) {
    people::Person settled;
    settled.occupation = occupations::Occupation{{}, {}, cells[Field::occupation]};
    for (const auto& code : parts_of(*groups, " "))
      if (const auto group = occupations::Ssyk::from(code)) settled.occupation->groups.push_back(*group);
    people::add_choice(choices, settled, taxonomy);
  }
  const people::CellTexts rows[] = {cells};
  auto intake =
      people::read_adepts(people::table_of(rows, "person"), taxonomy, {{Field::occupation}, {}, &choices});
  people::Person person;
  if (!intake.people.empty()) person = std::move(intake.people.front());
  person.id.clear();
  person.row = 0;
  person.name = row.get<std::string>(0);
  if (const auto gender = row.get<std::optional<std::string>>(1)) person.gender = people::gender_of(*gender);
  person.birth_year = row.get<std::optional<int>>(2);
  person.experience_years = row.get<std::optional<int>>(14);
  if (!languages.empty()) person.languages.emplace();
  for (const auto& one : languages) {
    const auto level = one.get<std::optional<std::string>>(1);
    person.languages->push_back({one.get<std::string>(0), level ? people::level_of(*level) : std::nullopt});
  }
  return person;
}

}  // namespace

db::Bytes beside(const db::Bytes& hash) {
  return {hash.bytes + std::string(24, '\xff')};
}

Result<PersonId, Failure> People::add(const Actor& actor, Moment now, const PersonDetails& details,
                                      const access::RowScope& scope) {
  return store_.transact(actor, now, [&](Transaction& tx) { return add_in(tx, details, scope); });
}

Result<PersonId, Failure> People::add_in(Transaction& tx, const PersonDetails& details,
                                         const access::RowScope& scope) const {
  if (trimmed(details.known.name).empty()) return no(Failure(Refusal::name_missing));
  const PersonId id{crypto::random_id()};
  Saving saving(tx, *taxonomy_, id, details);
  PARVIS_TRY([[maybe_unused]] const bool numbered, saving.number(scope, IsTheSame::no));
  PARVIS_TRY(auto cells, saving.cells(1));
  const auto registered_on = details.known.registered_on.value_or(tx.now().day_utc());
  cells.insert(cells.begin(), {{"person_id", id}, {"city_id", tx.city()}, {"registered_on", registered_on}});
  PARVIS_DONE(tx.add("person", cells));
  PARVIS_TRY([[maybe_unused]] const bool kept, saving.lists());
  tx.tell(about(Act::person_registered, id));
  return id;
}

Result<PersonRecord, Failure> People::read_in(Transaction& tx, PersonId id) const {
  PARVIS_TRY(const auto row, told(tx.first(one_person, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_person));
  PARVIS_TRY(const auto languages, told(tx.all(languages_of_person, id)));
  PersonRecord read{id, row->get<int>(21), row->get<Date>(19), row->get<std::optional<PersonId>>(20), {}};
  read.details.known = person_in(*row, languages, *taxonomy_);
  read.details.known.registered_on = read.registered_on;
  if (const auto sealed = row->get<std::optional<db::Bytes>>(3)) {
    PARVIS_TRY(const auto digits, told(tx.open("person", "identity_number", {db::value(id)}, *sealed)));
    auto number = people::IdentityNumber::read(digits, tx.now().day_utc());
    if (number) read.details.identity_number = std::move(*number);
  }
  if (const auto sealed = row->get<std::optional<db::Bytes>>(4)) {
    PARVIS_TRY(read.details.address, told(tx.open("person", "address", {db::value(id)}, *sealed)));
  }
  read.details.phone = row->get<std::optional<std::string>>(5);
  read.details.email = row->get<std::optional<std::string>>(6);
  read.details.language = row->get<std::optional<std::string>>(7);
  return read;
}

Result<PersonRecord, Failure> People::read(const Actor& actor, Moment now, PersonId id,
                                           std::string_view reason) {
  auto record = store_.read(actor, now, [&](Transaction& tx) { return read_in(tx, id); });
  // The page leaves when its row of the log is on disk.
  auto row = about(Act::person_read, id);
  row.reason = reason;
  if (record) PARVIS_DONE(store_.log(actor, now, row));
  return record;
}

Result<int, Failure> People::correct(const Actor& actor, Moment now, PersonId id, int edition,
                                     const PersonDetails& details, const access::RowScope& scope) {
  return store_.transact(actor, now,
                         [&](Transaction& tx) { return correct_in(tx, id, edition, details, scope); });
}

Result<int, Failure> People::correct_in(Transaction& tx, PersonId id, int edition,
                                        const PersonDetails& details, const access::RowScope& scope) const {
  if (trimmed(details.known.name).empty()) return no(Failure(Refusal::name_missing));
  PARVIS_TRY(const auto row, told(tx.first(one_person, tx.city(), id)));
  if (!row) return no(Failure(Refusal::no_such_person));
  if (row->get<int>(21) != edition) return no(Failure(Refusal::changed_meanwhile));
  Saving saving(tx, *taxonomy_, id, details);
  std::optional<std::string> number;
  if (details.identity_number) number = details.identity_number->digits();
  PARVIS_TRY(const bool is_same, is_sealed_as(tx, id, "identity_number", row->cells[3], number));
  PARVIS_TRY([[maybe_unused]] const bool numbered,
             saving.number(scope, is_same ? IsTheSame::yes : IsTheSame::no));
  PARVIS_TRY(auto cells, saving.cells(edition + 1));
  PARVIS_TRY([[maybe_unused]] const bool first,
             leave_if_same(tx, id, "identity_number", row->cells[3], number, cells));
  PARVIS_TRY([[maybe_unused]] const bool second,
             leave_if_same(tx, id, "address", row->cells[4], details.address, cells));
  PARVIS_DONE(tx.change("person", {db::value(id)}, cells));
  PARVIS_TRY([[maybe_unused]] const bool kept, saving.lists());
  tx.tell(about(Act::person_corrected, id));
  return edition + 1;
}

namespace {

struct AskedWord {
  std::string first, last, consonants;
};

// The longest first, and as many as the statement has places for.
std::array<AskedWord, 8> asked_words(std::string_view name) {
  std::vector<AskedWord> asked;
  for (const auto& part : parts_of(name, " ,-./")) {
    std::vector<std::string> words;
    std::string consonants;
    for (const auto& one : name_words(part))
      if (one.front() == '~')
        consonants = one;
      else
        words.push_back(one);
    for (const auto& word : words)
      asked.push_back({word, word + "\x7f", words.size() == 1 ? consonants : ""});
  }
  std::ranges::stable_sort(
      asked, [](const auto& one, const auto& other) { return one.first.size() > other.first.size(); });
  std::array<AskedWord, 8> places;
  for (std::size_t at = 0; at < std::min(asked.size(), places.size()); ++at) places[at] = asked[at];
  return places;
}

}  // namespace

Result<std::vector<PersonRow>, Failure> People::find(const Actor& actor, Moment now,
                                                     const access::RowScope& scope, std::string_view name,
                                                     int limit, const PeopleFilter& filter) {
  const auto asked = asked_words(name);
  if (asked.front().first.empty()) return std::vector<PersonRow>{};
  const int asks_of_application =
      filter.programme || filter.part || filter.state || filter.waiting_since ? 1 : 0;
  auto found = store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<PersonRow>, Failure> {
    const auto rows = std::apply(
        [&](const auto&... word) {
          return std::apply([&](const auto&... argument) { return tx.all(people_named, argument...); },
                            std::tuple_cat(std::tuple(tx.city(), scope_text(scope), limit),
                                           std::tie(word.first, word.last, word.consonants)...,
                                           arguments_of(filter), std::tuple(asks_of_application)));
        },
        asked);
    if (!rows) return no(failure(rows.error()));
    std::vector<PersonRow> people;
    for (const auto& row : *rows) people.push_back(row_of(row));
    return people;
  });
  if (found) PARVIS_DONE(store_.log(actor, now, {Act::people_searched, {}, "person", {}, {}, false}));
  return found;
}

Result<std::optional<PersonRow>, Failure> People::find(const Actor& actor, Moment now,
                                                       const people::IdentityNumber& number) {
  auto found = store_.read(actor, now, [&](Transaction& tx) -> Result<std::optional<PersonRow>, Failure> {
    const auto hash = tx.lookup_hash(number_purpose, number.digits());
    PARVIS_TRY(const auto row, told(tx.first(person_with_number, tx.city(), hash)));
    return row ? std::optional(row_of(*row)) : std::nullopt;
  });
  if (found) PARVIS_DONE(store_.log(actor, now, {Act::people_searched, {}, "person", {}, {}, false}));
  return found;
}

Result<std::vector<std::pair<PersonRow, PersonRow>>, Failure> People::twice_numbered(const Actor& actor,
                                                                                     Moment now, int limit) {
  return store_.read(actor, now,
                     [&](Transaction& tx) -> Result<std::vector<std::pair<PersonRow, PersonRow>>, Failure> {
                       PARVIS_TRY(const auto rows, told(tx.all(one_number_twice, tx.city(), limit)));
                       std::vector<std::pair<PersonRow, PersonRow>> twice;
                       for (const auto& row : rows) twice.emplace_back(row_of(row), row_of(row, 5));
                       return twice;
                     });
}

}  // namespace parvis::records
