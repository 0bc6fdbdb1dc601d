#include "app/imports/who.hpp"

#include <algorithm>

#include "domain/people/contacts.hpp"
#include "platform/base/fold.hpp"
#include "platform/i18n/names.hpp"

namespace parvis::imports {
namespace {

// The person stands, by an application, both in the scope that the lists were proposed in and in the asker's own.
// Literals all.
#define PARVIS_STANDS_IN(scope)                                                                         \
  "(" scope                                                                                             \
  " = '*' OR EXISTS (SELECT 1 FROM application a WHERE a.person_id = p.person_id AND " PARVIS_IN_SCOPE( \
      "a.programme_id", "a.partner_id", scope) "))"
#define PARVIS_STANDS_IN_BOTH(one, other) "(" PARVIS_STANDS_IN(one) " AND " PARVIS_STANDS_IN(other) ")"

constexpr db::Query person_of_number{"person_of_number",
                                     R"(
  SELECT p.person_id FROM person p
   WHERE p.city_id = $1 AND p.identity_number_hash BETWEEN $2 AND $3 AND p.merged_into IS NULL
     AND )" PARVIS_STANDS_IN_BOTH("$4", "$5") " ORDER BY p.identity_number_hash, p.person_id LIMIT 1"};
constexpr db::Query person_in_reach{
    "person_in_reach",
    "SELECT p.person_id FROM person p WHERE p.city_id = $1 AND p.person_id = $2 AND " PARVIS_STANDS_IN_BOTH(
        "$3", "$4")};
constexpr db::Query person_of_list_number{"person_of_list_number", R"(
  SELECT list_number_id, person_id FROM list_number
   WHERE city_id = $1 AND programme_id = $2 AND part = $3 AND written = $4)"};
constexpr db::Query people_of_two_words{"people_of_two_words",
                                        R"(
  SELECT DISTINCT p.person_id, p.name, p.phone, p.email, p.identity_number_hash
    FROM person_name n JOIN person_name m ON m.person_id = n.person_id AND m.word = $3
    JOIN person p ON p.person_id = n.person_id
   WHERE n.city_id = $1 AND n.word = $2 AND p.merged_into IS NULL
     AND )" PARVIS_STANDS_IN_BOTH("$4", "$5") " ORDER BY p.person_id"};

std::string email_key(const std::optional<std::string>& email) {
  if (!email) return {};
  std::string key = *email;
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return key;
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  auto words = name_words(name);
  std::erase_if(words, [](const std::string& word) { return word.starts_with('~'); });
  return words;
}

bool have_same_contact(const records::PersonDetails& one, const records::PersonDetails& other) {
  const auto figures = [](const auto& phone) {
    return phone ? people::phone_figures(*phone) : std::string();
  };
  const auto phone = figures(one.phone), email = email_key(one.email);
  return (!phone.empty() && phone == figures(other.phone)) ||
         (!email.empty() && email == email_key(other.email));
}

std::vector<std::string> keys_of_contact(const records::PersonDetails& details) {
  std::string name;
  for (const auto& word : words_of_name(details.known.name)) name += word + " ";
  std::vector<std::string> keys;
  if (name.empty()) return keys;
  if (details.phone) keys.push_back(name + "tel " + people::phone_figures(*details.phone));
  if (details.email) keys.push_back(name + "mail " + email_key(details.email));
  return keys;
}

Result<records::PersonRecord, Failure> Finding::read(PersonId id) {
  PARVIS_TRY(auto record, people_.read_in(tx_, id));
  // A record that has been merged stands for the one it was merged into.
  while (record.merged_into) {
    PARVIS_TRY(auto kept, people_.read_in(tx_, *record.merged_into));
    record = std::move(kept);
  }
  return record;
}

Result<bool, Failure> Finding::reaches(PersonId id) {
  PARVIS_TRY(const auto found, tx_.first(person_in_reach, tx_.city(), id, reach_.proposed, reach_.asker));
  return found.has_value();
}

Result<std::optional<PersonId>, Failure> Finding::by_identity_number(const Understanding::OneRow& row) {
  if (!row.details.identity_number) return std::optional<PersonId>();
  const auto hash = tx_.lookup_hash("identity_number", row.details.identity_number->digits());
  PARVIS_TRY(const auto found, tx_.first(person_of_number, tx_.city(), hash, records::beside(hash),
                                         reach_.proposed, reach_.asker));
  return found ? std::optional(found->get<PersonId>(0)) : std::nullopt;
}

Result<std::optional<PersonId>, Failure> Finding::by_name_and_contact(const Understanding::OneRow& row) {
  auto words = words_of_name(row.details.known.name);
  if (words.empty() || (!row.details.phone && !row.details.email)) return std::optional<PersonId>();
  const auto same_name = words;
  std::ranges::stable_sort(words,
                           [](const auto& one, const auto& other) { return one.size() > other.size(); });
  PARVIS_TRY(const auto rows, tx_.all(people_of_two_words, tx_.city(), words.front(),
                                      words[words.size() > 1 ? 1 : 0], reach_.proposed, reach_.asker));
  for (const auto& found : rows) {
    // Two identity numbers are two people, whatever else they share.
    if (row.details.identity_number && found.get<std::optional<db::Bytes>>(4)) continue;
    records::PersonDetails other;
    other.phone = found.get<std::optional<std::string>>(2);
    other.email = found.get<std::optional<std::string>>(3);
    if (words_of_name(found.get<std::string>(1)) == same_name && have_same_contact(row.details, other))
      return std::optional(found.get<PersonId>(0));
  }
  return std::optional<PersonId>();
}

Result<Who, Failure> Finding::who(const Understanding::OneRow& row) {
  Who who;
  PARVIS_TRY(const auto numbered, by_identity_number(row));
  PARVIS_TRY(const auto listed,
             tx_.first(person_of_list_number, tx_.city(), programme_, lives::id_of(row.part), row.line.id));
  PARVIS_TRY(const auto alike, by_name_and_contact(row));
  if (listed) {
    who.list_number = listed->get<std::int64_t>(0);
    who.list_number_means = listed->get<PersonId>(1);
  }
  if (numbered) {
    PARVIS_TRY(who.person, read(*numbered));
    return who;
  }
  if (listed) {
    PARVIS_TRY(auto record, read(*who.list_number_means));
    PARVIS_TRY(const bool is_reached, reaches(record.id));
    if (is_reached) return meant(std::move(who), std::move(record), row);
  }
  if (alike) {
    PARVIS_TRY(who.person, read(*alike));
    who.doubt = Doubt::same_name_and_contact;
  }
  return who;
}

Who Finding::meant(Who who, records::PersonRecord record, const Understanding::OneRow& row) {
  const auto& wished = row.details;
  if (wished.identity_number && record.details.identity_number)
    who.doubt = Doubt::other_identity_number;
  else if (!wished.known.name.empty() &&
           words_of_name(wished.known.name) != words_of_name(record.details.known.name) &&
           !have_same_contact(wished, record.details))
    who.doubt = Doubt::id_was_anothers;
  who.person = std::move(record);
  return who;
}

}  // namespace parvis::imports
