#include "app/desk/person_form.hpp"

#include <algorithm>
#include <array>

#include "domain/people/cells.hpp"
#include "platform/i18n/names.hpp"

namespace parvis::desk {
namespace {

using people::Field;
using views::Kind;

/// Beside the fields of a spreadsheet, what only the register keeps.
constexpr std::string_view number_id = "identity_number", email_id = "email", phone_id = "phone",
                           address_id = "address", language_id = "language";

struct Spec {
  Field field;
  std::string_view label;
  std::string_view hint = {};
  Kind kind = Kind::text;
  bool is_narrow = false;
};
constexpr std::array specs{
    Spec{Field::name, N_("Name")},
    Spec{Field::gender, N_("Gender"), N_("In own words. It is never worked out from a number.")},
    Spec{Field::birth_year, N_("Year of birth"), N_("For example 1988."), Kind::number, true},
    Spec{Field::occupation, N_("Occupation"), N_("In own words, for example welder or civil engineer.")},
    Spec{Field::education_level, N_("Education")},
    Spec{Field::education_field, N_("Field of education"), N_("For example economics.")},
    Spec{Field::experience, N_("Years in the occupation"), {}, Kind::number, true},
    Spec{Field::languages, N_("Languages"),
         N_("With the level where it is known, for example Arabic native; English B2.")},
    Spec{Field::swedish, N_("Swedish")},
    Spec{Field::district, N_("District")},
    Spec{Field::interests, N_("Interests"), N_("For example football; cooking.")},
    Spec{Field::availability, N_("Times that suit"), N_("For example Mon evening, Wed 17-20.")},
    Spec{Field::meeting, N_("Preferred way to meet")},
    Spec{Field::employer, N_("Employer")},
};

std::string cell_of(const people::Person& person, Field field, const occupations::Taxonomy& taxonomy) {
  const auto cells = people::cells_of(person, taxonomy);
  const auto at = cells.find(field);
  return at == cells.end() ? std::string() : at->second;
}

/// The choices of a list, each by the word that a spreadsheet would hold.
template <class Set, class Kinds>
std::vector<views::Option> choices(Field field, const Kinds& kinds, Set set,
                                   const occupations::Taxonomy& taxonomy, const Texts& t) {
  std::vector<views::Option> options{{"", t("not known")}};
  for (const auto kind : kinds) {
    people::Person person;
    set(person, kind);
    options.push_back({cell_of(person, field, taxonomy), t(people::in_words(kind))});
  }
  return options;
}

std::vector<std::pair<std::string, std::vector<views::Option>>> all_choices(
    const occupations::Taxonomy& taxonomy, const Texts& t) {
  using people::EducationLevel;
  using people::Gender;
  using people::Level;
  using people::MeetingForm;
  constexpr std::array genders{Gender::woman, Gender::man, Gender::other, Gender::not_stated};
  constexpr std::array educations{
      EducationLevel::none,           EducationLevel::short_education, EducationLevel::upper_secondary,
      EducationLevel::post_secondary, EducationLevel::higher,          EducationLevel::doctorate};
  constexpr std::array levels{Level::none, Level::a1, Level::a2, Level::b1,
                              Level::b2,   Level::c1, Level::c2, Level::native};
  constexpr std::array meetings{MeetingForm::in_person, MeetingForm::digital, MeetingForm::either};
  std::vector<views::Option> languages{{"", t("not known")}};
  for (const auto language : all_languages)
    languages.push_back({std::string(code_of(language)), std::string(own_name_of(language))});
  return {{std::string(header_of(Field::gender)),
           choices(
               Field::gender, genders, [](auto& p, Gender g) { p.gender = g; }, taxonomy, t)},
          {std::string(header_of(Field::education_level)),
           choices(
               Field::education_level, educations, [](auto& p, EducationLevel l) { p.education_level = l; },
               taxonomy, t)},
          {std::string(header_of(Field::swedish)),
           choices(
               Field::swedish, levels, [](auto& p, Level l) { p.swedish = l; }, taxonomy, t)},
          {std::string(header_of(Field::meeting)),
           choices(
               Field::meeting, meetings, [](auto& p, MeetingForm m) { p.meeting = m; }, taxonomy, t)},
          {std::string(language_id), std::move(languages)}};
}

std::vector<views::Field> register_fields(const Texts& t) {
  return {{.id = email_id, .label = t("E-mail"), .kind = Kind::email},
          {.id = phone_id, .label = t("Telephone"), .kind = Kind::phone, .is_narrow = true},
          {.id = address_id, .label = t("Postal address")},
          {.id = language_id, .label = t("Wants to be written to in")},
          {.id = number_id,
           .label = t("Identity number"),
           .hint = t("Only if the programme needs it. It is sealed, and masked on every page."),
           .is_narrow = true}};
}

std::vector<views::Field> all_fields(const Texts& t) {
  std::vector<views::Field> fields;
  for (const auto& spec : specs)
    fields.push_back({.id = header_of(spec.field),
                      .label = t(spec.label),
                      .hint = spec.hint.empty() ? std::string() : t(spec.hint),
                      .kind = spec.kind,
                      .is_narrow = spec.is_narrow});
  for (auto& field : register_fields(t)) fields.push_back(std::move(field));
  return fields;
}

std::optional<std::string> written(const web::Asked& asked, std::string_view id) {
  auto text = asked.field(id);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

Message unsettled_words(const people::UnsettledTitle& title) {
  if (title.suggestions.empty())
    return say("No occupation is called {title}. Try another word, for example welder or nurse.")
        .with("title", title.title);
  std::string near;
  for (const auto& suggestion : title.suggestions) near += (near.empty() ? "" : ", ") + suggestion.title;
  return say("No occupation is called {title}. Perhaps one of these: {near}.")
      .with("title", title.title)
      .with("near", near);
}

void read_contact(const web::Asked& asked, Date today, ReadPerson& read) {
  auto& details = read.details;
  details.email = written(asked, email_id);
  details.phone = written(asked, phone_id);
  details.address = written(asked, address_id);
  details.language = written(asked, language_id);
  if (details.language && !language_of(*details.language)) details.language.reset();
  if (details.email) {
    const auto at = details.email->find('@');
    if (at == 0 || at == std::string::npos || at + 1 == details.email->size() ||
        details.email->find(' ') != std::string::npos)
      read.faults.push_back({std::string(email_id), say("Write the address as name@example.org.")});
  }
  if (const auto number = written(asked, number_id)) {
    auto known = people::IdentityNumber::read(*number, today);
    if (known)
      details.identity_number = std::move(*known);
    else
      read.faults.push_back({std::string(number_id), known.error()});
  }
}

}  // namespace

views::PersonForm person_form(const records::PersonDetails* details, const occupations::Taxonomy& taxonomy,
                              const Texts& t) {
  views::PersonForm form;
  form.fields = all_fields(t);
  form.choices = all_choices(taxonomy, t);
  if (!details) return form;
  const auto cells = people::cells_of(details->known, taxonomy);
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const auto at = cells.find(specs[i].field);
    if (at != cells.end()) form.fields[i].value = at->second;
  }
  for (auto& field : form.fields) {
    if (field.id == email_id) field.value = details->email.value_or("");
    if (field.id == phone_id) field.value = details->phone.value_or("");
    if (field.id == address_id) field.value = details->address.value_or("");
    if (field.id == language_id) field.value = details->language.value_or("");
  }
  return form;
}

views::PersonForm form_again(const web::Asked& asked, views::Faults faults,
                             const occupations::Taxonomy& taxonomy) {
  auto form = person_form(nullptr, taxonomy, asked.t);
  for (auto& field : form.fields) field.value = asked.field(field.id);
  form.faults = std::move(faults);
  return form;
}

ReadPerson read_person(const web::Asked& asked, const occupations::Taxonomy& taxonomy, Date today) {
  ReadPerson read;
  people::CellTexts cells{{Field::id, "1"}};
  people::IntakeRequest request;
  for (const auto& spec : specs) {
    auto text = asked.field(header_of(spec.field));
    if (!text.empty()) cells[spec.field] = std::move(text);
    request.needed.insert(spec.field);
  }
  if (!cells.contains(Field::name))
    read.faults.push_back({std::string(header_of(Field::name)), say("Write a name.")});
  const std::array rows{std::move(cells)};
  auto taken = people::read_adepts(people::table_of(rows, {}), taxonomy, request);
  for (auto& reject : taken.rejects) read.faults.push_back({reject.column, std::move(reject.reason)});
  for (const auto& title : taken.titles)
    read.faults.push_back({std::string(header_of(Field::occupation)), unsettled_words(title)});
  if (!taken.people.empty()) {
    read.details.known = taken.people.front();
    read.details.known.id.clear();
  } else if (read.faults.empty()) {
    read.faults.push_back({std::string(header_of(Field::name)), say("Write a name.")});
  }
  read_contact(asked, today, read);
  return read;
}

/// "Mon–Fri 17:00–20:00, Sat": days in a row with the same hours stand together, a whole day has none.
static std::string week_in_words(const people::WeekHours& hours, const Texts& t) {
  constexpr std::array days{N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
  std::array<std::string, 7> of_day;
  std::array<bool, 7> has{};
  for (const auto& one : people::stretches_of(hours)) {
    const auto day = static_cast<std::size_t>(one.day);
    has[day] = true;
    if (one.from == 0 && one.to == 48) continue;
    of_day[day] +=
        (of_day[day].empty() ? " " : ", ") + people::clock_of(one.from) + "–" + people::clock_of(one.to);
  }
  std::string words;
  for (std::size_t first = 0; first < 7; ++first) {
    if (!has[first]) continue;
    std::size_t last = first;
    while (last + 1 < 7 && has[last + 1] && of_day[last + 1] == of_day[first]) ++last;
    words += (words.empty() ? "" : "; ") + t(days[first]);
    if (last > first) words += "–" + t(days[last]);
    words += of_day[first];
    first = last;
  }
  return words;
}

std::vector<views::Known> profile_of(const records::PersonDetails& details,
                                     const occupations::Taxonomy& taxonomy, const Texts& t) {
  const auto cells = people::cells_of(details.known, taxonomy);
  const auto lists = all_choices(taxonomy, t);
  std::vector<views::Known> known;
  for (const auto& spec : specs) {
    if (spec.field == Field::name) continue;
    const auto at = cells.find(spec.field);
    std::string words = at == cells.end() ? std::string() : at->second;
    const auto list = std::ranges::find(lists, std::string(header_of(spec.field)),
                                        [](const auto& one) { return one.first; });
    if (list != lists.end() && !words.empty())
      for (const auto& option : list->second)
        if (option.value == words) words = option.words;
    if (spec.field == Field::languages && details.known.languages) {
      words.clear();
      for (const auto& one : *details.known.languages) {
        words += (words.empty() ? "" : ", ") + taxonomy.language_name(one.iso639_3, t.html_code());
        if (one.level) words += " " + t(people::in_words(*one.level));
      }
    }
    if (spec.field == Field::availability && details.known.availability)
      words = week_in_words(*details.known.availability, t);
    known.push_back({t(spec.label), std::move(words)});
  }
  return known;
}

std::vector<views::Known> contact_of(const records::PersonDetails& details, const Texts& t) {
  std::string language;
  if (details.language)
    if (const auto known = language_of(*details.language)) language = own_name_of(*known);
  return {{t("E-mail"), details.email.value_or("")},
          {t("Telephone"), details.phone.value_or("")},
          {t("Wants to be written to in"), language}};
}

void add_referral(const web::Asked& asked, views::PersonForm& form) {
  const auto& t = asked.t;
  form.is_referral = true;
  const auto add = [&](std::string_view id, std::string label, std::vector<views::Option> options) {
    options.insert(options.begin(), {"", t("Choose")});
    form.fields.push_back({.id = id, .label = std::move(label), .value = asked.field(id)});
    form.choices.emplace_back(std::string(id), std::move(options));
  };
  const auto options = [&](const auto& all) {
    std::vector<views::Option> words;
    for (const auto one : all) words.push_back({std::string(records::id_of(one)), t(records::in_words(one))});
    return words;
  };
  add("sender", t("Where you work"), options(records::all_senders));
  add("stage", t("How far the person has come"), options(records::all_referral_stages));
  add("alongside", t("Alongside"), options(records::all_alongside));
  add("agrees", t("The person agrees that you refer them and see what becomes of it"), {{"yes", t("Yes")}});
}
records::ReferralDetails read_referral(const web::Asked& asked) {
  records::ReferralDetails referral;
  referral.sender = records::sender_of(asked.field("sender")).value_or(records::Sender::another);
  referral.stage = records::referral_stage_of(asked.field("stage"));
  referral.alongside = records::alongside_of(asked.field("alongside"));
  referral.has_consent = asked.field("agrees") == "yes";
  return referral;
}

}  // namespace parvis::desk
