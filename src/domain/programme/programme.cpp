#include "domain/programme/programme.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace parvis::programme {

namespace {

constexpr std::array criterion_ids = {
    std::pair{CriterionKind::occupation, std::string_view("occupation")},
    std::pair{CriterionKind::education_field, std::string_view("education_field")},
    std::pair{CriterionKind::experience, std::string_view("experience")},
    std::pair{CriterionKind::languages, std::string_view("languages")},
    std::pair{CriterionKind::interests, std::string_view("interests")},
    std::pair{CriterionKind::availability, std::string_view("availability")},
    std::pair{CriterionKind::travel, std::string_view("travel")},
    std::pair{CriterionKind::swedish, std::string_view("swedish")},
    std::pair{CriterionKind::waiting, std::string_view("waiting")},
    std::pair{CriterionKind::partner, std::string_view("partner")},
};

/// What each rule looks at.
struct FieldsOfRule {
  using Fields = std::set<people::Field>;

  Fields operator()(const Eligible& eligible) const {
    Fields fields;
    if (!eligible.any_of.empty()) fields.insert(people::Field::target_groups);
    if (!eligible.genders.empty()) fields.insert(people::Field::gender);
    if (eligible.least_age || eligible.greatest_age) fields.insert(people::Field::birth_year);
    if (!eligible.districts.empty()) fields.insert(people::Field::district);
    if (eligible.least_swedish) fields.insert(people::Field::swedish);
    if (eligible.least_experience_years) fields.insert(people::Field::experience);
    if (eligible.least_education) fields.insert(people::Field::education_level);
    if (!eligible.occupations.empty()) fields.insert(people::Field::occupation);
    return fields;
  }
  // Swedish has a column of its own and is a language like the others.
  Fields operator()(const CommonLanguage&) const {
    return {people::Field::languages, people::Field::swedish};
  }
  Fields operator()(const NearOccupation&) const { return {people::Field::occupation}; }
  Fields operator()(const WishKept& kept) const {
    switch (kept.wish) {
      case people::Wish::woman:
      case people::Wish::man: return {people::Field::wishes, people::Field::gender};
      case people::Wish::digital_only:
      case people::Wish::in_person_only: return {people::Field::wishes, people::Field::meeting};
      case people::Wish::not_my_employer: return {people::Field::wishes, people::Field::employer};
    }
    return {people::Field::wishes};
  }
  Fields operator()(const SharedTime&) const { return {people::Field::availability}; }
  Fields operator()(const TravelTime&) const { return {people::Field::district, people::Field::meeting}; }
  Fields operator()(const TrainingDone&) const { return {people::Field::training}; }
  Fields operator()(const RecordCheckShown&) const { return {people::Field::record_check}; }
  Fields operator()(const SwedishForMentor&) const {
    return {people::Field::swedish, people::Field::least_swedish};
  }
  Fields operator()(const NotTogetherBefore&) const { return {people::Field::not_with}; }
  Fields operator()(const SharedInterest&) const { return {people::Field::interests}; }
};

std::initializer_list<people::Field> fields_of(CriterionKind kind) {
  using people::Field;
  // Named, so that what they begin outlives the call.
  static constexpr auto occupation = {Field::occupation};
  static constexpr auto education_field = {Field::education_field};
  static constexpr auto experience = {Field::experience};
  static constexpr auto languages = {Field::languages, Field::swedish};
  static constexpr auto interests = {Field::interests};
  static constexpr auto availability = {Field::availability};
  static constexpr auto travel = {Field::district};
  static constexpr auto swedish = {Field::swedish, Field::least_swedish};
  static constexpr auto waiting = {Field::registered_on};
  static constexpr auto partner = {Field::partner};
  switch (kind) {
    case CriterionKind::occupation: return occupation;
    case CriterionKind::education_field: return education_field;
    case CriterionKind::experience: return experience;
    case CriterionKind::languages: return languages;
    case CriterionKind::interests: return interests;
    case CriterionKind::availability: return availability;
    case CriterionKind::travel: return travel;
    case CriterionKind::swedish: return swedish;
    case CriterionKind::waiting: return waiting;
    case CriterionKind::partner: return partner;
  }
  return {};
}

}  // namespace

std::string_view id_of(CriterionKind kind) {
  const auto found = std::ranges::find(criterion_ids, kind, [](const auto& pair) { return pair.first; });
  return found->second;
}

std::optional<CriterionKind> criterion_of(std::string_view id) {
  const auto found = std::ranges::find(criterion_ids, id, [](const auto& pair) { return pair.second; });
  return found == criterion_ids.end() ? std::nullopt : std::optional(found->first);
}

Message in_words(CriterionKind kind) {
  switch (kind) {
    case CriterionKind::occupation: return say("Occupation");
    case CriterionKind::education_field: return say("Field of education");
    case CriterionKind::experience: return say("Experience");
    case CriterionKind::languages: return say("Languages");
    case CriterionKind::interests: return say("Interests");
    case CriterionKind::availability: return say("Time for meetings");
    case CriterionKind::travel: return say("Travel");
    case CriterionKind::swedish: return say("Swedish");
    case CriterionKind::waiting: return say("Waiting time");
    case CriterionKind::partner: return say("Partner organisation");
  }
  return {};
}

Message in_words(Category category) {
  switch (category) {
    case Category::professional_colleagues: return say("Professional colleagues");
    case Category::women_immigrant_background: return say("Women with an immigrant background");
    case Category::youths: return say("Youths");
    case Category::everyone: return say("Everyone");
  }
  return {};
}

Message in_words(OperationForm form) {
  switch (form) {
    case OperationForm::own: return say("Run by the city itself");
    case OperationForm::partnership: return say("Run in partnership with an association");
    case OperationForm::procured: return say("Procured");
  }
  return {};
}

Message in_words(OfferOrder order) {
  switch (order) {
    case OfferOrder::mentor_first: return say("The mentor is asked first");
    case OfferOrder::adept_first: return say("The adept is asked first");
    case OfferOrder::together: return say("Both are asked at the same time");
  }
  return {};
}

const std::string& in_language(const LocalText& text, std::string_view code) {
  static const std::string none;
  if (const auto found = text.find(code); found != text.end()) return found->second;
  const auto swedish = text.find("sv");
  return swedish == text.end() ? none : swedish->second;
}

const Track* Programme::track(std::string_view track_id) const {
  if (track_id.empty() && tracks.size() == 1) return &tracks.front();
  const auto found = std::ranges::find(tracks, track_id, &Track::id);
  return found == tracks.end() ? nullptr : &*found;
}

std::set<people::Field> fields_needed(const Track& track) {
  std::set<people::Field> needed;
  for (const Rule& rule : track.rules) needed.merge(std::visit(FieldsOfRule{}, rule.test));
  for (const Criterion& criterion : track.criteria) needed.insert(fields_of(criterion.kind));
  return needed;
}

}  // namespace parvis::programme
