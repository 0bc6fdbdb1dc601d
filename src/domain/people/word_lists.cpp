#include <algorithm>

#include "domain/people/several.hpp"
#include "domain/people/words.hpp"
#include "platform/base/fold.hpp"

namespace parvis::people {
namespace {

constexpr Word<TargetGroup> target_group_words[] = {
    {"nyanländ", TargetGroup::newly_arrived},
    {"nyanlända", TargetGroup::newly_arrived},
    {"nyanländ invandrare", TargetGroup::newly_arrived},
    {"etablering", TargetGroup::newly_arrived},
    {"etableringsprogrammet", TargetGroup::newly_arrived},
    {"newly arrived", TargetGroup::newly_arrived},
    {"newcomer", TargetGroup::newly_arrived},
    {"new arrival", TargetGroup::newly_arrived},
    {"massflyktsdirektivet", TargetGroup::mass_flight_directive},
    {"massflykt", TargetGroup::mass_flight_directive},
    {"massflyktingdirektivet", TargetGroup::mass_flight_directive},
    {"skydd enligt massflyktsdirektivet", TargetGroup::mass_flight_directive},
    {"tillfälligt skydd", TargetGroup::mass_flight_directive},
    {"mass flight directive", TargetGroup::mass_flight_directive},
    {"temporary protection", TargetGroup::mass_flight_directive},
    {"temporary protection directive", TargetGroup::mass_flight_directive},
    {"uvas", TargetGroup::youth_not_in_work_or_studies},
    {"unga som varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"ung som varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"varken arbetar eller studerar", TargetGroup::youth_not_in_work_or_studies},
    {"unga", TargetGroup::youth_not_in_work_or_studies},
    {"neet", TargetGroup::youth_not_in_work_or_studies},
    {"youth", TargetGroup::youth_not_in_work_or_studies},
    {"youth not in work or studies", TargetGroup::youth_not_in_work_or_studies},
    {"youth neither working nor studying", TargetGroup::youth_not_in_work_or_studies},
    {"young neither working nor studying", TargetGroup::youth_not_in_work_or_studies},
    {"kvinna långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"kvinnor långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"kvinna med svag ställning", TargetGroup::woman_weak_position},
    {"kvinnor med svag ställning", TargetGroup::woman_weak_position},
    {"kvinna med svag ställning på arbetsmarknaden", TargetGroup::woman_weak_position},
    {"utrikes född kvinna långt från arbetsmarknaden", TargetGroup::woman_weak_position},
    {"woman far from the labour market", TargetGroup::woman_weak_position},
    {"woman weak position", TargetGroup::woman_weak_position},
    {"woman with a weak position on the labour market", TargetGroup::woman_weak_position},
    {"föräldraledig", TargetGroup::parental_leave},
    {"föräldralediga", TargetGroup::parental_leave},
    {"föräldraledighet", TargetGroup::parental_leave},
    {"mammaledig", TargetGroup::parental_leave},
    {"pappaledig", TargetGroup::parental_leave},
    {"parental leave", TargetGroup::parental_leave},
    {"on parental leave", TargetGroup::parental_leave},
    {"kort utbildning", TargetGroup::short_education},
    {"kortutbildad", TargetGroup::short_education},
    {"kortutbildade", TargetGroup::short_education},
    {"short education", TargetGroup::short_education},
    {"funktionsnedsättning", TargetGroup::disability},
    {"funktionsnedsatt", TargetGroup::disability},
    {"funktionshinder", TargetGroup::disability},
    {"nedsatt arbetsförmåga", TargetGroup::disability},
    {"disability", TargetGroup::disability},
    {"reduced work capacity", TargetGroup::disability},
    {"långtidsarbetslös", TargetGroup::long_term_unemployed},
    {"långtidsarbetslösa", TargetGroup::long_term_unemployed},
    {"långtidsarbetslöshet", TargetGroup::long_term_unemployed},
    {"long term unemployed", TargetGroup::long_term_unemployed},
    {"long term unemployment", TargetGroup::long_term_unemployed},
    {"55+", TargetGroup::aged_55_or_over},
    {"55 +", TargetGroup::aged_55_or_over},
    {"55 plus", TargetGroup::aged_55_or_over},
    {"över 55", TargetGroup::aged_55_or_over},
    {"äldre än 55", TargetGroup::aged_55_or_over},
    {"55 år och äldre", TargetGroup::aged_55_or_over},
    {"55 år eller äldre", TargetGroup::aged_55_or_over},
    {"55 or over", TargetGroup::aged_55_or_over},
    {"55 or older", TargetGroup::aged_55_or_over},
    {"aged 55 or over", TargetGroup::aged_55_or_over},
    {"saknar gymnasieutbildning", TargetGroup::no_upper_secondary},
    {"saknar gymnasieexamen", TargetGroup::no_upper_secondary},
    {"saknar gymnasium", TargetGroup::no_upper_secondary},
    {"utan gymnasium", TargetGroup::no_upper_secondary},
    {"utan gymnasieutbildning", TargetGroup::no_upper_secondary},
    {"ej gymnasium", TargetGroup::no_upper_secondary},
    {"no upper secondary", TargetGroup::no_upper_secondary},
    {"without upper secondary school", TargetGroup::no_upper_secondary},
    {"no upper secondary school", TargetGroup::no_upper_secondary},
    {"kaa", TargetGroup::municipal_activity_responsibility},
    {"kommunala aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"det kommunala aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"kommunalt aktivitetsansvar", TargetGroup::municipal_activity_responsibility},
    {"aktivitetsansvaret", TargetGroup::municipal_activity_responsibility},
    {"municipal activity responsibility", TargetGroup::municipal_activity_responsibility},
    {"annat enligt beslut", TargetGroup::other_by_decision},
    {"annan enligt beslut", TargetGroup::other_by_decision},
    {"enligt beslut", TargetGroup::other_by_decision},
    {"annan målgrupp enligt beslut", TargetGroup::other_by_decision},
    {"other by decision", TargetGroup::other_by_decision},
    {"by decision", TargetGroup::other_by_decision},
};

constexpr Word<Offer> offer_words[] = {
    {"information om yrket", Offer::occupation_information},
    {"yrkesinformation", Offer::occupation_information},
    {"berätta om yrket", Offer::occupation_information},
    {"information", Offer::occupation_information},
    {"information on the occupation", Offer::occupation_information},
    {"information about the occupation", Offer::occupation_information},
    {"occupation information", Offer::occupation_information},
    {"kompetensbedömning", Offer::competence_assessment},
    {"bedömning av kompetens", Offer::competence_assessment},
    {"bedömning", Offer::competence_assessment},
    {"competence assessment", Offer::competence_assessment},
    {"assessment of competence", Offer::competence_assessment},
    {"assessment", Offer::competence_assessment},
    {"kontakter", Offer::contacts},
    {"nätverk", Offer::contacts},
    {"kontakter i branschen", Offer::contacts},
    {"contacts", Offer::contacts},
    {"network", Offer::contacts},
    {"språkträning", Offer::language_practice},
    {"språk", Offer::language_practice},
    {"svenska", Offer::language_practice},
    {"träna svenska", Offer::language_practice},
    {"språkstöd", Offer::language_practice},
    {"language practice", Offer::language_practice},
    {"language", Offer::language_practice},
    {"swedish practice", Offer::language_practice},
    {"intervjuträning", Offer::interview_practice},
    {"intervju", Offer::interview_practice},
    {"träna intervju", Offer::interview_practice},
    {"cv och intervju", Offer::interview_practice},
    {"interview practice", Offer::interview_practice},
    {"interview training", Offer::interview_practice},
    {"interview", Offer::interview_practice},
};

void sort_each_once(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

}  // namespace

Reading<std::vector<TargetGroup>> read_target_groups(std::string_view cell) {
  auto groups = list_of(target_group_words, cell, ",;/|\n");
  if (!groups)
    return no(say("The target group “{part}” is not known. Write for example newly arrived; parental leave.")
                  .with("part", groups.error()));
  return std::move(*groups);
}

Reading<std::vector<Offer>> read_offers(std::string_view cell) {
  auto offers = list_of(offer_words, cell, ",;/+&\n");
  if (!offers)
    return no(say("What the mentor offers cannot be read: “{part}”. Write for example contacts; interview "
                  "practice.")
                  .with("part", offers.error()));
  return std::move(*offers);
}

Reading<std::vector<std::string>> read_training(std::string_view cell) {
  const auto whole = folded(cell);
  if (is_none_word(whole)) return std::vector<std::string>{};
  // Yes, no, or the day on which it was done.
  if (const auto done = read_record_check(cell))
    return *done ? std::vector<std::string>{std::string(any_training)} : std::vector<std::string>{};
  std::vector<std::string> trainings;
  for (const auto& part : parts_of(cell, ",;\n"))
    if (auto text = folded(part); !text.empty()) trainings.push_back(std::move(text));
  if (trainings.empty()) return no(say("The training cannot be read. Write its name, or yes or no."));
  sort_each_once(trainings);
  return trainings;
}

std::vector<std::string> read_interests(std::string_view cell) {
  std::vector<std::string> interests;
  if (is_none_word(folded(cell))) return interests;
  for (const auto& part : parts_of(cell, ",;/|&\n"))
    for (auto& piece : split_at_and(folded(part))) interests.push_back(std::move(piece));
  sort_each_once(interests);
  return interests;
}

void collect_list_words(std::vector<std::string_view>& words) {
  const auto collect = [&](const auto& table) {
    for (const auto& word : table) words.push_back(word.text);
  };
  collect(target_group_words);
  collect(offer_words);
}

}  // namespace parvis::people
