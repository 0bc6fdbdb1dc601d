// What rules and criteria say to people. A sentence should bear being read aloud to both sides of a pair.
#include <algorithm>

#include "domain/suitability/features.hpp"

namespace parvis::suitability {
namespace {

using people::Wish;
using programme::CriterionKind;

Message with_level(Message message, people::Level level) {
  return std::move(message).with("level", people::in_words(level));
}

Message hours_in_words(int halves) {
  if (halves % 2 == 0) return say_n("{n} hour", "{n} hours", halves / 2);
  return say_n("{n} half hour", "{n} half hours", halves);
}

struct RuleWords {
  Message operator()(const programme::Eligible& rule) const {
    return rule.side == programme::Side::adept ? say("The adept belongs to those the programme is for")
                                               : say("The mentor belongs to those the programme looks for");
  }
  Message operator()(const programme::CommonLanguage& rule) const {
    if (rule.or_swedish)
      return with_level(say("A language in common, at least {level}, or Swedish at least {swedish}")
                            .with("swedish", people::in_words(*rule.or_swedish)),
                        rule.least);
    return with_level(say("A language in common, at least {level}"), rule.least);
  }
  Message operator()(const programme::NearOccupation& rule) const {
    return rule.within_regulated_profession
               ? say("A nearby occupation; a licensed profession only meets its own")
               : say("A nearby occupation");
  }
  Message operator()(const programme::WishKept& rule) const {
    switch (rule.wish) {
      case Wish::woman: return say("A wish for a woman is kept");
      case Wish::man: return say("A wish for a man is kept");
      case Wish::digital_only: return say("A wish to meet digitally only is kept");
      case Wish::in_person_only: return say("A wish to meet in person only is kept");
      case Wish::not_my_employer: return say("A wish not to meet someone from the own employer is kept");
    }
    return say("A wish is kept");
  }
  Message operator()(const programme::SharedTime& rule) const {
    return say_n("At least {n} hour a week in common", "At least {n} hours a week in common",
                 rule.least_hours);
  }
  Message operator()(const programme::TravelTime& rule) const {
    return say_n("At most {n} minute of travel", "At most {n} minutes of travel", rule.most_minutes);
  }
  Message operator()(const programme::TrainingDone&) const { return say("The mentor has done the training"); }
  Message operator()(const programme::RecordCheckShown&) const {
    return say("The mentor has shown a record check");
  }
  Message operator()(const programme::SwedishForMentor&) const {
    return say("The Swedish that the mentor asks for");
  }
  Message operator()(const programme::NotTogetherBefore&) const {
    return say("Not a pair before, and not excluded");
  }
  Message operator()(const programme::SharedInterest& rule) const {
    return say_n("At least {n} interest in common", "At least {n} interests in common", rule.least);
  }
};

struct WayOut {
  Message operator()(const programme::Eligible& rule) const {
    return rule.side == programme::Side::adept ? say("A decision to admit the adept to this track")
                                               : say("A decision to admit the mentor to this track");
  }
  Message operator()(const programme::CommonLanguage& rule) const {
    if (rule.or_swedish)
      return say("Swedish at {level}, or another language in common")
          .with("level", people::in_words(*rule.or_swedish));
    return with_level(say("A language in common at {level}"), rule.least);
  }
  Message operator()(const programme::NearOccupation&) const {
    return say("A meeting across occupations that lie further apart");
  }
  Message operator()(const programme::WishKept&) const {
    return say("Another wish about who to meet and how");
  }
  Message operator()(const programme::SharedTime& rule) const {
    return say_n("Time for {n} hour a week together", "Time for {n} hours a week together", rule.least_hours);
  }
  Message operator()(const programme::TravelTime&) const { return say("Meeting digitally, or halfway"); }
  Message operator()(const programme::TrainingDone&) const { return say("The mentor takes the training"); }
  Message operator()(const programme::RecordCheckShown&) const {
    return say("The mentor shows a record check");
  }
  Message operator()(const programme::SwedishForMentor&) const {
    return say("A mentor who asks for less Swedish, or Swedish at the level asked for");
  }
  Message operator()(const programme::NotTogetherBefore&) const { return say("That the two may meet again"); }
  Message operator()(const programme::SharedInterest&) const { return say("An interest in common"); }
};

struct RuleDoubt {
  Message operator()(const programme::Eligible& rule) const {
    return rule.side == programme::Side::adept
               ? say("Not known: whether the adept belongs to those the programme is for")
               : say("Not known: whether the mentor belongs to those the programme looks for");
  }
  Message operator()(const programme::CommonLanguage&) const {
    return say("Not known: a language in common");
  }
  Message operator()(const programme::NearOccupation&) const {
    return say("Not known: the occupation of one of them");
  }
  Message operator()(const programme::WishKept& rule) const {
    switch (rule.wish) {
      case Wish::woman:
      case Wish::man: return say("Not known: gender, and one of them has a wish about it");
      case Wish::digital_only:
      case Wish::in_person_only:
        return say("Not known: how one of them can meet, and the other has a wish about it");
      case Wish::not_my_employer: return say("Not known: the employer, and one of them has a wish about it");
    }
    return say("Not known: what a wish is about");
  }
  Message operator()(const programme::SharedTime&) const {
    return say("Not known: when one of them can meet");
  }
  Message operator()(const programme::TravelTime&) const {
    return say("Not known: how far they have to each other");
  }
  Message operator()(const programme::TrainingDone&) const {
    return say("Not known: whether the mentor has done the training");
  }
  Message operator()(const programme::RecordCheckShown&) const {
    return say("Not known: whether the mentor has shown a record check");
  }
  Message operator()(const programme::SwedishForMentor&) const {
    return say("Not known: the adept's Swedish");
  }
  Message operator()(const programme::NotTogetherBefore&) const {
    return say("Not known: whether they have been a pair");
  }
  Message operator()(const programme::SharedInterest&) const {
    return say("Not known: the interests of one of them");
  }
};

Message occupation_seen(const occupations::Taxonomy& taxonomy, const people::Adept& adept,
                        const people::Mentor& mentor, std::string_view language) {
  const auto near = taxonomy.nearness(*adept.occupation, *mentor.occupation);
  switch (near.ground) {
    case occupations::Ground::same_occupation: return say("Same occupation");
    case occupations::Ground::same_group: return say("Same occupational group");
    case occupations::Ground::listed_near: return say("Nearby occupation: listed as close");
    case occupations::Ground::listed_first:
    case occupations::Ground::listed_later: return say("Nearby occupation on the employment service's list");
    case occupations::Ground::same_minor_group: return say("Closely related occupation");
    case occupations::Ground::same_major_group: return say("Related occupation");
    case occupations::Ground::listed_low: return say("Nearby occupation: listed as somewhat close");
    case occupations::Ground::same_field:
      return say("Same field: {field}").with("field", taxonomy.field_of(near.first, language));
    case occupations::Ground::none: return say("Far from each other in occupation");
  }
  return say("Far from each other in occupation");
}

Message languages_seen(const CommonTongue& common, const std::vector<std::string>& codes,
                       const occupations::Taxonomy& taxonomy, std::string_view language) {
  if (common.level < 0 && common.unknown) return say("Not known: a language in common");
  if (common.level < 0) return say("No language in common");
  auto name = taxonomy.language_name(codes[common.language], language);
  const auto level = static_cast<people::Level>(common.level);
  if (level == people::Level::native)
    return say("Both have {language} as a mother tongue").with("language", std::move(name));
  return with_level(say("Both speak {language}, at least {level}").with("language", std::move(name)), level);
}

Message interests_seen(const people::Adept& adept, const people::Mentor& mentor, std::string_view language) {
  std::vector<std::string> common;
  std::set_intersection(adept.interests->begin(), adept.interests->end(), mentor.interests->begin(),
                        mentor.interests->end(), std::back_inserter(common));
  if (common.empty()) return say("No interest in common");
  const std::string comma = language == "ar" ? "، " : ", ";
  std::string list;
  for (std::size_t i = 0; i < common.size() && i < 3; ++i) list += (i == 0 ? "" : comma) + common[i];
  return say_n("{n} interest in common: {list}", "{n} interests in common: {list}",
               static_cast<std::int64_t>(common.size()))
      .with("list", std::move(list));
}

}  // namespace

Message in_words(const programme::Rule& rule) {
  return std::visit(RuleWords{}, rule.test);
}

Message way_out(const programme::Rule& rule, bool unknown) {
  if (!unknown) return std::visit(WayOut{}, rule.test);
  return say("To find out what is not known. {doubt}").with("doubt", std::visit(RuleDoubt{}, rule.test));
}

Message Suitability::doubt(std::size_t rule, std::size_t, std::size_t) const {
  return std::visit(RuleDoubt{}, data_->track->rules[rule].test);
}

Message Suitability::why(std::size_t rule, std::size_t adept, std::size_t mentor) const {
  const auto& asked = data_->track->rules[rule];
  if (data_->judge(rule, adept, mentor) == Judged::unknown) return doubt(rule, adept, mentor);
  if (std::holds_alternative<programme::CommonLanguage>(asked.test))
    return say("No language in common at the level asked for");
  if (std::holds_alternative<programme::NearOccupation>(asked.test))
    return say("Too far from each other in occupation");
  if (std::holds_alternative<programme::SharedTime>(asked.test)) return say("Too little time in common");
  if (std::holds_alternative<programme::TravelTime>(asked.test)) return say("Too far to travel");
  if (std::holds_alternative<programme::TrainingDone>(asked.test))
    return say("The mentor has not done the training");
  if (std::holds_alternative<programme::RecordCheckShown>(asked.test))
    return say("The mentor has not shown a record check");
  if (std::holds_alternative<programme::SwedishForMentor>(asked.test))
    return say("The mentor asks for more Swedish than the adept has yet");
  if (std::holds_alternative<programme::NotTogetherBefore>(asked.test))
    return say("A pair before, or excluded");
  if (std::holds_alternative<programme::SharedInterest>(asked.test))
    return say("Too few interests in common");
  if (const auto* wish = std::get_if<programme::WishKept>(&asked.test)) switch (wish->wish) {
      case Wish::woman: return say("One of them wishes to meet a woman");
      case Wish::man: return say("One of them wishes to meet a man");
      case Wish::digital_only: return say("One of them wishes to meet digitally only");
      case Wish::in_person_only: return say("One of them wishes to meet in person only");
      case Wish::not_my_employer: return say("They have the same employer, and one of them wishes otherwise");
    }
  const auto* eligible = std::get_if<programme::Eligible>(&asked.test);
  return eligible && eligible->side == programme::Side::mentor
             ? say("The mentor is not one of those the programme looks for")
             : say("The adept is not one of those the programme is for");
}

Message Suitability::saw(std::size_t criterion, std::size_t adept, std::size_t mentor,
                         std::string_view language) const {
  const auto& a = data_->adept_features[adept];
  const auto& m = data_->mentor_features[mentor];
  const auto& person = (*data_->adepts)[adept];
  const auto& other = (*data_->mentors)[mentor];
  const auto part_seen = part(criterion, adept, mentor);
  const auto kind = data_->track->criteria[criterion].kind;
  if (!part_seen.known) return say("Not known: {criterion}").with("criterion", programme::in_words(kind));
  switch (kind) {
    case CriterionKind::occupation: return occupation_seen(*data_->taxonomy, person, other, language);
    case CriterionKind::education_field:
      return part_seen.value > 0 ? say("Same field of education") : say("Different fields of education");
    case CriterionKind::experience:
      if (m.experience >= a.experience)
        return say_n("The mentor has {n} year in the occupation",
                     "The mentor has {n} years in the occupation", m.experience);
      if (part_seen.value >= unknown_value) return say("About as many years in the occupation");
      return say_n("The adept has {n} year more in the occupation",
                   "The adept has {n} years more in the occupation", a.experience - m.experience);
    case CriterionKind::languages:
      return languages_seen(common_tongue(a, m), data_->language_codes, *data_->taxonomy, language);
    case CriterionKind::interests: return interests_seen(person, other, language);
    case CriterionKind::availability: {
      const int halves = common_half_hours(a, m);
      if (halves == 0) return say("No time in common");
      return say("{hours} a week in common").with("hours", hours_in_words(halves));
    }
    case CriterionKind::travel: {
      const int minutes = data_->minutes_between(a, m);
      if (a.district == m.district) return say("Same district");
      return say_n("About {n} minute of travel", "About {n} minutes of travel", minutes);
    }
    case CriterionKind::swedish:
      if (a.swedish >= m.least_swedish) return say("The Swedish that the mentor asks for");
      return say("Swedish {level}, the mentor wishes {wished}")
          .with("level", people::in_words(static_cast<people::Level>(a.swedish)))
          .with("wished", people::in_words(static_cast<people::Level>(m.least_swedish)));
    case CriterionKind::waiting: return say_n("Has waited {n} day", "Has waited {n} days", a.waited_days);
    case CriterionKind::partner:
      return m.partner_preferred ? say("Comes through the partner {partner}").with("partner", *other.partner)
                                 : say("Comes through another partner");
  }
  return {};
}

}  // namespace parvis::suitability
